import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  copyFile,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  rm,
  stat,
  statfs,
  unlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { isUuid, newId } from '../ids.ts';
import type { Vault } from '../vault.ts';
import { fileErrors } from './errors.ts';
import type { ByteRange, Content, FileStore, StoredFile } from './file-store.ts';
import {
  chunkBytes,
  cutIntoChunks,
  header,
  measureBody,
  openChunk,
  readHeader,
  sealChunk,
  tagBytes,
} from './sealed-format.ts';

export interface DiskFileStoreOptions {
  readonly folder: string;
  readonly vault: Vault;
  /** Room that is never filled with files, so that the database beside them can go on writing. */
  readonly keepFreeBytes?: number;
}

/** A full disk shows itself by one of these; EFBIG is a process limited in the size of its files. */
const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class DiskFileStore implements FileStore {
  readonly #folder: string;
  readonly #vault: Vault;
  readonly #keepFreeBytes: number;

  constructor(options: DiskFileStoreOptions) {
    this.#folder = options.folder;
    this.#vault = options.vault;
    this.#keepFreeBytes = options.keepFreeBytes ?? 256 * 1024 * 1024;
  }

  async put(content: Content, options: { readonly maxBytes?: number } = {}): Promise<StoredFile> {
    const key = newId<'file'>();
    const path = this.#pathOf(key);
    const draft = join(this.#folder, 'incoming', key);
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
    await this.#assertRoom();
    try {
      const stored = await this.#write(draft, key, content, options.maxBytes ?? Number.POSITIVE_INFINITY);
      await makeFolderFor(path, this.#folder);
      // A link, not a rename: a rename would silently replace whatever lay at the place.
      await link(draft, path);
      await syncFolder(dirname(path));
      return stored;
    } catch (error) {
      throw isDiskFull(error) ? fileErrors.full({ cause: error, detail: { key } }) : error;
    } finally {
      await unlink(draft).catch(() => undefined);
    }
  }

  async open(key: string, range?: ByteRange): Promise<Readable> {
    const file = await this.#find(key);
    let opened: Opened;
    try {
      opened = await this.#readHead(file, key);
    } finally {
      // Opened again by the first read: a stream that nobody reads holds no file.
      await file.close();
    }
    return Readable.from(
      chunksOf(() => this.#find(key), opened, key, range),
      { objectMode: false },
    );
  }

  async size(key: string): Promise<number> {
    const file = await this.#find(key);
    try {
      return (await this.#readHead(file, key)).sizeBytes;
    } finally {
      await file.close();
    }
  }

  async has(key: string): Promise<boolean> {
    if (!isUuid(key)) return false;
    return access(this.#pathOf(key), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  async remove(key: string): Promise<void> {
    if (!isUuid(key)) return;
    const path = this.#pathOf(key);
    await rm(path, { force: true });
    await syncFolder(dirname(path)).catch(() => undefined);
  }

  async *list(madeBefore: Temporal.Instant): AsyncGenerator<string> {
    const kept = join(this.#folder, 'kept');
    for (const first of await namesIn(kept))
      for (const second of await namesIn(join(kept, first)))
        for (const key of await namesIn(join(kept, first, second)))
          if (isUuid(key) && madeAt(key) < madeBefore.epochMilliseconds) yield key;
  }

  async liesSince(key: string, moment: Temporal.Instant): Promise<boolean> {
    if (!isUuid(key)) return false;
    const found = await stat(this.#pathOf(key)).catch(() => undefined);
    return found !== undefined && found.mtimeMs < moment.epochMilliseconds;
  }

  async removeUnfinished(begunBefore: Temporal.Instant): Promise<void> {
    const incoming = join(this.#folder, 'incoming');
    for (const name of await namesIn(incoming)) {
      const path = join(incoming, name);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && found.mtimeMs < begunBefore.epochMilliseconds) await rm(path, { force: true });
    }
  }

  /**
   * Takes over a sealed file that another vault made: its data key is wrapped for ours, its content stays sealed as it is. Refuses a key
   * that lies here already. Returns only when it would survive a loss of power.
   */
  async adopt(key: string, sealed: string, from: Vault): Promise<void> {
    const path = this.#pathOf(key);
    const draft = join(this.#folder, 'incoming', key);
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
    await this.#assertRoom();
    await copyFile(sealed, draft, constants.COPYFILE_EXCL);
    try {
      const file = await open(draft, 'r+');
      try {
        const start = Buffer.alloc(4096);
        const { bytesRead } = await file.read(start, 0, start.length, 0);
        const head = readHeader(start.subarray(0, bytesRead));
        if (head === undefined) throw fileErrors.damaged({ detail: { key } });
        const again = header(this.#vault.rewrap(from, head.wrappedKey, purposeOf(key)));
        // Keys are of one length, so the content stays where it is.
        if (again.length !== head.bodyAt) throw fileErrors.damaged({ detail: { key } });
        await file.write(again, 0, again.length, 0);
        await file.sync();
      } finally {
        await file.close();
      }
      await makeFolderFor(path, this.#folder);
      await link(draft, path);
      await syncFolder(dirname(path));
    } catch (error) {
      throw isDiskFull(error) ? fileErrors.full({ cause: error, detail: { key } }) : error;
    } finally {
      await unlink(draft).catch(() => undefined);
    }
  }

  async #write(draft: string, key: string, content: Content, maxBytes: number): Promise<StoredFile> {
    const { key: dataKey, wrapped } = this.#vault.newKey(purposeOf(key));
    const hash = createHash('sha256');
    let sizeBytes = 0;
    let index = 0;
    const file = await open(draft, 'wx', 0o600);
    try {
      await writeAll(file, header(wrapped));
      for await (const { plain, last } of cutIntoChunks(partsOf(content, maxBytes))) {
        sizeBytes += plain.length;
        hash.update(plain);
        await writeAll(file, sealChunk(dataKey.bytes, index++, last, plain));
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { key, sha256: hash.digest('hex'), sizeBytes };
  }

  async #find(key: string): Promise<FileHandle> {
    if (!isUuid(key)) throw fileErrors.missing({ detail: { key: 'malformed' } });
    try {
      return await open(this.#pathOf(key), 'r');
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? fileErrors.missing({ detail: { key } }) : error;
    }
  }

  async #readHead(file: FileHandle, key: string): Promise<Opened> {
    const { size } = await file.stat();
    const start = Buffer.alloc(Math.min(size, 4096));
    await file.read(start, 0, start.length, 0);
    const head = readHeader(start);
    const body = head && measureBody(size - head.bodyAt);
    if (head === undefined || body === undefined) throw fileErrors.damaged({ detail: { key } });
    try {
      return { ...body, bodyAt: head.bodyAt, fileKey: this.#vault.openKey(head.wrappedKey, purposeOf(key)).bytes };
    } catch (error) {
      throw fileErrors.damaged({ cause: error, detail: { key } });
    }
  }

  async #assertRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize < this.#keepFreeBytes) throw fileErrors.full({ detail: { freeBytes: bavail * bsize } });
  }

  /** Two levels of folders from the random end of the key (its beginning is the time), so that none grows beyond some thousand files. */
  #pathOf(key: string): string {
    return join(this.#folder, 'kept', key.slice(-4, -2), key.slice(-2), key);
  }
}

interface Opened {
  readonly chunks: number;
  readonly sizeBytes: number;
  readonly bodyAt: number;
  readonly fileKey: Uint8Array;
}

async function* chunksOf(
  reopen: () => Promise<FileHandle>,
  opened: Opened,
  key: string,
  range?: ByteRange,
): AsyncGenerator<Buffer> {
  const file = await reopen();
  try {
    const first = range?.first ?? 0;
    const end = Math.min((range?.last ?? opened.sizeBytes - 1) + 1, opened.sizeBytes);
    const lastChunk = Math.min(Math.floor(Math.max(end - 1, 0) / chunkBytes), opened.chunks - 1);
    for (let index = Math.floor(first / chunkBytes); index <= lastChunk; index++) {
      const plain = await readChunk(file, opened, key, index);
      const from = Math.max(first - index * chunkBytes, 0);
      const part = plain.subarray(from, Math.min(end - index * chunkBytes, plain.length));
      if (part.length > 0) yield part;
    }
  } finally {
    await file.close();
  }
}

async function readChunk(file: FileHandle, opened: Opened, key: string, index: number): Promise<Buffer> {
  const last = index === opened.chunks - 1;
  const plainBytes = last ? opened.sizeBytes - index * chunkBytes : chunkBytes;
  const sealed = Buffer.alloc(plainBytes + tagBytes);
  await file.read(sealed, 0, sealed.length, opened.bodyAt + index * (chunkBytes + tagBytes));
  try {
    return openChunk(opened.fileKey, index, last, sealed);
  } catch (error) {
    throw fileErrors.damaged({ cause: error, detail: { key, chunk: index } });
  }
}

/** Counted as they come in, not as they are sealed: a sender that stops just behind the limit must not be waited for. */
async function* partsOf(content: Content, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of content instanceof Uint8Array ? [content] : content) {
    bytes += part.byteLength;
    if (bytes > maxBytes) throw fileErrors.tooLarge({ detail: { maxBytes } });
    yield part;
  }
}

/** Makes the folders down to a file and syncs each new entry, or the file would be lost with its folder at a loss of power. */
async function makeFolderFor(path: string, root: string): Promise<void> {
  const firstMade = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (firstMade === undefined) return;
  for (let folder = dirname(path); folder.startsWith(root); folder = dirname(folder)) {
    await syncFolder(folder);
    if (folder === dirname(firstMade)) break;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** Keys show the time of their making (UUIDv7), in milliseconds. */
function madeAt(key: string): number {
  return Number.parseInt(`${key.slice(0, 8)}${key.slice(9, 13)}`, 16);
}

function purposeOf(key: string): string {
  return `file:${key}`;
}

/** Whether a write failed because there is no room left for it. */
export function isDiskFull(error: unknown): boolean {
  return fullDiskCodes.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
