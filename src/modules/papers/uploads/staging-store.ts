import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import { fileErrors, isDiskFull } from '../../../platform/files/index.ts';
import type { Vault } from '../../../platform/vault.ts';

/** What is known of an upload on its way; sealed beside it. */
export interface StagedUpload {
  readonly id: string;
  /** Key of who uploads (`citizen:<person>`); nobody else may go on with it. */
  readonly owner: string;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly metadata: Readonly<Record<string, string | null>>;
  readonly startedAt: string;
  /** The paper that came of it, so that finishing twice gives the same answer. */
  readonly paperId: string | undefined;
}

type Kept = Omit<StagedUpload, 'offset' | 'paperId'> & { readonly paperId: string | null };

export interface StagingOptions {
  readonly folder: string;
  readonly vault: Vault;
  readonly keepMs: number;
  readonly keepFreeBytes?: number;
}

/** As the server of the protocol takes it, which knows nothing of our errors. */
const noRoom = { status_code: 507, body: `${fileErrors.full().words.vi}\n` };

const idPattern = /^[0-9a-f]{48}$/;

/**
 * Uploads that are not complete, for the tus server: `<id>` holds the bytes so far, `<id>.json` the sealed facts. The bytes are sealed
 * as a stream cipher does, so that they can go on at any offset after a broken link; whether the content is whole is checked when it is complete.
 */
export class StagingStore extends DataStore {
  readonly #options: StagingOptions;

