import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Vault } from '../vault.ts';
import { DiskFileStore } from './disk-file-store.ts';
import { chunkBytes } from './sealed-format.ts';

const vault = new Vault(randomBytes(32));

let folder: string;
let store: DiskFileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'papers-files-'));
  store = new DiskFileStore({ folder, vault, keepFreeBytes: 0 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function filesIn(part: string): Promise<string[]> {
  const all = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function pathOf(key: string): Promise<string> {
  const path = (await filesIn('kept')).find((file) => file.endsWith(key));
  if (path === undefined) throw new Error('not kept');
  return path;
}

describe('disk file store', () => {
  it('gives back what was put, of any size around the chunk', async () => {
    for (const size of [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes, 3 * chunkBytes + 7]) {
      const content = randomBytes(size);
      const stored = await store.put(content);
      expect(stored).toMatchObject({ sizeBytes: size, sha256: createHash('sha256').update(content).digest('hex') });
      expect((await buffer(await store.open(stored.key))).equals(content)).toBe(true);
    }
    expect(await filesIn('incoming')).toEqual([]);
  });

  it('reads any range of a stream put in parts of any size', async () => {
    const content = randomBytes(3 * chunkBytes + 100);
    const part = fc.integer({ min: 1, max: 100_000 });
    const at = fc.integer({ min: 0, max: content.length - 1 });
    await fc.assert(
      fc.asyncProperty(part, at, at, async (partBytes, a, b) => {
        const stored = await store.put(
          (async function* () {
            for (let from = 0; from < content.length; from += partBytes) yield content.subarray(from, from + partBytes);
          })(),
        );
        const range = { first: Math.min(a, b), last: Math.max(a, b) };
        const read = await buffer(await store.open(stored.key, range));
        expect(read.equals(content.subarray(range.first, range.last + 1))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps nothing readable on the disk', async () => {
    const stored = await store.put(Buffer.from('Giấy chứng sinh của cháu Nguyễn Thị Bưởi'.repeat(50)));
    const raw = await readFile(await pathOf(stored.key));
    expect(raw.includes('Bưởi')).toBe(false);
  });

  it('does not open a file that was changed, cut, lengthened or moved to another key', async () => {
    const content = randomBytes(2 * chunkBytes + 10);
    const stored = await store.put(content);
    const other = await store.put(randomBytes(10));
    const path = await pathOf(stored.key);
    const whole = await readFile(path);
    const read = async (key: string) => buffer(await store.open(key));

    const changed = Buffer.from(whole);
    changed[chunkBytes + 200] = (changed[chunkBytes + 200] as number) ^ 1;
    await writeFile(path, changed);
    await expect(read(stored.key)).rejects.toMatchObject({ code: 'FIL-0003' });

    await writeFile(path, whole);
    await truncate(path, whole.length - 26);
    await expect(read(stored.key)).rejects.toMatchObject({ code: 'FIL-0003' });

    await writeFile(path, Buffer.concat([whole, randomBytes(40)]));
    await expect(read(stored.key)).rejects.toMatchObject({ code: 'FIL-0003' });

    await writeFile(await pathOf(other.key), whole);
    await expect(read(other.key)).rejects.toMatchObject({ code: 'FIL-0003' });
  });

  it('stops at the limit and leaves nothing behind', async () => {
    let taken = 0;
    const endless = (async function* () {
      for (;;) {
        taken += chunkBytes;
        yield Buffer.alloc(chunkBytes);
      }
    })();
    await expect(store.put(endless, { maxBytes: 1024 * 1024 })).rejects.toMatchObject({ code: 'FIL-0004' });
    expect(taken).toBeLessThan(2 * 1024 * 1024);
    expect([...(await filesIn('incoming')), ...(await filesIn('kept'))]).toEqual([]);
  });

  it('leaves nothing behind when the sender breaks off', async () => {
    const broken = (async function* () {
      yield randomBytes(chunkBytes * 2);
      throw new Error('link lost');
    })();
    await expect(store.put(broken)).rejects.toThrow('link lost');
    expect([...(await filesIn('incoming')), ...(await filesIn('kept'))]).toEqual([]);
  });

  it('says that there is no room before it writes', async () => {
    const careful = new DiskFileStore({ folder, vault, keepFreeBytes: Number.MAX_SAFE_INTEGER });
    await expect(careful.put(randomBytes(10))).rejects.toMatchObject({ code: 'FIL-0001', kind: 'unavailable' });
    expect([...(await filesIn('incoming')), ...(await filesIn('kept'))]).toEqual([]);
  });

  it('says that there is no room when the disk fills while it writes, and leaves nothing behind', async () => {
    // A process that may write files of 1 MB at most meets the same refusal of the system as on a full disk.
    const script = `
      import { DiskFileStore } from ${JSON.stringify(new URL('./disk-file-store.ts', import.meta.url).href)};
      import { Vault } from ${JSON.stringify(new URL('../vault.ts', import.meta.url).href)};
      const vault = new Vault(Buffer.alloc(32));
      process.on('SIGXFSZ', () => {});
      const store = new DiskFileStore({ folder: ${JSON.stringify(folder)}, vault, keepFreeBytes: 0 });
      await store.put(Buffer.alloc(4 * 1024 * 1024)).then(() => console.log('stored'), (error) => console.log(error.code));
    `;
    const command = 'ulimit -f 1024; exec "$0" --input-type=module-typescript -e "$1"';
    const { stdout } = await promisify(execFile)('bash', ['-c', command, process.execPath, script]);
    expect(stdout.trim()).toBe('FIL-0001');
    expect([...(await filesIn('incoming')), ...(await filesIn('kept'))]).toEqual([]);
  });

  it('removes, twice if asked, and knows only what it holds', async () => {
    const { key } = await store.put(randomBytes(10));
    expect(await store.has(key)).toBe(true);
    await store.remove(key);
    await store.remove(key);
    expect(await store.has(key)).toBe(false);
    await expect(store.open(key)).rejects.toMatchObject({ code: 'FIL-0002' });
    for (const hostile of ['../../etc/passwd', '', 'a/b', '\0']) {
      expect(await store.has(hostile)).toBe(false);
      await expect(store.open(hostile)).rejects.toMatchObject({ code: 'FIL-0002' });
    }
  });
});
