import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../platform/errors.ts';
import { nodesOf } from '../editions/model.ts';
import { describeImport, type ImportReport, importIndex, loadEdition } from './import-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'cuaso-annex-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dir = join(folder, 'province');
const editions = join(dir, 'indicators', 'editions');
beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(editions, { recursive: true });
  cpSync('provinces/bac-lieu/indicators/editions', editions, { recursive: true });
});

interface Line {
  code: string;
  name: string;
  points: string;
  formula?: string;
}

/** An annex of 922 whose points differ from the placeholders, in each scored group by one point between its first two components. */
function annex(): Line[] {
  const { edition } = loadEdition(dir, 'dti-922');
  return edition.nodes.flatMap((main) => [
    { code: main.code, name: main.name?.vi ?? '', points: String(main.points?.full) },
    ...main.nodes.map((node, index) => {
      const full = node.points?.full ?? 0;
      const points = full === 0 || index > 1 ? full : full + (index === 0 ? 0.5 : -0.5);
      return {
        code: node.code,
        name: node.name?.vi ?? `Thành phần ${node.code} theo phụ lục`,
        points: String(points).replace('.', ','),
      };
    }),
  ]);
}

const vietnamese = ['Mã', 'Tên chỉ số', 'Điểm tối đa', 'Công thức', 'Nguồn'];
const cells = (lines: readonly Line[], head = vietnamese): string[][] => [
  head,
  ...lines.map(({ code, name, points, formula = '' }) => [code, name, points, formula, 'dti.gov.vn']),
];
const csv = (rows: readonly string[][], separator = ';') =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n');

function save(content: string | Uint8Array, name = 'annex.csv'): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const bring = (file: string, { editionKey = 'dti-922', from = '2023-01-01', dryRun = false } = {}) =>
  importIndex({ dir, editionKey, file, from, dryRun });

function done(report: ImportReport) {
  if (!('plan' in report)) throw new Error(report.faults.join('\n'));
  return report;
}

async function refusal(file: string, asked = {}): Promise<string> {
  const before = readFileSync(join(editions, 'dti-922.yaml'), 'utf8');
  const code = await bring(file, asked).then(
    () => 'taken',
    (error: unknown) => (error instanceof DomainError ? error.code : Promise.reject(error)),
  );
  expect(readFileSync(join(editions, 'dti-922.yaml'), 'utf8')).toBe(before);
  return code;
}

