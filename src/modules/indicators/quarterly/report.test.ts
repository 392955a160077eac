import { PDF } from '@libpdf/core';
import { describe, expect, test } from 'vitest';
import type { Id } from '../../../platform/ids.ts';
import { drawPaper } from '../../papers/results/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Definitions, Indicator } from '../definitions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { SharedTargets } from '../targets/shared-targets.ts';
import type { Value } from '../values/model.ts';
import { composeReport } from './compose.ts';
import { fingerprintOf, gatherReport } from './facts.ts';
import { quarterFigure, quarterValue } from './figures.ts';

const longest = 'Xã Trần Hợi Khánh Bình Tây Bắc Thạnh Phú Đông Nguyễn Phích Khánh Hòa Lâm';
const unitOf = (code: string, name: string, level: Unit['level'], parentId?: string): Unit => ({
  id: code as Id<'unit'>,
  code,
  name: { vi: name, en: name },
  shortName: name.replace(/^\S+ /, ''),
  level,
  parentId: parentId as Id<'unit'> | undefined,
  validFrom: Temporal.PlainDate.from('2022-01-01'),
  validTo: undefined,
});
const province = unitOf('95', 'Tỉnh Bạc Liêu', 'province');
const districts = Array.from({ length: 4 }, (_, d) => unitOf(`95${d}`, `Huyện Thứ ${d + 1}`, 'district', '95'));
const communes = districts.flatMap((district, d) =>
  Array.from({ length: 16 }, (_, c) =>
    unitOf(
      `3${d}${String(c).padStart(2, '0')}`,
      d + c === 0 ? longest : `Xã Số ${d * 16 + c}`,
      'commune',
      district.code,
    ),
  ),
);
const units = [province, ...districts, ...communes];

const checked = checkFormula('online / received', {
  inputs: new Map([
    ['online', { dossier: 1 }],
    ['received', { dossier: 1 }],
  ]),
});
const share: Indicator = {
  key: 'online-share',
  name: { vi: 'Tỷ lệ hồ sơ nộp trực tuyến', en: 'Online' },
  definition: { vi: 'Hồ sơ nộp qua mạng trên tổng số hồ sơ.', en: '' },
  inputs: ['online', 'received'].map((key) => ({
    key,
    name: { vi: key, en: key },
    unit: 'dossier' as const,
    measure: key,
    figure: undefined,
  })),
  formula: checked.formula as Indicator['formula'],
  unit: {},
  better: 'up',
  levels: ['province', 'district', 'commune'],
  kind: undefined,
  merged: 'sum',
  mergedBy: undefined,
  changed: undefined,
  base: 'received',
  headline: 1,
  certainty: 'recalled',
  source: undefined,
  advice: undefined,
};

/** Each commune has as many dossiers a month as its place says; the second month of each quarter has none. */
function basisWith(withheld?: string): Basis {
  const below = (unit: Unit) => units.filter(({ parentId }) => parentId === unit.id);
  const dossiers = (unit: Unit, month: string): number =>
    unit.level === 'commune'
      ? ['02', '05', '08', '11'].includes(month.slice(5))
        ? 0
        : 20 + communes.indexOf(unit)
      : below(unit).reduce((sum, each) => sum + dossiers(each, month), 0);
  const definitions: Definitions = {
    figures: [],
    indicators: [share],
    targets: [
      {
        indicator: 'online-share',
        unit: '95',
        by: '2023-10-10',
        value: 0.4,
        document: { vi: 'Chủ tịch tỉnh', en: '' },
        certainty: 'reported',
        shared: 'same',
      },
    ],
    claims: [0.04, 0.074].map((value) => ({
      indicator: 'online-share',
      unit: '95',
      from: '2022-01-01',
      to: '2022-10-10',
      value,
      definition: { vi: 'Không nói rõ.', en: '' },
      source: { vi: 'Báo chí', en: '' },
      certainty: 'reported' as const,
    })),
    facts: [],
    publication: { smallestShown: 5 } as Definitions['publication'],
    editions: [],
    outlines: [],
  };
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  return {
    stamp: '1',
    today: Temporal.PlainDate.from('2022-10-10'),
    knownBy: Temporal.PlainDate.from('2022-10-10'),
    countedTo: undefined,
    definitions,
    definitionsOn: () => definitions,
    named: (code: string) => byCode.get(code),
    breaks: () => [],
    units,
    byCode,
    targets: new SharedTargets({
      definitions,
      byCode,
      childrenOf: below,
      parentOf: ({ parentId }) => units.find(({ id }) => id === parentId),
      numbers: { count: () => undefined } as never,
    }),
    province,
    months: ['2022-06', '2022-07', '2022-08', '2022-09', '2022-10'],
    value: (_indicator: Indicator, unit: Unit, month: string): Value => {
      const received = dossiers(unit, month);
      const online = month === '2022-06' ? 0 : Math.floor(received / 4);
      const about = { coverage: undefined, reportedTo: undefined, synthetic: false };
      if (month === withheld) return { state: 'missing', value: undefined, inputs: {}, ...about };
      return received === 0
        ? { state: 'not-applicable', value: undefined, inputs: { online, received }, ...about }
        : { state: 'known', value: online / received, inputs: { online, received }, ...about };
    },
    below,
    sample: () => ({ some: false, synthetic: 0, of: 0 }),
    sum: () => 0,
  } as unknown as Basis;
}

