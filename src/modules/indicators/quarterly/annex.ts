import type { Block } from '../../papers/results/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { sentence, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import { cell } from './figure-section.ts';
import { quarterValue } from './figures.ts';
import { quarterInRoman } from './quarter.ts';

/** Indicators side by side on one table. */
const columnsAcross = 4;

/** The annex: every unit below, districts in bold type before their communes; each table repeats its head on every page. */
export function annex(facts: ReportFacts): Block[] {
  const { basis, unit, quarter } = facts;
  const units = basis.below(unit).flatMap((child) => [child, ...basis.below(child)]);
  if (units.length === 0) return [];
  const all = facts.figures.map(({ row }) => row.indicator);
  const tell = (indicator: Indicator, each: Unit) => quarterValue(basis, indicator, each, quarter);
  const told = all.filter((indicator) =>
    units.some((each) => indicator.levels.includes(each.level) && tell(indicator, each).state !== 'missing'),
  );
  const untold = all.filter((indicator) => !told.includes(indicator));
  return [
    { kind: 'new-page' },
    {
      kind: 'title',
      text: 'PHỤ LỤC',
      subtitle: `Chỉ tiêu của các đơn vị trực thuộc, ${quarterInRoman(quarter)}`,
      size: 14,
    },
    ...(untold.length === 0
      ? []
      : [sentence(`Chưa đơn vị nào có số liệu: ${untold.map(({ name }) => name.vi).join('; ')}.`)]),
    ...chunks(told, columnsAcross).map((indicators) =>
      table(
        [
          { title: 'TT', share: 0.07, align: 'center' as const },
          { title: 'Đơn vị', share: 0.29 },
          ...indicators.map(({ name }) => ({
            title: name.vi,
            share: 0.64 / indicators.length,
            align: 'right' as const,
          })),
        ],
        rows(units, indicators, tell),
        { strong: units.flatMap((each, index) => (basis.below(each).length > 0 ? [index] : [])) },
      ),
    ),
  ];
}

function rows(
  units: readonly Unit[],
  indicators: readonly Indicator[],
  tell: (indicator: Indicator, unit: Unit) => ReturnType<typeof quarterValue>,
): string[][] {
  let [major, minor] = [0, 0];
  const grouped = units.some(({ level }) => level === 'district');
  return units.map((each) => {
    if (!grouped || each.level === 'district') [major, minor] = [major + 1, 0];
    else minor += 1;
    return [
      minor === 0 ? String(major) : `${major}.${minor}`,
      each.name.vi,
      ...indicators.map((indicator) =>
        indicator.levels.includes(each.level) ? cell(indicator, tell(indicator, each)) : 'không áp dụng',
      ),
    ];
  });
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
