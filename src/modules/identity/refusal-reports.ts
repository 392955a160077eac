import type { FastifyRequest } from 'fastify';
import '../../platform/http/request.ts';
import type { IdentityContext } from './context.ts';
import { sessionOf } from './request-session.ts';
import { reportSecurityEvent, type SecurityEvent } from './security-events.ts';

/** Refusals of one kind from one person or address that are written one by one within an hour. */
const eachUpTo = 20;
const hourMs = 3_600_000;
/** People and addresses that are remembered; beyond, the oldest are forgotten, so that memory stays bounded. */
const mostKeys = 10_000;

/**
 * Keeps whoever is refused without end from filling the store: after the first ones of an hour only the 40th, 80th, 160th, … is written, with
 * its number. In memory: a restart forgives.
 */
export class RefusalMeter {
  readonly #counted = new Map<string, { count: number; readonly until: number }>();

  /** How many it is within the hour, when it is one to be written. */
  count(key: string, now: Temporal.Instant): number | undefined {
    const known = this.#counted.get(key);
    if (known === undefined || known.until <= now.epochMilliseconds) {
      this.#counted.delete(key);
      this.#counted.set(key, { count: 1, until: now.epochMilliseconds + hourMs });
      if (this.#counted.size > mostKeys) this.#counted.delete(this.#counted.keys().next().value as string);
      return 1;
    }
    known.count += 1;
    return known.count <= eachUpTo || Number.isInteger(Math.log2(known.count / eachUpTo)) ? known.count : undefined;
  }
}

type Refusal = Pick<SecurityEvent, 'kind' | 'detail'>;
const reporters = new WeakMap<FastifyRequest, (refusal: Refusal) => Promise<void>>();

/** Makes refusals of this request reportable; set where sessions are recognised. */
export function reportRefusalsOf(request: FastifyRequest, context: IdentityContext, meter: RefusalMeter): void {
  reporters.set(request, async ({ kind, detail }) => {
    const session = sessionOf(request);
    const addressHash = context.addressHash(request);
    const real = context.clock.real();
    const count = meter.count(`${kind} ${session?.personId ?? addressHash}`, real);
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
          ...(count > eachUpTo ? { timesInTheHour: count } : {}),
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
