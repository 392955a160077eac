import { backupErrors } from './errors.ts';

/** Raised when an older program could not read what this one writes. */
export const formatVersion = 1;

export interface TableEntry {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** SHA-256 of the table's whole COPY text, before compression. */
  readonly sha256: string;
}

export interface SequenceEntry {
  readonly schema: string;
  readonly name: string;
  /** Digits: it may exceed what a number holds. */
  readonly lastValue: string;
  readonly isCalled: boolean;
}

export interface MemberEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What a backup says of itself; written last, and with it every other member is accounted for. */
export interface Manifest {
  readonly format: 'cuaso-backup';
  readonly formatVersion: number;
  readonly madeAt: string;
  readonly appVersion: string;
  readonly postgresVersion: string;
  readonly postgresMajor: number;
  /** The province's schema. */
  readonly schema: string;
  /** Tells whether a secret is the one that sealed the content, without telling it; null where none was given. */
  readonly secretMark: string | null;
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  readonly tables: readonly TableEntry[];
  readonly sequences: readonly SequenceEntry[];
  readonly journal: { readonly entries: number; readonly streams: number };
  readonly files: { readonly count: number; readonly sizeBytes: number };
  readonly keys: { readonly count: number };
  /** Lists of members, 5,000 each, so that neither side ever holds a million names. */
  readonly indexes: readonly MemberEntry[];
}

export function parseManifest(text: string, file: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch (cause) {
    throw backupErrors.damaged({ values: { file, what: 'manifest.json' }, cause });
  }
  if (manifest.format !== 'cuaso-backup') throw backupErrors.notABackup({ values: { file } });
  if (manifest.formatVersion > formatVersion)
    throw backupErrors.newerFormat({ values: { file, found: manifest.formatVersion } });
  return manifest;
}
