import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Parts } from '../editions/total-of-parts.ts';
import { describeTotals, totalTable } from './total-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'cuaso-totals-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function totals(text: string, editionKey = 'dti-922', of: Parts['of'] = 'values'): Promise<string[]> {
  const file = join(folder, 'values.csv');
  writeFileSync(file, text);
  const table = await totalTable({ dir: 'provinces/bac-lieu', editionKey, file, of });
  return 'units' in table ? describeTotals(table.edition, table.units) : [...table.faults];
}

describe('totals of a table of units', () => {
  it('of 922 are sums, with the pillars; an empty cell is not nought', async () => {
    const lines = await totals(
      'STT;Tỉnh;1;2;3;4;5;6;7;8;9\n1;Bạc Liêu;0,61;0,9;0,5231;0,4;0,25;0,7;0,3333;0,5;0,6\n2;Cà Mau;1,000;;0;0;0;0;0;0;0\n',
    );
    expect(lines.slice(0, 2)).toEqual([
      'Bạc Liêu: 0.5000 (499.97 of 1000 points); CQS 0.4785; KTS 0.5282; XHS 0.5512',
      'Cà Mau: not known; at least 100, at most 200 of 1000 points; missing: 2; CQS not known; KTS not known; XHS not known',
    ]);
    // What is missing of the second has placeholders below it; the edition's doubt is told in any case.
    expect(lines.slice(2)).toEqual([
      'Worked out with invented points: NOT official figures.',
      expect.stringContaining('Not official figures'),
    ]);
  });

  it('of components with invented points say so', async () => {
    const lines = await totals('Tên,1.1,2,3,4,5,7,8,9\nBạc Liêu,0.5,1,1,1,1,1,1,1\n');
    expect(lines[0]).toMatch(/not known; at least 905, at most 995 of 1000 points; missing: 1\.2, 1\.3/);
    expect(lines).toContain('Worked out with invented points: NOT official figures.');
  });

  it('of 1726 weigh the pillars by 0.4, 0.3 and 0.3', async () => {
    const lines = await totals('name,CQS,KTS,XHS\nBạc Liêu,0.2845,0.3012,0.2617\n', 'dti-1726');
    expect(lines[0]).toBe('Bạc Liêu: 0.2827 (0.28267)');
  });

  it('are worked out from points as well', async () => {
    const lines = await totals('Đơn vị;1;2;3;4;5;7;8;9\nA;100;100;100;100;100;200;150;0\n', 'dti-922', 'points');
    expect(lines[0]).toMatch(/^A: 0\.8500 \(850 of 1000 points\)/);
  });

  it('of 405 are refused: its points are not known', async () => {
    await expect(totals('Tên;1\nA;0,5\n', 'dti-405')).rejects.toMatchObject({ code: 'IMX-0011' });
  });

  it.each([
    ['a code that is not there', 'Tên;1;10\nA;0,5;0,5', 'C1: This edition has no code "10"'],
    ['a pillar, which is no part', 'Tên;1;CQS\nA;0,5;0,5', 'C1: This edition has no code "CQS"'],
    ['a column without a heading', 'Tên;1;\nA;0,5;0,5', 'C1: This edition has no code ""'],
    ['a code twice', 'Tên;1;1\nA;0,5;0,5', 'C1: There are two columns of the code 1'],
    ['a value above one', 'Tên;1\nA;1,5', 'B2: It has to lie between 0 and 1'],
    ['a value below nought', 'Tên;1\nA;-0,5', 'B2: It has to lie between 0 and 1'],
    ['a value that is none', 'Tên;1\nA;n/a', 'B2: "n/a" is not a number'],
    ['a part beside its whole', 'Tên;1;1.1\nA;0,5;0,5', 'C2: A value of 1, which this is a part of'],
    ['a row without a name', 'Tên;1\n;0,5', 'A2: The name of the unit is missing'],
    ['a name twice', 'Tên;1\nA;0,5\nA;0,6', 'A3: "A" stands above already'],
    ['a call of a program', 'Tên;1\n=cmd|x;0,5', 'A2: This cell begins like a formula'],
    ['no headings', 'A;0,5', 'There is no line of headings'],
    ['no rows', 'Tên;1', 'There are no lines below'],
  ])('tell at its cell: %s', async (_name, text, fault) => {
    expect((await totals(text)).map((line) => line.replace('values.csv ', ''))).toEqual([
      expect.stringContaining(fault),
    ]);
  });

  it('tell what goes by weights, and where weights are not known', async () => {
    expect(await totals('Tên;CQS\nA;0,5', 'dti-1726', 'points')).toEqual([expect.stringContaining('goes by weights')]);
    expect(await totals('Tên;CQS.1\nA;0,5', 'dti-1726')).toEqual([
      expect.stringContaining('The weights below CQS are not known'),
    ]);
  });
});
