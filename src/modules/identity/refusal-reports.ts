import type { FastifyRequest } from 'fastify';
import '../../platform/http/request.ts';
import type { IdentityContext } from './context.ts';
import { sessionOf } from './request-session.ts';
import { reportSecurityEvent, type SecurityEvent } from './security-events.ts';

/** Refusals written one by one within an hour: of one kind and code from one person or address, and of one kind from all, who may have many addresses. */
const eachUpTo = { one: 20, all: 1000 } as const;
const hourMs = 3_600_000;
/** People and addresses that are remembered; beyond, the oldest are forgotten, so that memory stays bounded. */
const mostKeys = 10_000;

/**
 * Keeps whoever is refused without end from filling the store: after the first ones of an hour only the 40th, 80th, 160th, … is written, with
 * its number. In memory: a restart forgives.
 */
export class RefusalMeter {
  readonly #ofOne: Counts = new Map();
  /** Apart, since there are few kinds and those who come from many addresses would have them forgotten. */
  readonly #ofAll: Counts = new Map();

  /** How many it is of this person or address within the hour, when it is one to be written. */
  count(kind: string, code: string, who: string, now: Temporal.Instant): number | undefined {
    const ofOne = next(this.#ofOne, `${kind} ${code} ${who}`, now.epochMilliseconds);
    if (!isWritten(ofOne, eachUpTo.one)) return undefined;
    return isWritten(next(this.#ofAll, kind, now.epochMilliseconds), eachUpTo.all) ? ofOne : undefined;
  }
}

type Counts = Map<string, { count: number; readonly until: number }>;

function next(counts: Counts, key: string, nowMs: number): number {
  const known = counts.get(key);
  if (known !== undefined && known.until > nowMs) return ++known.count;
  counts.delete(key);
  counts.set(key, { count: 1, until: nowMs + hourMs });
  if (counts.size > mostKeys) counts.delete(counts.keys().next().value as string);
  return 1;
}

function isWritten(count: number, upTo: number): boolean {
  return count <= upTo || Number.isInteger(Math.log2(count / upTo));
}

type Refusal = Pick<SecurityEvent, 'kind' | 'detail'>;
const reporters = new WeakMap<FastifyRequest, (refusal: Refusal) => Promise<void>>();

/** Makes refusals of this request reportable; set where sessions are recognised. */
export function reportRefusalsOf(request: FastifyRequest, context: IdentityContext, meter: RefusalMeter): void {
  reporters.set(request, async ({ kind, detail }) => {
    const session = sessionOf(request);
    const addressHash = context.addressHash(request);
    const real = context.clock.real();
    const code = String(detail?.['code'] ?? '');
    const count = meter.count(kind, code, session?.personId ?? addressHash, real);
    if (count === undefined) return;
    await reportSecurityEvent(
      context.database,
      {
        kind,
        personId: session?.personId,
        sessionId: session?.id,
        addressHash,
        detail: {
          ...detail,
          route: request.routeOptions.url ?? '',
          ...(count > eachUpTo.one ? { timesInTheHour: count } : {}),
        },
      },
      real,
    );
  });
}

/**
 * Writes that a request was refused, with who and from where, for the auditor. `detail` holds ids and codes only. Never throws: the answer to the
 * person is the refusal, whether or not it could be written.
 */
export async function reportRefusal(request: FastifyRequest, refusal: Refusal): Promise<void> {
  try {
    await reporters.get(request)?.(refusal);
  } catch (error) {
    request.log.error({ err: error, request: request.id, kind: refusal.kind }, 'refusal not written');
  }
}
