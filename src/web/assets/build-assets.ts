import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { bundleClient, clientEntries } from './client-bundle.ts';
import type { AssetFile, AssetManifest } from './manifest.ts';
import { fontFiles, styleFiles, styleSheets } from './style-bundle.ts';

export interface BuildAssetsOptions {
  /** The project's folder: where `src` and `node_modules` lie. */
  readonly root: string;
  /** Where the files go; `.cache/assets` of the project unless told. */
  readonly outDir?: string | undefined;
  /** Where they go when that folder cannot be written, as in a project folder of somebody else's. */
  readonly otherDir?: string | undefined;
}

interface Stamp {
  readonly entries: readonly string[];
  /** SHA-256 of every file that went in, by path from the root. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly manifest: AssetManifest;
}

/** Raised when the shape of the output changes, so that an older cache is not taken for a fresh one. */
const formatVersion = 3;

/** What the system says of a folder that cannot be written; `scripts/build-program.mjs` goes by the same. */
const unwritable = new Set(['EACCES', 'EROFS', 'EPERM', 'ENOSPC']);

/**
 * Bundles styles, fonts and scripts under hashed names, each beside its brotli and gzip form. What is already built from the same files is taken
 * from the output folder: a second start only reads and hashes the inputs.
 */
export async function buildAssets(options: BuildAssetsOptions): Promise<AssetManifest> {
  const outDir = path.resolve(options.outDir ?? path.join(options.root, '.cache', 'assets'));
  try {
    return await buildInto(outDir, options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (options.otherDir === undefined || !unwritable.has(code)) throw error;
    return await buildInto(path.resolve(options.otherDir), options);
  }
}

async function buildInto(outDir: string, options: BuildAssetsOptions): Promise<AssetManifest> {
  const files = await clientEntries(options.root);
  const entries = [...files, ...(await styleFiles(options.root))];
  const kept = await findFresh(options.root, outDir, entries);
  if (kept !== undefined) return kept;

  await mkdir(outDir, { recursive: true });
  const inputs = new Set<string>();
  const stored: Record<string, AssetFile> = {};
  const add = async (name: string, content: Uint8Array) => {
    stored[name] = await store(outDir, name, content);
  };
  const fonts = await fontFiles(options.root, inputs);
  for (const font of fonts) await add(font.name, font.content);
  for (const sheet of await styleSheets(options.root, inputs, (name) => required(stored, name).name))
    await add(sheet.name, Buffer.from(sheet.css));
  for (const script of await bundleClient(options.root, files, inputs))
    await add(script.name, Buffer.from(script.code));
  const doorFile = path.join(options.root, 'src/web/assets/door.svg');
  inputs.add(doorFile);
  // This builder decides what goes in, so it is an input too.
  for await (const file of glob('src/web/assets/*.ts', { cwd: options.root }))
    inputs.add(path.join(options.root, file));
  await add('door.svg', await readFile(doorFile));

  const manifest: AssetManifest = { folder: outDir, files: stored };
  const stamp: Stamp & { formatVersion: number } = {
    formatVersion,
    entries,
    inputs: await hashAll(options.root, inputs),
    manifest,
  };
  await writeWhole(path.join(outDir, 'manifest.json'), JSON.stringify(stamp));
  return manifest;
}

async function findFresh(root: string, outDir: string, entries: readonly string[]): Promise<AssetManifest | undefined> {
  try {
    const stamp = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8')) as Stamp & {
      formatVersion: number;
    };
    if (stamp.formatVersion !== formatVersion || JSON.stringify(stamp.entries) !== JSON.stringify(entries))
      return undefined;
    const now = await hashAll(root, new Set(Object.keys(stamp.inputs).map((file) => path.join(root, file))));
    if (JSON.stringify(now) !== JSON.stringify(stamp.inputs)) return undefined;
    await Promise.all(Object.values(stamp.manifest.files).map((file) => readFile(path.join(outDir, file.name))));
    return { ...stamp.manifest, folder: outDir };
  } catch {
    // No cache, a broken one, or an input that is gone: build.
    return undefined;
  }
}

async function hashAll(root: string, files: ReadonlySet<string>): Promise<Record<string, string>> {
  const hashes = await Promise.all(
    [...files]
      .sort((a, b) => a.localeCompare(b))
      .map(async (file) => [path.relative(root, file), sha256(await readFile(file))] as const),
  );
  return Object.fromEntries(hashes);
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

async function store(outDir: string, name: string, content: Uint8Array): Promise<AssetFile> {
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}.${sha256(content).slice(0, 10)}${ext}`;
  await writeWhole(path.join(outDir, hashed), content);
  const type = types[ext] ?? 'application/octet-stream';
  // A woff2 file is brotli inside already.
  const compressible = ext !== '.woff2';
  if (compressible) {
    const brotli = await promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    await writeWhole(path.join(outDir, `${hashed}.br`), brotli);
    await writeWhole(path.join(outDir, `${hashed}.gz`), await promisify(gzip)(content, { level: 9 }));
  }
  return { name: hashed, type, sizeBytes: content.length, encodings: compressible ? ['br', 'gzip'] : [] };
}

/** Written beside and moved into place: another server that starts at the same moment never reads half a file. */
async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, content);
  await rename(draft, file);
}

function required(files: Readonly<Record<string, AssetFile>>, name: string): AssetFile {
  const file = files[name];
  if (file === undefined) throw new Error(`A style asks for ${name}, which is not among the assets.`);
  return file;
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
