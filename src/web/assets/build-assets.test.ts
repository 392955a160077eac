import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetRoutes } from './asset-routes.ts';
import { buildAssets } from './build-assets.ts';
import { type AssetManifest, assetUrl } from './manifest.ts';

const root = path.join(import.meta.dirname, '../../..');
let outDir: string;
let manifest: AssetManifest;

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'cuaso-assets-'));
  manifest = await buildAssets({ root, outDir });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

const file = (name: string) => {
  const found = manifest.files[name];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const brotliBytes = async (name: string) => (await readFile(path.join(outDir, `${file(name).name}.br`))).length;

describe('the built assets', () => {
  it('keeps fonts within 70 kB, and style and enhancer within what 45 kB leaves for a page', async () => {
    const fonts = Object.entries(manifest.files).filter(([name]) => name.endsWith('.woff2'));
    expect(fonts).toHaveLength(4);
    expect(fonts.reduce((sum, [, font]) => sum + font.sizeBytes, 0)).toBeLessThan(70_000);
    expect(await brotliBytes('style.css')).toBeLessThan(18_000);
    expect(await brotliBytes('enhance.js')).toBeLessThan(1_000);
  });

  it('stores each encoding with the same content', async () => {
    const { name } = file('style.css');
    const plain = await readFile(path.join(outDir, name));
    expect(brotliDecompressSync(await readFile(path.join(outDir, `${name}.br`)))).toEqual(plain);
    expect(gunzipSync(await readFile(path.join(outDir, `${name}.gz`)))).toEqual(plain);
  });

  it('puts every rule into a layer, so that none of the design system beats ours', async () => {
    const css = await readFile(path.join(outDir, file('style.css').name), 'utf8');
    expect(css.startsWith('@layer ds.theme,ds.base,ds.components,cuaso;')).toBe(true);
    expect(topLevelHeads(css).filter((head) => !/^@(layer|font-face|media print|keyframes)/.test(head))).toEqual([]);
    expect(css).not.toMatch(/asset\(|color-scheme\.dark|lang\(nb\)/);
  });

  it('takes the kept build when nothing has changed, and builds anew when an input has', async () => {
    const copy = await mkdtemp(path.join(tmpdir(), 'cuaso-assets-cache-'));
    await cp(outDir, copy, { recursive: true });
    const stampFile = path.join(copy, 'manifest.json');
    const stamp = JSON.parse(await readFile(stampFile, 'utf8'));
    const mark = {
      ...stamp,
      manifest: { ...stamp.manifest, files: { ...stamp.manifest.files, 'kept.svg': file('door.svg') } },
    };
    await writeFile(stampFile, JSON.stringify(mark));
    expect((await buildAssets({ root, outDir: copy })).files['kept.svg']).toBeDefined();
    mark.inputs['src/web/styles/10-base.css'] = 'another hash';
    await writeFile(stampFile, JSON.stringify(mark));
    const rebuilt = await buildAssets({ root, outDir: copy });
    expect(rebuilt.files['kept.svg']).toBeUndefined();
    expect(rebuilt.files).toMatchObject({ 'style.css': { name: file('style.css').name } });
    await rm(copy, { recursive: true });
  });

  it('goes into the other folder where the first cannot be written', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'cuaso-assets-other-'));
    // The system's own place (or none at all, where / is read only): the superuser may not make a folder there either.
    const refused = '/sys/cuaso-assets';
    const built = await buildAssets({ root, outDir: refused, otherDir: other });
    expect(built.files).toEqual(manifest.files);
    expect(built.folder).toBe(other);
    await expect(buildAssets({ root, outDir: refused })).rejects.toThrow(refused);
    await rm(other, { recursive: true });
  });

  it('leaves no half-written file behind', async () => {
    expect((await readdir(outDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses a name that is not an asset', () => {
    expect(() => assetUrl(manifest, 'styles.css')).toThrow(/No asset is called styles\.css/);
  });
});

describe('serving assets', () => {
  const app = Fastify();
  beforeAll(async () => {
    await app.register(assetRoutes(manifest));
  });
  afterAll(() => app.close());
  const ask = (url: string, encoding?: string) =>
    app.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } });

  it('answers with the best encoding asked for, for ever', async () => {
    const answer = await ask(assetUrl(manifest, 'style.css'), 'gzip, deflate, br');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(brotliDecompressSync(answer.rawPayload).length).toBe(file('style.css').sizeBytes);
  });

  it('falls back to gzip, then to plain, and honours a refusal', async () => {
    expect((await ask(assetUrl(manifest, 'style.css'), 'gzip')).headers['content-encoding']).toBe('gzip');
    expect((await ask(assetUrl(manifest, 'style.css'), 'br;q=0, gzip')).headers['content-encoding']).toBe('gzip');
    expect((await ask(assetUrl(manifest, 'style.css'))).headers['content-encoding']).toBeUndefined();
    expect(
      (await ask(assetUrl(manifest, 'be-vietnam-pro-latin-400.woff2'), 'br')).headers['content-encoding'],
    ).toBeUndefined();
  });

  it('serves nothing that is not an asset', async () => {
    for (const name of ['manifest.json', '..%2fpackage.json', '%2e%2e/package.json', 'style.css']) {
      expect((await ask(`/tai-san/${name}`)).statusCode).toBe(404);
    }
  });
});

/** The selector or at-rule in front of each top-level block. */
function topLevelHeads(css: string): string[] {
  const heads: string[] = [];
  withoutStrings(css).replaceAll(
    /([^{}]*)(\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\})/g,
    (_, head: string) => {
      heads.push(head.split(';').at(-1)?.trim() ?? '');
      return '';
    },
  );
  return heads;
}

const withoutStrings = (css: string) => css.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
