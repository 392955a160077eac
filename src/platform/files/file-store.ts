import type { Readable } from 'node:stream';

/**
 * Where contents of files lie. The port has two shapes in mind: a folder on a disk (`DiskFileStore`) and a bucket that speaks S3; only
 * the disk is built. A content never changes: what is put gets a new key, and a key is never written twice.
 */
export interface FileStore {
  /** Returns only when the content would survive a loss of power. Refuses (FIL-0004) as soon as `maxBytes` is passed. */
  put(content: Content, options?: { readonly maxBytes?: number }): Promise<StoredFile>;
  /** Bytes `first`..`last` inclusive, or all. Rejects when the key is unknown; the stream fails when the content is not what was put. */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** Length of the content; rejects when the key is unknown. */
  size(key: string): Promise<number>;
  has(key: string): Promise<boolean>;
  /** Removing what is not there is no error, so that an erasure can be repeated. */
  remove(key: string): Promise<void>;
  /** Keys of all contents that were made before, in no order. */
  list(madeBefore: Temporal.Instant): AsyncIterable<string>;
  /** Whether the content has lain here since before that moment. */
  liesSince(key: string, moment: Temporal.Instant): Promise<boolean>;
  /** Removes what a killed process had begun to put before that moment. */
  removeUnfinished(begunBefore: Temporal.Instant): Promise<void>;
}

export type Content = Uint8Array | AsyncIterable<Uint8Array>;

export interface StoredFile {
  readonly key: string;
  /** Of the content as it was put, hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface ByteRange {
  readonly first: number;
  readonly last: number;
}