describe('the annex of an edition', () => {
  it('gives it official points without a placeholder, and leaves formulas as sure as they were', async () => {
    const before = loadEdition(dir, 'dti-922').edition;
    done(await bring(save(csv(cells(annex())))));
    const { edition } = loadEdition(dir, 'dti-922');
    const nodes = [...nodesOf(edition.nodes)];
    expect(nodes.filter(({ points }) => points?.placeholder !== false)).toEqual([]);
    expect(new Set(nodes.map(({ certainty }) => `${certainty.name} ${certainty.points}`))).toEqual(
      new Set(['confirmed confirmed']),
    );
    expect(edition.nodes[0]?.nodes.slice(0, 2).map(({ points }) => points?.full)).toEqual([10.5, 9.5]);
    expect(edition.countsFrom).toBe('2023-01-01');
    expect(edition.caveat?.en).toMatch(/formulas of \d+ indicators are not confirmed/);
    const formulas = (all: typeof nodes) =>
      all.map(({ code, certainty, leaf }) => [code, certainty.formula, leaf?.kind]);
    expect(formulas(nodes)).toEqual(formulas([...nodesOf(before.nodes)]));
    expect(nodes.find(({ code }) => code === '1.1')?.leaf?.formula?.source).toBe('head ? max : (deputy ? max / 2 : 0)');
    expect(nodes.find(({ code }) => code === '1.1')?.source).toBe('dti.gov.vn');
  });

  it('keeps order and comments of the file, and changes nothing when it is read in again', async () => {
    const before = readFileSync(join(editions, 'dti-922.yaml'), 'utf8').split('\n');
    const file = save(csv(cells(annex())));
    done(await bring(file));
    const once = readFileSync(join(editions, 'dti-922.yaml'), 'utf8');
    expect(once.split('\n').slice(0, 4)).toEqual(before.slice(0, 4));
    const codes = (lines: string[]) => lines.filter((line) => line.includes('code:'));
    expect(codes(once.split('\n'))).toEqual(codes(before));
    const again = done(await bring(file));
    expect(again.plan.changes).toEqual([]);
    expect(readFileSync(join(editions, 'dti-922.yaml'), 'utf8')).toBe(once);
    expect(readdirSync(editions).filter((name) => !name.endsWith('.yaml'))).toEqual([]);
  });

  it('only tells what it would change when it is tried', async () => {
    const before = readFileSync(join(editions, 'dti-922.yaml'), 'utf8');
    const report = done(await bring(save(csv(cells(annex()))), { dryRun: true }));
    expect(readFileSync(join(editions, 'dti-922.yaml'), 'utf8')).toBe(before);
    const lines = describeImport(report.plan, report.edition, report.ignored);
    expect(lines).toContain('points changed: 95');
    expect(lines).toContain('  1.1 10 (placeholder) -> 10.5');
    expect(lines).toContain('names changed: 13');
  });

  it.each([
    [
      'English headings in another order, commas',
      ['Source', 'Maximum', 'Name', 'Formula', 'Code'],
      [4, 2, 1, 3, 0],
      ',',
    ],
    [
      'headings without diacritics, capitals',
      ['MA SO', 'TEN', 'DIEM TOI DA', 'CONG THUC', 'NGUON'],
      [0, 1, 2, 3, 4],
      ';',
    ],
    [
      'a number of order beside the code, brackets',
      ['Mã (code)', 'Chỉ số', 'Điểm tối đa (2022)', 'Cách tính', 'Nguồn'],
      [0, 1, 2, 3, 4],
      '\t',
    ],
  ])('is read with %s', async (_name, head, order, separator) => {
    const rows = cells(annex()).slice(1);
    const placed = rows.map((row) => {
      const to: string[] = [];
      row.forEach((cell, index) => {
        to[order[index] ?? index] = cell;
      });
      return to;
    });
    done(await bring(save(`\uFEFF${csv([['Phụ lục I'], [], head, ...placed], separator)}`)));
    expect(loadEdition(dir, 'dti-922').edition.nodes[0]?.nodes[0]?.points).toEqual({ full: 10.5, placeholder: false });
  });

  it('finds a component again by its name under another code, and lets go of one that is another thing', async () => {
    const lines = annex();
    const line = (code: string) => lines.find((each) => each.code === code) as Line;
    [line('2.3').name, line('2.6').name] = [line('2.6').name, line('2.3').name];
    line('1.8').name = 'Tổ công nghệ số cộng đồng được thành lập';
    const { plan } = done(await bring(save(csv(cells(lines)))));
    expect(plan.changes).toEqual(
      expect.arrayContaining([
        { kind: 'recoded', code: '2.3', from: '2.6' },
        { kind: 'recoded', code: '2.6', from: '2.3' },
        { kind: 'added', code: '1.8', name: 'Tổ công nghệ số cộng đồng được thành lập' },
      ]),
    );
    expect(plan.changes).toContainEqual(expect.objectContaining({ kind: 'dropped', code: '1.8' }));
    const nodes = new Map([...nodesOf(loadEdition(dir, 'dti-922').edition.nodes)].map((node) => [node.code, node]));
    // The measure of something else is not taken over.
    expect(nodes.get('1.8')?.leaf).toBeUndefined();
    expect(nodes.get('2.6')?.name?.en).toBe('Annual provincial DX action plan');
  });

  it('keeps words of scoring as a note; only a formula over the inputs of the node becomes one', async () => {
    const lines = annex();
    (lines[1] as Line).formula = '- Bí thư hoặc Chủ tịch: điểm tối đa; - Phó: 1/2 điểm';
    const ratio = lines.find(({ code }) => code === '1.3') as Line;
    ratio.formula = 'a / b * max';
    (lines.find(({ code }) => code === '1.8') as Line).formula = 'process.exit(1)';
    done(await bring(save(csv(cells(lines)))));
    const nodes = new Map([...nodesOf(loadEdition(dir, 'dti-922').edition.nodes)].map((node) => [node.code, node]));
    expect(nodes.get('1.1')?.note).toContain('Bí thư hoặc Chủ tịch');
    expect(nodes.get('1.1')?.certainty.formula).toBe('adapted');
    expect(nodes.get('1.3')).toMatchObject({ note: undefined, certainty: { formula: 'confirmed' } });
    expect(nodes.get('1.3')?.leaf?.formula?.source).toBe('a / b * max');
    expect(nodes.get('1.8')?.note).toBe('process.exit(1)');
    expect(nodes.get('1.8')?.leaf?.formula?.source).toBe('min(max, a / b * max)');
  });

  it('fills an edition of which only the main indicators were known', async () => {
    const { edition } = loadEdition(dir, 'dti-405');
    const rows = edition.nodes.flatMap(({ code, name }) => [
      [code, name?.vi ?? '', '125', '', ''],
      [`${code}.1`, `Thành phần một của ${code}`, '100', '', ''],
      [`${code}.2`, `Thành phần hai của ${code}`, '25', 'Có: điểm tối đa', ''],
    ]);
    const file = save(csv([vietnamese, ...rows, ['', 'Tổng cộng', '1000']]));
    done(await bring(file, { editionKey: 'dti-405', from: '2025-04-03' }));
    const read = loadEdition(dir, 'dti-405').edition;
    expect(read.nodes.map(({ points }) => points)).toEqual(Array(8).fill({ full: 125, placeholder: false }));
    expect(read.nodes[7]?.nodes.map(({ code }) => code)).toEqual(['8.1', '8.2']);
    expect(read.nodes[7]?.nodes[1]).toMatchObject({ note: 'Có: điểm tối đa', certainty: { formula: 'missing' } });
  });
});

