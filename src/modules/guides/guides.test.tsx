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
