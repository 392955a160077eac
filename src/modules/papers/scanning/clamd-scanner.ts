import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Scanner, ScanResult } from './scanner.ts';

export interface ClamdOptions {
  /** `{ host, port }` or `{ path }` of a Unix socket. */
  readonly address: { readonly host: string; readonly port: number } | { readonly path: string };
  /** Silence of this length means unavailable. */
  readonly timeLimitMs?: number;
}

/** Asks a ClamAV daemon by its INSTREAM command: length (4 bytes, big endian) and bytes of each part, then a length of zero. */
export class ClamdScanner implements Scanner {
  readonly #address: NetConnectOpts;
  readonly #timeLimitMs: number;

  constructor(options: ClamdOptions) {
    this.#address = options.address;
    this.#timeLimitMs = options.timeLimitMs ?? 20_000;
  }

  scan(content: Readable): Promise<ScanResult> {
    return new Promise((resolve) => {
      const socket = connect(this.#address);
      const answer: Buffer[] = [];
      const end = (result: ScanResult) => {
        socket.destroy();
        content.destroy();
        resolve(result);
      };
      socket.setTimeout(this.#timeLimitMs, () => end(unavailable('no answer in time')));
      socket.on('error', (error) => end(unavailable(error.message)));
      socket.on('data', (part) => answer.push(Buffer.from(part as Uint8Array)));
      socket.on('close', () => end(readAnswer(Buffer.concat(answer).toString('utf8'))));
      socket.on('connect', () => {
        sendContent(socket, content).catch((error: unknown) => end(unavailable(String(error))));
      });
    });
  }
}

async function sendContent(socket: Socket, content: Readable): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const part of content as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    socket.write(length);
    if (!socket.write(part)) await drained(socket);
    if (socket.destroyed) return;
  }
  socket.write(Buffer.alloc(4));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go);
      socket.off('close', go);
      resolve();
    };
    socket.on('drain', go);
    socket.on('close', go);
  });
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`, or an error of the daemon. */
function readAnswer(text: string): ScanResult {
  const line = text.replaceAll('\0', '').trim();
  if (line === 'stream: OK') return { verdict: 'clean' };
  const finding = /^stream: (.+) FOUND$/.exec(line)?.[1];
  return finding === undefined
    ? unavailable(line === '' ? 'closed without an answer' : line.slice(0, 200))
    : { verdict: 'infected', finding };
}

function unavailable(reason: string): ScanResult {
  return { verdict: 'unavailable', reason };
}