describe('a fault of an annex is told at its cell, and nothing is changed:', () => {
  const at = (lines: Line[], code: string) => lines.find((line) => line.code === code) as Line;
  it.each<[string, (lines: Line[]) => void, string]>([
    ['a number that is none', (lines) => (at(lines, '1.1').points = 'mười'), 'C3: "mười" is not a number'],
    ['thousands or decimals', (lines) => (at(lines, '1').points = '1.000'), 'C2: "1.000" may be thousands'],
    ['an empty number', (lines) => (at(lines, '1.2').points = ''), 'C4: The maximum of 1.2 is missing'],
    ['a number below nought', (lines) => (at(lines, '1.2').points = '-1'), 'C4: Points lie between'],
    [
      'a group that does not add up',
      (lines) => (at(lines, '1.2').points = '10'),
      'C2: The maximum of 1 is 100, its components add up to 100.5',
    ],
    ['a code twice', (lines) => (at(lines, '1.10').code = '1.1'), 'A12: The code 1.1 stands in row 3 already'],
    ['a code of no group', (lines) => (at(lines, '1.10').code = '11.1'), 'A12: The code 11.1 belongs below 11'],
    ['a code that is none', (lines) => (at(lines, '1.10').code = 'mười'), 'A12: "mười" is no code'],
    ['no code', (lines) => (at(lines, '1.10').code = ''), 'A12: The code is missing'],
    ['no name', (lines) => (at(lines, '1.10').name = ''), 'B12: The name is missing'],
    [
      'a component too few',
      (lines) => lines.splice(10, 1),
      'A2: The main indicator 1 has 10 components; this annex has 9',
    ],
    [
      'another main indicator',
      (lines) => (at(lines, '2').name = 'Phát triển nông thôn'),
      'B13: The main indicator 2 of this edition is called',
    ],
    [
      'other points of a main indicator',
      (lines) => (at(lines, '2').points = '90'),
      'C13: The main indicator 2 is confirmed to have 100',
    ],
    ['a main indicator that is left out', (lines) => lines.splice(0, 11), 'A: The annex lacks the main indicator 1'],
    [
      'a wrong sum',
      (lines) => lines.push({ code: 'Tổng', name: '', points: '999' }),
      'C109: The total has to be 1000, this annex has 999',
    ],
    [
      'a call of a program',
      (lines) => (at(lines, '1.2').formula = "=cmd|' /C calc'!A0"),
      'D4: This cell begins like a formula',
    ],
    [
      'a call of a program behind a sign',
      (lines) => (at(lines, '1.2').name = '-2+3+cmd|x'),
      'B4: This cell begins like a formula',
    ],
    [
      'signs that steer a terminal',
      (lines) => (at(lines, '1.2').name = 'a\u001b[2Jb'),
      'B4: This cell has invisible control',
    ],
    [
      'a text without end',
      (lines) => (at(lines, '1.2').formula = 'a'.repeat(2001)),
      'D4: This cell has more than 2000',
    ],
  ])('%s', async (_name, change, fault) => {
    const lines = annex();
    change(lines);
    const before = readFileSync(join(editions, 'dti-922.yaml'), 'utf8');
    const { faults } = await bring(save(csv(cells(lines))));
    expect(faults.map((line) => line.replace('annex.csv ', ''))).toContainEqual(expect.stringContaining(fault));
    expect(readFileSync(join(editions, 'dti-922.yaml'), 'utf8')).toBe(before);
  });

  it('all of them at once', async () => {
    const lines = annex();
    at(lines, '1.1').points = 'x';
    at(lines, '3.2').name = '';
    at(lines, '9.1').code = '9.2';
    const { faults } = await bring(save(csv(cells(lines))));
    for (const cell of ['C3', 'B27', 'A102']) expect(faults.join('\n')).toContain(` ${cell}:`);
  });

  it('a table without its headings', async () => {
    const { faults } = await bring(save(csv(cells(annex()).slice(1))));
    expect(faults).toEqual([expect.stringContaining('There is no line of headings')]);
  });

  it.each([
    ['an edition that is not there', { editionKey: '../../../etc/passwd' }, 'IMX-0009'],
    ['an edition that weighs', { editionKey: 'dti-1726', from: '2021-01-01' }, 'IMX-0010'],
    ['a day that is none', { from: '2023-02-30' }, 'IMX-0013'],
    ['a day after its end', { from: '2026-01-01' }, 'IMX-0013'],
  ])('%s', async (_name, asked, code) => {
    expect(await refusal(save(csv(cells(annex()))), asked)).toBe(code);
  });
});

