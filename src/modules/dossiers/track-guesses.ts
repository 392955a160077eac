/** Wrong second facts that one code takes within an hour, from wherever they come: four characters would otherwise be guessed from many addresses. */
const mostPerHour = 30;
const hourMs = 3_600_000;
/** Codes that are remembered; beyond, the oldest are forgotten, so that memory stays bounded. */
const mostCodes = 10_000;

/** Counts wrong guesses of the second fact by code. In memory: a restart forgives. */
export class TrackGuesses {
  readonly #wrong = new Map<string, { count: number; readonly until: number }>();

  mayTry(code: string, now: Temporal.Instant): boolean {
    const known = this.#wrong.get(code);
    return known === undefined || known.until <= now.epochMilliseconds || known.count < mostPerHour;
  }

  wrong(code: string, now: Temporal.Instant): void {
    const known = this.#wrong.get(code);
    if (known !== undefined && known.until > now.epochMilliseconds) {
      known.count += 1;
      return;
    }
    this.#wrong.delete(code);
    this.#wrong.set(code, { count: 1, until: now.epochMilliseconds + hourMs });
    if (this.#wrong.size > mostCodes) this.#wrong.delete(this.#wrong.keys().next().value as string);
  }
}
