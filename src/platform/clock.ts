/**
 * Two clocks. Business time decides deadlines, documents, certificates and time stamps; real time decides sessions, sign-in,
 * rate limits and retries. In production they are the same; in the demo business time runs at an offset kept in the database.
 */
export interface Clock {
  business(): Temporal.Instant;
  real(): Temporal.Instant;
}

export const systemClock: Clock = { business: Temporal.Now.instant, real: Temporal.Now.instant };

/** The demo's clock: business time is real time moved by an offset that may only grow (time never runs back). */
export class OffsetClock implements Clock {
  #offsetMs: number;

  constructor(offsetMs: number) {
    this.#offsetMs = offsetMs;
  }

  /** Takes over an offset read from the database; a smaller one is passed over, because business time never runs back. */
  follow(offsetMs: number): void {
    this.#offsetMs = Math.max(this.#offsetMs, offsetMs);
  }

  real(): Temporal.Instant {
    return Temporal.Now.instant();
  }

  business(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now() + this.#offsetMs);
  }
}

/** A clock that stands where a test puts it. */
export class SetClock implements Clock {
  #now: Temporal.Instant;

  constructor(now: string) {
    this.#now = Temporal.Instant.from(now);
  }

  set(now: string): void {
    this.#now = Temporal.Instant.from(now);
  }

  advance(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }

  business(): Temporal.Instant {
    return this.#now;
  }

  real(): Temporal.Instant {
    return this.#now;
  }
}