  constructor(options: StagingOptions) {
    super();
    this.#options = options;
    this.extensions = ['creation', 'creation-with-upload', 'expiration', 'termination'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const { folder, vault } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const startedAt = new Date().toISOString();
    const { wrapped } = vault.newKey(`upload:${upload.id}`);
    const { 'x-owner': owner = '', ...metadata } = upload.metadata ?? {};
    const kept: Kept = {
      id: upload.id,
      owner: owner ?? '',
      sizeBytes: upload.size ?? 0,
      metadata,
      startedAt,
      paperId: null,
    };
    await this.#keep(kept, wrapped);
    await writeFile(this.#path(upload.id), '', { mode: 0o600, flag: 'wx' });
    upload.creation_date = startedAt;
    return upload;
  }

  override async write(content: Readable, id: string, offset: number): Promise<number> {
    const { wrapped } = await this.#read(id);
    await this.assertRoom().catch(() => {
      throw noRoom;
    });
    const cipher = createCipheriv(
      'aes-256-ctr',
      this.#options.vault.openKey(wrapped, `upload:${id}`).bytes,
      counterAt(offset),
    );
    cipher.update(Buffer.alloc(offset % 16));
    const file = await open(this.#path(id), 'r+');
    let at = offset;
    try {
      for await (const part of content as AsyncIterable<Buffer>) {
        const sealed = cipher.update(part);
        for (let done = 0; done < sealed.length; )
          done += (await file.write(sealed, done, sealed.length - done, at + done)).bytesWritten;
        at += sealed.length;
      }
    } catch (error) {
      throw isDiskFull(error) ? noRoom : error;
    } finally {
      await file.close();
    }
    return at;
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await this.find(id);
    if (found === undefined) throw ERRORS.FILE_NOT_FOUND;
    return new Upload({
      id,
      size: found.sizeBytes,
      offset: found.offset,
      metadata: { ...found.metadata },
      creation_date: found.startedAt,
    });
  }

  override async remove(id: string): Promise<void> {
    if (!idPattern.test(id)) throw ERRORS.FILE_NOT_FOUND;
    await rm(this.#path(id), { force: true });
    await rm(`${this.#path(id)}.json`, { force: true });
  }

  override async deleteExpired(): Promise<number> {
    const gone = [];
    for (const name of await readdir(this.#options.folder).catch(() => [])) {
      const path = join(this.#options.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && Date.now() - found.mtimeMs > this.#options.keepMs) gone.push(path);
    }
    await Promise.all(gone.map((path) => rm(path, { force: true })));
    return gone.filter((path) => path.endsWith('.json')).length;
  }

  override getExpiration(): number {
    return this.#options.keepMs;
  }

  async find(id: string): Promise<StagedUpload | undefined> {
    if (!idPattern.test(id)) return undefined;
    try {
      const { kept } = await this.#read(id);
      const size = await stat(this.#path(id)).then(
        ({ size }) => size,
        () => kept.sizeBytes,
      );
      return { ...kept, paperId: kept.paperId ?? undefined, offset: size };
    } catch {
      return undefined;
    }
  }

  /** How many uploads somebody has on their way, how many bytes these will be, and how many are remembered at all. */
  async measure(
    ownerPrefix: string,
  ): Promise<{ readonly uploads: number; readonly bytes: number; readonly records: number }> {
    const names = await readdir(this.#options.folder).catch(() => []);
    const own = names.filter((name) => name.startsWith(ownerPrefix));
    const ids = own.filter((name) => idPattern.test(name));
    const uploads = await Promise.all(ids.map((id) => this.find(id)));
    const bytes = uploads.reduce((sum, upload) => sum + (upload?.sizeBytes ?? 0), 0);
    return { uploads: ids.length, bytes, records: own.length - ids.length };
  }

  /** Room that is never filled with uploads, so that the database beside them can go on writing. */
  async assertRoom(): Promise<void> {
    const { folder, keepFreeBytes = 256_000_000 } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const disk = await statfs(folder);
    if (disk.bavail * disk.bsize < keepFreeBytes) throw fileErrors.full();
  }

  /** The content as it was sent. */
  async *content(id: string): AsyncGenerator<Buffer> {
    const { wrapped } = await this.#read(id);
    const decipher = createDecipheriv(
      'aes-256-ctr',
      this.#options.vault.openKey(wrapped, `upload:${id}`).bytes,
      counterAt(0),
    );
    const file = await open(this.#path(id), 'r');
    for await (const part of file.createReadStream() as AsyncIterable<Buffer>) yield decipher.update(part);
  }

  /** The upload became a paper: its bytes go, its answer stays for a repeat. */
  async finish(id: string, paperId: string): Promise<void> {
    const { kept, wrapped } = await this.#read(id);
    await this.#keep({ ...kept, paperId }, wrapped);
    await rm(this.#path(id), { force: true });
  }

  async #keep(kept: Kept, wrapped: Buffer): Promise<void> {
    const file = `${this.#path(kept.id)}.json`;
    const sealed = this.#options.vault.seal({ ...kept, metadata: { ...kept.metadata } }, `upload-facts:${kept.id}`);
    const draft = `${file}.${randomBytes(4).toString('hex')}`;
    await writeFile(draft, JSON.stringify({ key: wrapped.toString('base64'), facts: sealed.toString('base64') }), {
      mode: 0o600,
    });
    await rename(draft, file);
  }

  async #read(id: string): Promise<{ kept: Kept; wrapped: Buffer }> {
    if (!idPattern.test(id)) throw ERRORS.FILE_NOT_FOUND;
    const file = await readFile(`${this.#path(id)}.json`, 'utf8').catch(() => undefined);
    if (file === undefined) throw ERRORS.FILE_NOT_FOUND;
    const { key, facts } = JSON.parse(file) as { key: string; facts: string };
    const kept = this.#options.vault.open(Buffer.from(facts, 'base64'), `upload-facts:${id}`) as unknown as Kept;
    return { kept, wrapped: Buffer.from(key, 'base64') };
  }

  #path(id: string): string {
    return join(this.#options.folder, id);
  }
}

/** Start of an id: 8 bytes that are the same for one uploader and tell nothing of who it is; 16 random bytes follow. */
export function ownerPrefix(vault: Vault, owner: string): string {
  return vault.lookupDigest(owner, 'upload-owner').toString('hex').slice(0, 16);
}

export function newUploadId(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

/** The counter block of AES-CTR for the block that holds this byte. */
function counterAt(offset: number): Buffer {
  const counter = Buffer.alloc(16);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / 16)), 8);
  return counter;
}
