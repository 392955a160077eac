import { fill } from './fill.ts';

/** What went wrong, for a program: decides the HTTP status and the page. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

/** Words for the person in front of it, in both languages of the interface; they say what to do. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/** One fault at one field; `path` is a JSON pointer into what was sent (`/child/birthDate`), or '' for the whole. */
export interface FieldFault {
  readonly path: string;
  readonly words: Words;
}

/** An expected failure. Codes (`DOS-0007`) are listed in the `errors.ts` of each room and never used again. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly words: Words;
  readonly faults: readonly FieldFault[];
  /** For the log only: ids and facts, never personal data. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(entry: CatalogueEntry & { readonly code: string }, extra: ErrorExtra = {}) {
    super(`${entry.code} ${entry.en}`, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = entry.code;
    this.kind = entry.kind;
    this.words = { vi: fill(entry.vi, extra.values ?? {}), en: fill(entry.en, extra.values ?? {}) };
    this.faults = extra.faults ?? [];
    this.detail = extra.detail ?? {};
  }
}

export interface ErrorExtra {
  /** Fills `{name}` in the words. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly faults?: readonly FieldFault[];
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export interface CatalogueEntry extends Words {
  readonly kind: ErrorKind;
}

/**
 * The error catalogue of a room: `const errors = defineErrors('DOS', { changedMeanwhile: ['0007', 'conflict', vi, en] })`,
 * then `throw errors.changedMeanwhile({ values, detail })`. The catalogue itself is kept under `errors.catalogue` for the documents.
 */
export function defineErrors<
  const T extends Record<string, readonly [number: string, ErrorKind, vi: string, en: string]>,
>(
  prefix: string,
  entries: T,
): { readonly [K in keyof T]: (extra?: ErrorExtra) => DomainError } & {
  readonly catalogue: readonly (CatalogueEntry & { code: string })[];
} {
  const catalogue = Object.values(entries).map(([number, kind, vi, en]) => ({
    code: `${prefix}-${number}`,
    kind,
    vi,
    en,
  }));
  if (new Set(catalogue.map((entry) => entry.code)).size !== catalogue.length)
    throw new TypeError(`${prefix}: a code is used twice`);
  const makers = Object.keys(entries).map((name, index) => {
    const entry = catalogue[index] as CatalogueEntry & { code: string };
    return [name, (extra?: ErrorExtra) => new DomainError(entry, extra)];
  });
  return { ...Object.fromEntries(makers), catalogue };
}
