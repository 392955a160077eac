import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { DomainError } from '../errors.ts';
import type { Language } from '../text.ts';
import { httpErrors } from './errors.ts';
import { toProblem } from './problem.ts';

/** How long a connection is waited for, in milliseconds. */
export interface LinkWaits {
  /** From the connection to the end of the headers. */
  readonly headersMs: number;
  /** In which not one byte of a body comes that the server is ready to read. */
  readonly idleMs: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  /** In each such span of a body, so many bytes have to come at least. */
  readonly paceMs: number;
  readonly paceBytes: number;
  /** How often the first and the last of them are looked at. */
  readonly checkEveryMs: number;
}

/**
 * A slow link is no attack, one that stands still is of no use to anybody. What comes steadily gets all the time that the largest form needs (ten files of
 * 20 MB) at 100 kB/s, the link of a village: 2,000 s. A single photo of 15 MB takes 150 s there, and the script sends it in parts of half a megabyte. A
 * body of which nothing comes for half a minute is given up: a phone that finds its network again begins a new connection, and the script goes on where it was.
 * A body that drips would have a connection for all of the 2,000 s at the price of a byte now and then: 20,000 bytes a minute are 2.7 kbit/s, a third of the
 * slowest mobile data link there is (GPRS, one channel: 8 kbit/s), and what is shorter than that has a minute.
 */
export const linkWaits: LinkWaits = {
  headersMs: 20_000,
  idleMs: 30_000,
  requestMs: 2_400_000,
  paceMs: 60_000,
  paceBytes: 20_000,
  checkEveryMs: 5_000,
};

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is under way on each connection; the parser of Node tells of a fault with nothing but the socket. */
const underWay = new WeakMap<Socket, Exchange>();

/** Gives up connections that stand still or drip. The server's own `timeout` must be `waits.idleMs`; it is told of every silence, also of those that are our own. */
export function watchLinks(server: Server, waits: Pick<LinkWaits, 'paceMs' | 'paceBytes'>): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    underWay.set(request.socket, { request, response });
    watchPace(request, response, waits);
  });
  server.on('timeout', (socket: Socket) => {
    const read = socket.bytesRead;
    // What came while the program itself stood still waits to be read behind this timer.
    setImmediate(() => {
      if (socket.destroyed || socket.bytesRead !== read) return;
      const exchange = underWay.get(socket);
      const open = exchange !== undefined && !exchange.response.writableFinished;
      if (!open) socket.destroy();
      // It is we who are at work, or do not read on.
      else if (exchange.request.complete || exchange.request.readableLength > 0) socket.setTimeout(socket.timeout ?? 0);
      else hangUp(socket, 408, undefined);
    });
  });
}

function watchPace(
  request: IncomingMessage,
  response: ServerResponse,
  { paceMs, paceBytes }: Pick<LinkWaits, 'paceMs' | 'paceBytes'>,
): void {
  const { socket, headers } = request;
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return;
  let read = socket.bytesRead;
  const look = () => {
    const came = socket.bytesRead - read;
    read = socket.bytesRead;
    if (request.complete || socket.destroyed) clearInterval(watch);
    // Where something waits to be read, it is we who are slow.
    else if (came < paceBytes && request.readableLength === 0) hangUp(socket, 408, undefined);
  };
  // What came while the program itself stood still is read first.
  const watch = setInterval(() => setImmediate(look), paceMs).unref();
  response.once('close', () => clearInterval(watch));
}

/** In place of the bare English of Node: requests that it cannot read, that end in their middle or take too long. */
export function answerBrokenLink(error: { readonly code: string; readonly rawPacket: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const packet = Buffer.isBuffer(error.rawPacket) ? error.rawPacket : undefined;
  hangUp(socket, statusOfFault[error.code] ?? 400, packet);
}

const statusOfFault: Readonly<Record<string, LinkStatus>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

type LinkStatus = 400 | 408 | 431;
const errorOf: Readonly<Record<LinkStatus, () => DomainError>> = {
  400: httpErrors.unreadable,
  408: httpErrors.stoodStill,
  431: httpErrors.headersTooLarge,
};

function hangUp(socket: Socket, status: LinkStatus, packet: Buffer | undefined): void {
  const exchange = underWay.get(socket);
  // In the middle of an answer, a second one would be read as part of the first.
  if (!socket.writable || (exchange?.response.headersSent === true && !exchange.response.writableFinished)) {
    socket.destroy();
    return;
  }
  const asked = exchange?.request.complete === false ? exchange.request : undefined;
  const path = asked?.url ?? /^[A-Z]+ (\S+)/.exec(packet?.subarray(0, 200).toString('latin1') ?? '')?.[1] ?? '';
  const json = path.startsWith('/api/') || asked?.headers.accept?.includes('application/json') === true;
  const language: Language = /(?:^|;\s*)lang=en(?:;|$)/.test(asked?.headers.cookie ?? '') ? 'en' : 'vi';
  const error = errorOf[status]();
  const body = json
    ? JSON.stringify(toProblem(error, language, status))
    : `${error.words.vi}\n${error.words.en}\n(${error.code})\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${json ? 'application/problem+json' : 'text/plain'}; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