const third = { year: 2022, number: 3 };
const render = async (basis = basisWith()) => {
  const facts = gatherReport(basis, province, third);
  if (facts === undefined) throw new Error('no report');
  return drawPaper(composeReport(facts));
};
const pagesOf = async (bytes: Uint8Array) => (await PDF.load(bytes)).extractText();

describe('a value of a quarter', () => {
  test('is worked out of the counts of its months, not of their shares', () => {
    const [first] = communes;
    expect(quarterValue(basisWith(), share, first as Unit, third)).toMatchObject({
      state: 'known',
      inputs: { online: 10, received: 40 },
      value: 0.25,
    });
    const { change, before, gap } = quarterFigure(basisWith(), share, province, third);
    expect([before.value, change]).toEqual([0, 0.25]);
    expect(gap).toBeCloseTo(0.15, 9);
  });

  test('is not told where one of its months is not', () => {
    expect(quarterValue(basisWith('2022-07'), share, province, third)).toMatchObject({
      state: 'missing',
      value: undefined,
      inputs: {},
    });
  });

  test('is nothing where nothing was counted', () => {
    expect(gatherReport(basisWith(), province, { year: 2021, number: 1 })).toBeUndefined();
  });
});

describe('the report', () => {
  test('has the same bytes for the same facts, and names what it was worked out by', async () => {
    const [once, again] = await Promise.all([render(), render()]);
    expect(Buffer.compare(once, again)).toBe(0);
    const text = (await pagesOf(once))
      .map((page) => page.text)
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    expect(text.replaceAll(' ', '')).toContain(fingerprintOf(basisWith().definitions));
    expect(text).toContain('quy=2022-3&biet=2022-10-10');
  });

  test('follows the layout of official papers', async () => {
    const pages = await pagesOf(await render());
    const first = pages[0]?.text.replaceAll(/\s+/g, ' ') ?? '';
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'ỦY BAN NHÂN DÂN',
      '/BC-UBND',
      'Bạc Liêu, ngày 10 tháng 10 năm 2022',
      'BÁO CÁO',
      'Kết quả chuyển đổi số quý III năm 2022',
      'I. KẾT QUẢ THỰC HIỆN',
    ])
      expect(first).toContain(words);
    const all = pages.map((page) => page.text.replaceAll(/\s+/g, ' '));
    expect(all.join(' ')).toMatch(/Trên đây là báo cáo .*Nơi nhận: ?TM\. ỦY BAN NHÂN DÂN/);
    // The number stands above the text from the second page on.
    expect(first).not.toMatch(/^1\b/);
    for (const [index, text] of all.entries()) if (index > 0) expect(text).toMatch(new RegExp(`^${index + 1}\\b`));
  });

  test('puts what others published side by side, and says how sure a definition is', async () => {
    const text = (await pagesOf(await render()))
      .map((page) => page.text)
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    expect(text).toContain('7,4');
    expect(text).toContain('không cộng hay lấy trung bình');
    expect(text).toContain('chưa có nguồn');
  });

  test('has every unit in its annex under a head on every page, and cuts no long name', async () => {
    const pages = await pagesOf(await render());
    const from = pages.findIndex((page) => page.text.includes('PHỤ LỤC'));
    const annex = pages.slice(from);
    expect(annex.length).toBeGreaterThan(2);
    for (const page of annex) expect(page.text.replaceAll(/\s+/g, ' ')).toMatch(/TT .*Đơn vị/);
    const text = annex
      .map((page) => page.text)
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    for (const { name } of [...districts, ...communes.slice(1)]) expect(text).toContain(name.vi);
    for (const word of longest.split(' ')) expect(text).toContain(word);
    for (const { bbox } of pages.flatMap((page) => page.lines)) {
      expect(bbox.x).toBeGreaterThan(80);
      expect(bbox.x + bbox.width).toBeLessThan(565);
      expect(bbox.y).toBeGreaterThan(50);
    }
  });
});