/** A workbook as spreadsheets write it, cut down to what is needed; numbers are numbers, all else is text. */
function workbook(rows: readonly (string | number)[][], more: Zippable = {}, sheetXml?: string): Uint8Array {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const cell = (value: string | number, place: string) =>
    typeof value === 'number'
      ? `<c r="${place}"><v>${value}</v></c>`
      : `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  const sheet = rows
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((value, column) => cell(value, `${'ABCDE'[column]}${at + 1}`)).join('')}</row>`,
    )
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    ),
    'xl/workbook.xml': strToU8(
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Phụ lục" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      sheetXml ?? `${head}<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    ),
    ...more,
  });
}

const asNumbers = (rows: string[][]) =>
  rows.map((row, at) => row.map((cell, column) => (at > 0 && column === 2 ? Number(cell.replace(',', '.')) : cell)));

describe('an annex as a workbook', () => {
  it('is read as the same table', async () => {
    done(await bring(save(workbook(asNumbers(cells(annex()))), 'annex.xlsx')));
    expect(loadEdition(dir, 'dti-922').edition.nodes[0]?.nodes[1]?.points).toEqual({ full: 9.5, placeholder: false });
  });

  it('tells its faults by sheet and cell, and what a spreadsheet makes of codes', async () => {
    const rows = asNumbers(cells(annex())).map((row) =>
      row.map((cell, column) => (column === 0 && String(cell).includes('.') ? Number(cell) : cell)),
    );
    const { faults } = await bring(save(workbook(rows), 'annex.csv'));
    expect(faults).toContainEqual(
      'annex.csv [Phụ lục] A12: The code 1.1 stands in row 3 already. If it should be 1.10, format the column of codes as text.',
    );
  });

  const sheet = (cell: string) => `<worksheet><sheetData><row>${cell}</row></sheetData></worksheet>`;
  it.each<[string, () => Uint8Array | string, string]>([
    ['macros', () => workbook([], { 'xl/vbaProject.bin': strToU8('x') }), 'IMX-0006'],
    ['sheets of macros', () => workbook([], { 'xl/macrosheets/sheet1.xml': strToU8('<x/>') }), 'IMX-0006'],
    ['a bomb', () => workbook([], { 'xl/media/x.xml': new Uint8Array(31_000_000) }), 'IMX-0007'],
    [
      'many parts',
      () => workbook([], Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`x${at}.xml`, strToU8('')]))),
      'IMX-0007',
    ],
    ['a cell at the far end', () => workbook([], {}, sheet('<c r="XFD1048576"><v>1</v></c>')), 'IMX-0008'],
    ['a place written strangely', () => workbook([], {}, sheet("<c r='&#88;FD1048576'><v>1</v></c>")), 'IMX-0008'],
    ['entities of its own', () => workbook([], {}, `<!DOCTYPE x [<!ENTITY a "b">]>${sheet('')}`), 'IMX-0003'],
    ['a zip that is no workbook', () => zipSync({ 'a.txt': strToU8('a') }), 'IMX-0003'],
    ['a zip that is cut off', () => workbook(asNumbers(cells(annex()))).slice(0, 3000), 'IMX-0003'],
    ['the old format, or a password', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'IMX-0005'],
    ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'IMX-0003'],
    ['text that is not UTF-8', () => new Uint8Array([0x4d, 0xe3, 0x3b, 0x54]), 'IMX-0004'],
    ['a quote without end', () => 'Mã;"Tên', 'IMX-0003'],
    ['fifty megabytes', () => new Uint8Array(50_000_000), 'IMX-0002'],
    ['rows without end', () => 'a\n'.repeat(2001), 'IMX-0008'],
  ])('is refused with %s', async (_name, content, code) => {
    expect(await refusal(save(content(), 'annex.xlsx'))).toBe(code);
  });

  it('is refused when it is not there, or a folder', async () => {
    expect(await refusal(join(folder, 'nothing.csv'))).toBe('IMX-0001');
    expect(await refusal(folder)).toBe('IMX-0003');
  });
});
