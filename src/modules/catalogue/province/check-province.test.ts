import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkProvince } from './check-province.ts';
import { loadProvince } from './load-province.ts';

const provinces = fileURLToPath(new URL('../../../../provinces', import.meta.url));
const khaiSinh = 'procedures/dang-ky-khai-sinh.yaml';
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'catalogue-'));
  cpSync(join(provinces, 'ca-mau-2025-mau'), dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(dir, file), text.replace(from, to));
};
/** Line and column of a text in a file, as an editor shows them. */
const place = (file: string, text: string) => {
  const before = readFileSync(join(dir, file), 'utf8').split(text)[0] as string;
  return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
};
const lines = () => checkProvince(dir, 'en').lines;

test.each(['bac-lieu', 'ca-mau-2025-mau'])('%s has no fault', (name) => {
  const { ok, lines: told } = checkProvince(join(provinces, name), 'en');
  expect(told.join('\n')).toContain('No faults');
  expect(ok).toBe(true);
});

describe('what a wrong value is told', () => {
  test.each([
    [
      'an unknown field of work',
      khaiSinh,
      'field: ho-tich',
      'field: ho-tic',
      'ho-tic\n',
      'fields.yaml has no field "ho-tic"',
    ],
    ['an unknown life event', khaiSinh, '[co-em-be]', '[co-em]', 'co-em]', 'life-events.yaml has no "co-em"'],
    [
      'a misspelt key',
      khaiSinh,
      'shortName:',
      'shortname:',
      '{ vi: Khai sinh cho con',
      'There is no key "shortname" here',
    ],
    [
      'a level the province lacks',
      khaiSinh,
      'level: commune, ',
      'level: district, ',
      'district, ',
      'This province has no level "district"',
    ],
    [
      'a template that does not exist',
      khaiSinh,
      'template: giay-khai-sinh',
      'template: giay-khai-tu',
      'giay-khai-tu',
      'There is no result template "giay-khai-tu"',
    ],
    [
      'a part that does not exist',
      khaiSinh,
      'use: van-ban-uy-quyen',
      'use: van-ban',
      'van-ban\n',
      'parts.yaml has no "van-ban" under papers',
    ],
    [
      'a condition on what is not asked',
      khaiSinh,
      'when: { field: parents.recorded, in: [both, mother] }',
      'when: { field: parents.reckoned, in: [both, mother] }',
      'parents.reckoned',
      'the form does not ask',
    ],
    [
      'a condition on an answer that cannot be',
      khaiSinh,
      'in: [both, father] }',
      'in: [both, dad] }',
      '{ field: parents.recorded, in: [both, dad]',
      '"dad" is no answer',
    ],
    [
      'a commune answer of another kind',
      khaiSinh,
      'communeAnswer: place.commune',
      'communeAnswer: child.name',
      'child.name',
      'must be a question of kind commune',
    ],
    [
      'an agency code used twice',
      'agencies.yaml',
      'identifier: H12.61.1,',
      'identifier: H12.60,',
      'H12.60, identifierCertainty: provisional, certainty: confirmed }\n  - { key: xa-31840',
      'already belongs to "xa-31825"',
    ],
    [
      'a date that does not exist',
      'province.yaml',
      '2025-10-10',
      '2025-02-30',
      '2025-02-30',
      'There is no date 2025-02-30',
    ],
    ['a code without quotes', 'province.yaml', 'code: "96"', 'code: 96', '96', 'Codes need quotes'],
    ['a day off twice', 'calendar.yaml', 'date: 2025-05-02', 'date: 2025-05-01', undefined, '2025-05-01 stands twice'],
  ])('%s', (_name, file, from, to, at, words) => {
    edit(file, from, to);
    const told = lines();
    expect(told.join('\n')).toContain(words);
    if (at !== undefined)
      expect(
        told.some((line) => line.startsWith(`${file}:${place(file, at)} `)),
        told.join('\n'),
      ).toBe(true);
  });

  test('shares that do not add up, and every other fault, all at once', () => {
    edit('parts.yaml', 'sharePercent: 60', 'sharePercent: 50');
    edit(khaiSinh, 'field: ho-tich', 'field: x');
    edit('units.yaml', 'parent: "96", level: commune', 'parent: "97", level: commune');
    const told = lines();
    expect(told.join('\n')).toContain('add up to 90 %');
    expect(told.join('\n')).toContain('fields.yaml has no field "x"');
    expect(told.join('\n')).toContain('must name a parent that stands before it');
    expect(told.at(-1)).toMatch(/^\d+ faults in .*Nothing was published/);
  });

  test('a code used by two procedures', () => {
    cpSync(join(dir, khaiSinh), join(dir, 'procedures/khai-sinh-lan-hai.yaml'));
    expect(lines().join('\n')).toContain(
      'procedures/khai-sinh-lan-hai.yaml:1:7 Code 1.001193 is already used in procedures/dang-ky-khai-sinh.yaml',
    );
  });

  test('says it in Vietnamese as well', () => {
    edit(khaiSinh, 'field: ho-tich', 'field: x');
    expect(checkProvince(dir).lines[0]).toContain('Không có lĩnh vực "x" trong fields.yaml');
  });
});

describe('files that are no files of a province', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  test.each([
    ['missing', undefined, 'This file is missing'],
    ['empty', '', 'must be of type object'],
    ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'not a text file'],
    ['not UTF-8', Buffer.from([0x66, 0x3a, 0x20, 0xe9, 0xe8]), 'not UTF-8'],
    ['huge', 'a: 1\n'.padEnd(500_000, '#'), 'the most is 400000'],
    ['a key twice', 'fields: []\nfields: []\n', 'stands twice in the same group'],
    ['an anchor bomb', bomb, 'are not allowed'],
    ['broken syntax', 'fields: [a, b\nx: {', 'Not valid YAML'],
    ['nested without end', '['.repeat(100_000), 'nested too deeply'],
    ['nothing but quotes', '"'.repeat(100_000), 'Not valid YAML'],
    ['two documents', 'fields: []\n---\nfields: []\n', 'Not valid YAML'],
    ['a tag of a program', 'fields: !!js/function "x"\n', 'must be of type array'],
    ['a prototype as a key', '__proto__: { a: 1 }\nfields: []\n', 'There is no key "__proto__"'],
  ])('%s', (_name, content, words) => {
    const file = join(dir, 'fields.yaml');
    rmSync(file);
    if (content !== undefined) writeFileSync(file, content);
    const told = lines();
    expect(told.find((line) => line.startsWith('fields.yaml:'))).toContain(words);
    expect(loadProvince(dir).files).toBeUndefined();
  });

  test('a folder in the place of a file, a folder that is not there, a strange file name', () => {
    rmSync(join(dir, 'fields.yaml'));
    mkdirSync(join(dir, 'fields.yaml'));
    writeFileSync(join(dir, 'procedures/Khai Sinh.yaml'), 'x: 1');
    expect(lines().join('\n')).toContain('This is a folder');
    expect(lines().join('\n')).toContain('procedures/Khai Sinh.yaml:1:1 The file must be named like');
    expect(checkProvince(join(dir, 'nowhere'), 'en').lines.join('\n')).toContain(
      'province.yaml:1:1 This file is missing',
    );
  });
});
