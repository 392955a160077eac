import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Stored {
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** Keeps what an issuer remembers (sessions, codes, interactions) in memory, bounded: the sandbox forgets everything at a restart. */
export class MemoryAdapter implements Adapter {
  // One store per kind and process would mix issuers, but ids are random and of 43 characters.
  static readonly #stores = new Map<string, Map<string, Stored>>();
  readonly #store: Map<string, Stored>;

  constructor(kind: string) {
    const known = MemoryAdapter.#stores.get(kind) ?? new Map<string, Stored>();
    MemoryAdapter.#stores.set(kind, known);
    this.#store = known;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (this.#store.size >= 5000) this.#forget();
    this.#store.set(id, { payload, expiresAtMs: Date.now() + (expiresIn > 0 ? expiresIn : 3600) * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#live(id)?.payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const stored = this.#live(id);
    if (stored !== undefined) stored.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#store.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, stored] of this.#store) if (stored.payload.grantId === grantId) this.#store.delete(id);
  }

  #live(id: string): Stored | undefined {
    const stored = this.#store.get(id);
    if (stored === undefined || stored.expiresAtMs > Date.now()) return stored;
    this.#store.delete(id);
    return undefined;
  }

  #first(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const id of this.#store.keys()) {
      const payload = this.#live(id)?.payload;
      if (payload !== undefined && matches(payload)) return payload;
    }
    return undefined;
  }

  /** Drops what is over, and the oldest half when that is not enough. */
  #forget(): void {
    for (const id of [...this.#store.keys()]) this.#live(id);
    for (const id of [...this.#store.keys()].slice(0, this.#store.size >= 5000 ? 2500 : 0)) this.#store.delete(id);
  }
}
