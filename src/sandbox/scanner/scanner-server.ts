import { createServer, type Server, type Socket } from 'node:net';

export interface ScannerServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ScannerServerOptions {
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** The daemon's StreamMaxLength: longer contents are answered with its error. */
  readonly maxBytes?: number;
}

/** The test text of EICAR, in two parts so that this source is not itself reported. */
const signature = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));
/** EICAR wants the text at the very beginning; inside a photo or a PDF it must be found too, or the way of an infected paper could not be tried. */
const finding = 'Eicar-Test-Signature';

/** Stands in for a ClamAV daemon: the same protocol (PING, VERSION, INSTREAM; `z` and `n` forms) and one signature. */
export async function startScannerServer(options: ScannerServerOptions = {}): Promise<ScannerServer> {
  const maxBytes = options.maxBytes ?? 25 * 1024 * 1024;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(60_000, () => socket.destroy());
    serve(socket, maxBytes);
  });
  await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    host: address.address,
    port: address.port,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(socket: Socket, maxBytes: number): void {
  let held: Buffer = Buffer.alloc(0);
  let stream: StreamState | undefined;
  socket.on('data', (part) => {
    held = Buffer.concat([held, part as Uint8Array]);
    if (stream === undefined) {
      const command = takeCommand(held);
      if (command === undefined) {
        if (held.length > 64) socket.destroy();
        return;
      }
      held = held.subarray(command.length);
      if (command.name !== 'INSTREAM') {
        socket.end(`${answerTo(command.name)}${command.end}`);
        return;
      }
      stream = { end: command.end, tail: Buffer.alloc(0), bytes: 0, found: false };
    }
    held = readParts(socket, stream, held, maxBytes);
  });
}

interface StreamState {
  readonly end: string;
  tail: Buffer;
  bytes: number;
  found: boolean;
}

/** Takes whole parts off the buffer; what is left waits for more. */
function readParts(socket: Socket, stream: StreamState, held: Buffer, maxBytes: number): Buffer {
  let at = 0;
  while (held.length - at >= 4) {
    const length = held.readUInt32BE(at);
    if (length === 0) {
      socket.end(stream.found ? `stream: ${finding} FOUND${stream.end}` : `stream: OK${stream.end}`);
      return Buffer.alloc(0);
    }
    if (stream.bytes + length > maxBytes) {
      socket.end(`INSTREAM size limit exceeded. ERROR${stream.end}`);
      return Buffer.alloc(0);
    }
    if (held.length - at - 4 < length) break;
    look(stream, held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return held.subarray(at);
}

/** The text may lie across two parts, so the end of each is kept for the next. */
function look(stream: StreamState, part: Buffer): void {
  const window = Buffer.concat([stream.tail, part]);
  stream.found ||= window.includes(signature);
  stream.tail = Buffer.from(window.subarray(Math.max(0, window.length - signature.length + 1)));
  stream.bytes += part.length;
}

function takeCommand(held: Buffer): { name: string; end: string; length: number } | undefined {
  const mark = held[0] === 0x7a ? '\0' : '\n';
  const end = held.indexOf(mark);
  if (end < 0) return undefined;
  return { name: held.subarray(0, end).toString('latin1').replace(/^[zn]/, '').trim(), end: mark, length: end + 1 };
}

function answerTo(command: string): string {
  if (command === 'PING') return 'PONG';
  return command === 'VERSION' ? 'ClamAV sandbox/1/EICAR only' : 'UNKNOWN COMMAND';
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
