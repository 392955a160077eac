import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseGuide } from '../../web/index.ts';
import { guides } from './routes.tsx';

const linksIn = (text: string) => [...text.matchAll(/\]\((\/[^)#]*)/g)].map((match) => match[1]);

describe.each(Object.entries(guides))('guide %s', (_address, guide) => {
  it('says the same in both languages: as many headings, lists and notes, the same links', () => {
    const shape = (text: string) =>
      parseGuide(text).map((block) => (block.kind === 'list' ? `${block.kind} ${block.items.length}` : block.kind));
    expect(shape(guide.body.en)).toEqual(shape(guide.body.vi));
    expect(linksIn(guide.body.en).sort()).toEqual(linksIn(guide.body.vi).sort());
  });

  it('has headings that can be linked to, each once', () => {
    for (const text of [guide.body.vi, guide.body.en]) {
      const ids = parseGuide(text).flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toContain('');
    }
  });

  it('is short: five minutes at most', () => {
    expect(guide.body.vi.split(/\s+/).length).toBeLessThan(1200);
  });
});

describe('links', () => {
  const root = join(import.meta.dirname, '../..');
  const sources = globSync(['**/*.ts', '**/*.tsx'], { cwd: root })
    .filter((file) => !file.includes('modules/guides/') && !file.includes('.test.'))
    .map((file) => readFileSync(join(root, file), 'utf8'));

  it('leads every help link of a page to a guide', () => {
    const helpLinks = sources.flatMap((text) => [...text.matchAll(/helpHref="(\/[^"#]*)/g)].map((match) => match[1]));
    expect(helpLinks.length).toBeGreaterThan(5);
    expect([...new Set(helpLinks)].filter((address) => !Object.hasOwn(guides, address ?? ''))).toEqual([]);
  });

  it('leads to a section that is there in both languages', () => {
    const wanted = sources.flatMap((text) => [...text.matchAll(/(\/(?:mot-cua\/)?huong-dan)#([a-z0-9-]+)/g)]);
    expect(wanted.length).toBeGreaterThan(10);
    for (const [, address, section] of wanted)
      for (const text of Object.values(guides[address ?? '']?.body ?? {})) {
        const ids = parseGuide(text).flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
        expect(ids).toContain(section);
      }
  });

  it('leads from the guides only to addresses that the product serves', () => {
    const served = new Set(
      sources.flatMap((text) => [...text.matchAll(/['"`](\/[a-z0-9\-./]*)['"`]/g)].map((match) => match[1] ?? '')),
    );
    const procedure = /^\/api\/v1\/procedures\/[\d.]+$/;
    const linked = Object.values(guides).flatMap((guide) => linksIn(guide.body.vi).map((address) => address ?? ''));
    const known = (address: string) =>
      served.has(address) || Object.hasOwn(guides, address) || procedure.test(address) || address === '/';
    expect(linked.filter((address) => !known(address))).toEqual([]);
  });
});
