import { fill, formatDate, formatNumber, type Language, say } from '../../../platform/text.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { sampleInWords } from '../disclosure/texts.ts';
import type { Shape } from '../maps/outline-map.tsx';
import { tileGroups } from '../maps/tile-groups.ts';
import { boardHref, monthInWords, shown, targetInWords } from '../pages/parts.tsx';
import { type BoardRow, isShare } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { breakInWords } from '../successions/parts.tsx';
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

/** The monthly values of an indicator, broken where they cannot be compared, with the target they are measured against. */
export function seriesOf(row: BoardRow, language: Language): Series {
  const { indicator, target, series, breaks } = row;
  const starts = [undefined, ...breaks];
  return {
    segments: starts.map((start, index) => {
      const [from, to] = [start?.month ?? '', starts[index + 1]?.month ?? '9999'];
      const within = series.filter(({ month }) => month >= from && month < to);
      return {
        points: within.map(({ month, value }) => ({ label: shortMonth(month), value })),
        because:
          start &&
          fill(chartTexts(language).since, { month: shortMonth(start.month), words: breakInWords(start, language) }),
      };
    }),
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

/** The communes of a province by district, or by where districts were; none for other units. */
export function tileGroupsOf(
  { basis, unit, month, knownBy, language }: ChartQuestion,
  indicator: Indicator,
): TileGroup[] {
  if (unit.level !== 'province') return [];
  return tileGroups(basis, unit).map(({ district, former, units }) => ({
    name:
      district === undefined
        ? undefined
        : fill(former ? indicatorTexts(language).formerly : '{unit}', { unit: say(district.name, language) }),
    tiles: units.map((commune) => ({
      name: say(commune.name, language),
      value: basis.value(indicator, commune, month).value,
      href: boardHref(commune, month, knownBy),
    })),
  }));
}

/** The same communes by their borders, as far as the province brought them. */
export function shapesOf({ basis, unit, month, knownBy, language }: ChartQuestion, indicator: Indicator) {
  const units = tileGroups(basis, unit).flatMap((group) => group.units);
  return units.map(
    (commune): Shape => ({
      name: say(commune.name, language),
      value: basis.value(indicator, commune, month).value,
      href: boardHref(commune, month, knownBy),
      polygons: basis.outline(commune)?.polygons,
    }),
  );
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
