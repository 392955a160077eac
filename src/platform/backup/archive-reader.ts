import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { DomainError } from '../errors.ts';
import { toStorageError } from '../postgres/errors.ts';
import { ownUser } from '../postgres/server-user.ts';
import { backupErrors } from './errors.ts';
import { type Manifest, type MemberEntry, parseManifest } from './manifest.ts';

/** The bytes of one member, read once. */
export type MemberContent = AsyncIterable<Buffer>;

/** Calls `visit` for every member in order; what it leaves unread is skipped. */
export async function readArchive(
  file: string,
  visit: (name: string, content: MemberContent, mode: number) => Promise<void>,
): Promise<void> {
  const members = extract();
  const source = createReadStream(file);
  source.on('error', (error) => members.destroy(error));
  source.pipe(members);
  try {
    for await (const entry of members) {
      await visit(entry.header.name, entry as MemberContent, entry.header.mode);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing || !isTarFault(error)) throw toStorageError(error, file, ownUser().name) ?? error;
    throw backupErrors.notABackup({ values: { file }, cause: error });
  } finally {
    source.destroy();
  }
}

/** Reads the whole file once and proves every member against its hash, before anything is restored from it. */
export async function checkArchive(file: string): Promise<Manifest> {
  const check = new ArchiveCheck(file);
  try {
    await readArchive(file, (name, content) => check.visit(name, content));
  } catch (error) {
    // Past the first member it was a backup once.
    if (error instanceof DomainError && error.code === notABackupCode && check.sawMembers) {
      throw backupErrors.damaged({ values: { file, what: 'tar' }, cause: error });
    }
    throw error;
  }
  return check.finish();
}

const notABackupCode = backupErrors.notABackup().code;

class ArchiveCheck {
  readonly #file: string;
  /** Members whose index has not come yet: at most one index long. */
  readonly #pending = new Map<string, MemberEntry>();
  readonly #indexes: MemberEntry[] = [];
  #manifest: { text: string; sha256: string } | undefined;
  #manifestHash: string | undefined;
  sawMembers = false;

  constructor(file: string) {
    this.#file = file;
  }

  async visit(name: string, content: MemberContent): Promise<void> {
    if (!/^(?:database|files|keys|index)\/|^manifest\./.test(name))
      throw backupErrors.notABackup({ values: { file: this.#file } });
    if (name === 'manifest.sha256') {
      this.#manifestHash = (await buffer(content)).toString();
    } else if (name === 'manifest.json') {
      const text = await buffer(content);
      this.#manifest = { text: text.toString(), sha256: sha256Of(text) };
    } else if (name.startsWith('index/')) {
      await this.#compareIndex(name, await buffer(content));
    } else {
      this.#pending.set(name, await measure(name, content));
    }
    this.sawMembers = true;
  }

  finish(): Manifest {
    if (this.#manifest === undefined || this.#manifestHash === undefined) throw this.#damaged('end missing');
    if (this.#manifest.sha256 !== this.#manifestHash) throw this.#damaged('manifest.json');
    const manifest = parseManifest(this.#manifest.text, this.#file);
    const unlisted = this.#pending.keys().next().value;
    if (unlisted !== undefined) throw this.#damaged(unlisted);
    if (JSON.stringify(manifest.indexes) !== JSON.stringify(this.#indexes)) throw this.#damaged('index');
    return manifest;
  }

  async #compareIndex(name: string, text: Buffer): Promise<void> {
    this.#indexes.push({ name, sizeBytes: text.length, sha256: sha256Of(text) });
    for (const listed of this.#parseIndex(name, text)) {
      const found = this.#pending.get(listed.name);
      if (found?.sha256 !== listed.sha256 || found.sizeBytes !== listed.sizeBytes) throw this.#damaged(listed.name);
      this.#pending.delete(listed.name);
    }
  }

  #parseIndex(name: string, text: Buffer): MemberEntry[] {
    try {
      return JSON.parse(text.toString()) as MemberEntry[];
    } catch {
      throw this.#damaged(name);
    }
  }

  #damaged(what: string): DomainError {
    return backupErrors.damaged({ values: { file: this.#file, what } });
  }
}

async function measure(name: string, content: MemberContent): Promise<MemberEntry> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { name, sizeBytes, sha256: hash.digest('hex') };
}

function sha256Of(text: Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function isTarFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    /tar header|checksum|Unexpected end of data|Writable stream closed|Premature close/i.test(error.message)
  );
}
