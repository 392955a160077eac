import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { backupErrors } from './errors.ts';
import type { Manifest, MemberEntry } from './manifest.ts';

const membersPerIndex = 5_000;

/**
 * Writes the tar of a backup. Every member is listed with its SHA-256 in an index that follows it, the indexes in the manifest, and the
 * manifest's own hash is the last member: a cut or changed file cannot pass for a whole one. The file carries its name only when complete.
 */
export class ArchiveWriter {
  readonly #to: string;
  readonly #pack = pack();
  readonly #written: Promise<void>;
  #listed: MemberEntry[] = [];
  readonly #indexes: MemberEntry[] = [];

  constructor(to: string) {
    this.#to = to;
    // Keys and personal data are inside: for us alone.
    this.#written = pipeline(this.#pack, createWriteStream(unfinished(to), { mode: 0o600 }));
    // Seen where it is awaited; a fault before that must not end the process.
    this.#written.catch(() => undefined);
  }

  async add(name: string, content: Buffer, mode = 0o600): Promise<void> {
    await this.#list(await this.#write(name, Readable.from([content]), content.length, mode));
  }

  /** A file of known size; one that shrank meanwhile is an error, bytes appended meanwhile are left out. */
  async addFile(name: string, path: string, sizeBytes: number, mode: number): Promise<void> {
    const source = sizeBytes === 0 ? Readable.from([]) : createReadStream(path, { end: sizeBytes - 1 });
    await this.#list(await this.#write(name, source, sizeBytes, mode));
  }

  async finish(manifest: Omit<Manifest, 'indexes'>): Promise<Manifest> {
    await this.#flushIndex();
    const whole: Manifest = { ...manifest, indexes: this.#indexes };
    const text = Buffer.from(`${JSON.stringify(whole, null, 1)}\n`);
    const { sha256 } = await this.#write('manifest.json', Readable.from([text]), text.length, 0o600);
    await this.#write('manifest.sha256', Readable.from([Buffer.from(sha256)]), sha256.length, 0o600);
    this.#pack.finalize();
    await this.#written;
    await syncAndName(this.#to);
    return whole;
  }

  async abandon(): Promise<void> {
    this.#pack.destroy();
    await this.#written.catch(() => undefined);
    // The fault that led here is the one to tell, not that there is nothing to remove.
    await rm(unfinished(this.#to), { force: true }).catch(() => undefined);
  }

  async #list(member: MemberEntry): Promise<void> {
    this.#listed.push(member);
    if (this.#listed.length === membersPerIndex) await this.#flushIndex();
  }

  async #flushIndex(): Promise<void> {
    if (this.#listed.length === 0) return;
    const text = Buffer.from(JSON.stringify(this.#listed));
    this.#listed = [];
    const name = `index/${String(this.#indexes.length + 1).padStart(6, '0')}.json`;
    this.#indexes.push(await this.#write(name, Readable.from([text]), text.length, 0o600));
  }

  async #write(name: string, source: Readable, sizeBytes: number, mode: number): Promise<MemberEntry> {
    const hash = createHash('sha256');
    let seen = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        seen += chunk.length;
        done(null, chunk);
      },
      flush(done) {
        done(seen === sizeBytes ? null : backupErrors.fileChanged({ values: { file: name } }));
      },
    });
    try {
      const entry = this.#pack.entry({ name, size: sizeBytes, mode });
      // A failed disk ends the pack, on which the entry would wait forever.
      await Promise.race([pipeline(source, measure, entry), this.#written]);
    } catch (error) {
      // What the disk said is the cause; the pack only says that it has ended.
      if (this.#pack.destroyed) await this.#written;
      throw error;
    }
    return { name, sizeBytes, sha256: hash.digest('hex') };
  }
}

const unfinished = (to: string) => `${to}.unfinished`;

/** On the disk first, then under its name, then the name on the disk. */
async function syncAndName(to: string): Promise<void> {
  await syncPath(unfinished(to));
  await rename(unfinished(to), to);
  await syncPath(dirname(to));
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
