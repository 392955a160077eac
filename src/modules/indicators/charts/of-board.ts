import { fill, formatDate, formatNumber, type Language, say } from '../../../platform/text.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { sampleInWords } from '../disclosure/texts.ts';
import { boardHref, monthInWords, shown, targetInWords } from '../pages/parts.tsx';
import { type BoardRow, isShare } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { certaintyNames, indicatorTexts } from '../texts.ts';
import type { PictureFrame } from './picture.tsx';
import type { Series } from './series-plot.tsx';
import { chartTexts } from './texts.ts';
import type { TileGroup } from './tile-map.tsx';

/** What a chart of one unit and month is about. */
export interface ChartQuestion {
  readonly basis: Basis;
  readonly unit: Unit;
  readonly month: string;
  readonly knownBy: string | undefined;
  readonly language: Language;
}

/** The monthly values of an indicator with the target they are measured against. */
export function seriesOf(row: BoardRow, language: Language): Series {
  const { indicator, target, series } = row;
  return {
    segments: [{ points: series.map(({ month, value }) => ({ label: shortMonth(month), value })) }],
    target: target && {
      value: target.value,
      label: `${fill(chartTexts(language).target, { target: targetInWords(row, language) ?? shown(indicator, target.value, language) })} (${say(target.document, language)})`,
    },
  };
}

/** `9/2022`. */
export function shortMonth(month: string): string {
  const [year = '', number] = month.split('-');
  return `${Number(number)}/${year}`;
}

/** The communes of a unit by the units between; none where there are no such units. */
export function tileGroupsOf(
  { basis, unit, month, knownBy, language }: ChartQuestion,
  indicator: Indicator,
): TileGroup[] {
  return basis
    .below(unit)
    .filter((child) => basis.below(child).length > 0)
    .map((group) => ({
      name: say(group.name, language),
      tiles: basis.below(group).map((commune) => ({
        name: say(commune.name, language),
        value: basis.value(indicator, commune, month).value,
        href: boardHref(commune, month, knownBy),
      })),
    }));
}

/** What stands in every picture beside the drawing; `months` are all that it shows, oldest first. */
export function frameOf(
  { basis, unit, language }: ChartQuestion,
  indicator: Indicator,
  { months, notes = [] }: { readonly months: readonly string[]; readonly notes?: readonly string[] },
): PictureFrame {
  const t = chartTexts(language);
  const reported = indicator.inputs.some(({ figure }) => figure !== undefined);
  const samples = reported ? [] : months.map((month) => basis.sample(unit, month));
  const total = (key: 'synthetic' | 'of') =>
    samples.reduce<number | undefined>(
      (sum, { [key]: each }) => (sum === undefined || each === undefined ? undefined : sum + each),
      0,
    );
  return {
    language,
    title: say(indicator.name, language),
    subtitle: `${say(unit.name, language)} · ${periodInWords(months, language)}`,
    warning:
      sampleInWords(
        { some: samples.some(({ some }) => some), synthetic: total('synthetic'), of: total('of') },
        language,
        t,
      ) ?? (months.some((month) => basis.value(indicator, unit, month).synthetic) ? t.invented : undefined),
    notes: [
      ...notes,
      [say(indicator.definition, language), isShare(indicator) ? t.perCent : undefined]
        .filter((part) => part !== undefined)
        .join(' '),
      ...(indicator.certainty === 'confirmed'
        ? []
        : [fill(t.unsure, { certainty: say(certaintyNames[indicator.certainty], language) })]),
      `${t.source}: ${fill(t.sourceWords, { date: formatDate(basis.knownBy, language) })}`,
    ],
  };
}

function periodInWords(months: readonly string[], language: Language): string {
  const [first, last] = [months[0], months.at(-1)].map((month) =>
    month === undefined ? '' : monthInWords(month, language),
  );
  if (first === last || first === undefined || last === undefined) return first ?? '';
  return fill(indicatorTexts(language).claimPeriod, { from: first, to: last.toLocaleLowerCase(language) });
}
