import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Keep-alive client that speaks as the proxy in front of the server: every request comes from another address, so that limits by address stay on. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });
  readonly #port: number;
  readonly #publicUrl: string;
  #addresses = 0;

  constructor(port: number, publicUrl: string) {
    this.#port = port;
    this.#publicUrl = publicUrl;
  }

  ask({ method, path, cookie, headers, body }: Asked): Promise<Answered> {
    this.#addresses += 1;
    const n = this.#addresses;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          method,
          path,
          agent: this.#agent,
          headers: {
            'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
            ...(method === 'POST' ? { origin: this.#publicUrl, 'content-type': 'application/json' } : {}),
            ...(cookie === undefined ? {} : { cookie }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          );
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** One unit of work; false when the answer was not the wanted one. */
export type Work = (connection: number) => Promise<boolean>;

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly failed: number;
}

/** As fast as so many callers at a time can go, each asking again when it was answered. */
export async function saturate(connections: number, seconds: number, work: Work): Promise<Measured> {
  const times: number[] = [];
  let failed = 0;
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      while (performance.now() < end) {
        const start = performance.now();
        if (!(await work(connection).catch(() => false))) failed += 1;
        times.push(performance.now() - start);
      }
    }),
  );
  return { perSecond: ((times.length - failed) * 1000) / (performance.now() - begun), ...quantiles(times), failed };
}

/**
 * At a steady rate, whether or not the answers keep up: an answer's time counts from the moment at which it was due to be asked, so that a stall
 * counts for everybody who would have come during it.
 */
export async function atRate(perSecond: number, seconds: number, work: Work): Promise<Measured> {
  const times: number[] = [];
  const open: Promise<void>[] = [];
  let failed = 0;
  const begun = performance.now();
  const total = Math.max(1, Math.floor(perSecond * seconds));
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1000) + 1);
    for (; sent < due; sent += 1) {
      const at = begun + (sent * 1000) / perSecond;
      open.push(
        work(sent)
          .catch(() => false)
          .then((good) => {
            if (!good) failed += 1;
            times.push(performance.now() - at);
          }),
      );
    }
    await sleep(1);
  }
  await Promise.all(open);
  return { perSecond: ((times.length - failed) * 1000) / (performance.now() - begun), ...quantiles(times), failed };
}

function quantiles(times: number[]): Pick<Measured, 'p50Ms' | 'p95Ms'> {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
