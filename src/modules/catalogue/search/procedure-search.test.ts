import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProvince } from '../province/load-province.ts';
import type { EverydayWord } from './everyday-words.ts';
import { ProcedureSearch, type Searchable } from './procedure-search.ts';
import { likeness, pairsOf, syllablesOf } from './syllables.ts';
import { everydayQueries, meaninglessQueries } from './testing.ts';

/** The demo province as it stands in its files. */
function demoSearch(): { search: ProcedureSearch; codeOf: ReadonlyMap<string, string> } {
  const { files, faults } = loadProvince(fileURLToPath(new URL('../../../../provinces/bac-lieu', import.meta.url)));
  if (files === undefined) throw new Error(`the demo province does not load: ${JSON.stringify(faults[0])}`);
  const names = new Map(
    [...files.fields, ...files.lifeEvents].map(({ key, name }) => [key, `${name.vi} . ${name.en}`]),
  );
  const searchables = files.procedures.map(
    ({ content }): Searchable => ({
      procedure: content,
      fieldName: names.get(content.field) ?? '',
      lifeEventNames: content.lifeEvents.map((key) => names.get(key) ?? ''),
    }),
  );
  const synonyms = files.synonyms.flatMap(({ say, means }) =>
    means.map((meaning): EverydayWord => [say.join(' | '), meaning]),
  );
  return {
    search: new ProcedureSearch(searchables, synonyms),
    codeOf: new Map(files.procedures.map(({ content }) => [content.slug, content.code])),
  };
}

describe('search of procedures', () => {
  let search: ProcedureSearch;
  let codeOf: ReadonlyMap<string, string>;
  beforeAll(() => {
    ({ search, codeOf } = demoSearch());
  });

  it.each(everydayQueries)('finds what is meant by “%s”', (query, ...codes) => {
    expect(codes).toContain(codeOf.get(search.find(query).found[0] ?? ''));
  });

  it.each(meaninglessQueries)('finds nothing for “%s”', (query) => {
    expect(search.find(query).found).toEqual([]);
  });

  it('says when it had to guess', () => {
    expect(search.find('khai sihn').guessed).toBe(true);
    expect(search.find('khai sinh').guessed).toBe(false);
  });

  it('takes empty talk as a wish to see everything', () => {
    expect(search.find('cho tôi hỏi thủ tục')).toMatchObject({ vague: true, found: [] });
    expect(search.find('')).toMatchObject({ vague: true });
  });

  it('offers the nearest names where nothing is found', () => {
    const { found, nearest } = search.find('khaiiiiiiisinhhhhhhh');
    expect(found).toEqual([]);
    expect(nearest.map((slug) => codeOf.get(slug))).toContain('1.001193');
  });

  it('tells words that differ by their marks only, when marks are typed', () => {
    // đất (land) and đặt (to place) fold alike; what has the word as typed comes first.
    const byMark = new ProcedureSearch([
      { procedure: plain('1.000001', 'Đặt cọc'), fieldName: '', lifeEventNames: [] },
      { procedure: plain('1.000002', 'Đất cọc'), fieldName: '', lifeEventNames: [] },
    ]);
    expect(byMark.find('đất').found[0]).toBe('1.000002');
    expect(byMark.find('đặt').found[0]).toBe('1.000001');
    expect(byMark.find('dat').found).toHaveLength(2);
  });

  it('answers anything, quickly enough, without failing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 80 })), (query) => {
        const { found } = search.find(query);
        return found.every((slug) => codeOf.has(slug)) && new Set(found).size === found.length;
      }),
      { numRuns: 300 },
    );
  });
});

describe('syllables', () => {
  it('are the same for both spellings of tone marks and of the last i', () => {
    expect(syllablesOf('Hòa giải, lí lịch')).toEqual(syllablesOf('hoà GIẢI lý lịch'));
  });

  it('make words of two', () => {
    expect(pairsOf(['giay', 'khai', 'sinh', '2022'])).toEqual(['giaykhai', 'khaisinh']);
  });

  it('keep codes whole', () => {
    expect(syllablesOf('mã 1.001193.')).toEqual(['ma', '1.001193']);
  });

  it('are alike by their pieces', () => {
    expect(likeness('khai sinh', 'Khai Sinh')).toBe(1);
    expect(likeness('khai sinh', 'kết hôn')).toBeLessThan(0.3);
  });
});

function plain(code: string, name: string): Searchable['procedure'] {
  const words = { vi: name, en: '' };
  return {
    code,
    slug: code,
    name: words,
    shortName: words,
    summary: { vi: '', en: '' },
    keywords: [],
    results: [],
  } as unknown as Searchable['procedure'];
}
