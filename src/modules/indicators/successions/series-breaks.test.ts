import { describe, expect, test } from 'vitest';
import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import { toDefinitions } from '../definitions/files.ts';
import { type BrokenSeries, seriesBreaks } from './series-breaks.ts';

const words = (vi: string) => ({ vi, en: vi });
const base = {
  key: 'share',
  name: words('Tỷ lệ'),
  definition: words('Một'),
  inputs: [
    { key: 'a', name: words('a'), unit: 'household', figure: 'a' },
    { key: 'b', name: words('b'), unit: 'household', figure: 'b' },
  ],
  formula: 'a / b',
  better: 'up',
  levels: ['commune'],
  certainty: 'confirmed',
};
const unit = { id: 'unit' as Id<'unit'> } as Unit;
const months = ['2022-11', '2022-12', '2023-01', '2023-02'];

/** What breaks when the indicator is another one from January on. */
function changed(after: object, figureAfter: object = {}) {
  const figure = {
    key: 'a',
    name: words('a'),
    definition: words('Hộ'),
    unit: 'household',
    level: 'commune',
    kind: 'at',
    period: 'month',
    dueDays: 5,
  };
  const version = (content: object, of: object) =>
    toDefinitions([
      { kind: 'indicator', key: 'share', content: { ...base, ...content } as never },
      { kind: 'figure', key: 'a', content: { ...figure, ...of } as never },
    ]);
  const [old, fresh] = [version({}, {}), version(after, figureAfter)];
  const series: BrokenSeries = {
    months,
    definitionsOn: (month) => (month < '2023-01' ? old : fresh),
    madeOf: () => ({ whole: [], divided: [] }),
  };
  return seriesBreaks(series, old.indicators[0] as (typeof old.indicators)[number], unit);
}

describe('a series breaks', () => {
  test('with another formula, said with both', () => {
    expect(changed({ formula: 'a / (a + b)', changed: { note: words('Theo văn bản mới') } })).toEqual([
      {
        month: '2023-01',
        kind: 'formula',
        formula: { before: 'a / b', after: 'a / (a + b)' },
        note: words('Theo văn bản mới'),
      },
    ]);
  });

  test.each([
    ['source', { inputs: [{ ...base.inputs[0], figure: 'other' }, base.inputs[1]] }, {}],
    ['definition', { definition: words('Hai') }, {}],
    ['definition', {}, { definition: words('Hộ thường trú') }],
  ])('with another %s', (kind, after, figure) => {
    expect(changed(after, figure)).toMatchObject([{ month: '2023-01', kind }]);
  });

  test('with no other name or place, nor where the file says that it goes on', () => {
    expect(changed({})).toEqual([]);
    expect(changed({ name: words('Tên khác'), headline: 1 })).toEqual([]);
    expect(changed({ definition: words('Hai'), changed: { note: words('Sửa lỗi chữ'), comparable: true } })).toEqual(
      [],
    );
  });

  test('with a merger where the indicator begins anew, and where a part of before was divided', () => {
    const merged = (rule: string, divided: readonly Unit[]) => {
      const definitions = toDefinitions([
        { kind: 'indicator', key: 'share', content: { ...base, merged: rule } as never },
      ]);
      const before = { whole: [unit, unit], divided };
      return seriesBreaks(
        {
          months,
          definitionsOn: () => definitions,
          madeOf: (_unit, month) => (month < '2023-01' ? before : { whole: [], divided: [] }),
        },
        definitions.indicators[0] as (typeof definitions.indicators)[number],
        unit,
      );
    };
    expect(merged('restart', [])).toMatchObject([{ month: '2023-01', kind: 'units' }]);
    expect(merged('sum', [unit])).toMatchObject([{ month: '2023-01', kind: 'units' }]);
    expect(merged('sum', [])).toEqual([]);
  });
});
