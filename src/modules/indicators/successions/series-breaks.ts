import type { Words } from '../../../platform/errors.ts';
import type { Unit } from '../../territory/index.ts';
import type { Definitions, FigureDefinition, Indicator } from '../definitions/model.ts';
import { mergingRuleOf } from './merging-rule.ts';

/** Why values from a month on cannot be compared with those before it. */
export interface SeriesBreak {
  /** First month of the new. */
  readonly month: string;
  readonly kind: 'formula' | 'definition' | 'source' | 'units';
  /** What the file says about it. */
  readonly note: Words | undefined;
  /** Formulas before and after, where they differ. */
  readonly formula: { readonly before: string; readonly after: string } | undefined;
}

/** What is asked of the figures to find breaks. */
export interface BrokenSeries {
  readonly months: readonly string[];
  definitionsOn(month: string): Definitions;
  madeOf(unit: Unit, month: string): { readonly whole: readonly Unit[]; readonly divided: readonly Unit[] };
}

/** Every break of an indicator's series for a unit, oldest first. A change that the file calls comparable is none, nor is one of names or targets. */
export function seriesBreaks(series: BrokenSeries, { key }: Indicator, unit: Unit): SeriesBreak[] {
  return series.months.slice(1).flatMap((month, index): SeriesBreak[] => {
    const earlier = series.months[index] as string;
    const [before, after] = [earlier, month].map((each) => versionIn(series.definitionsOn(each), key));
    if (before === undefined || after === undefined) return [];
    const found = changeOf(before, after);
    if (found !== undefined) return [{ month, note: after.indicator.changed?.note, ...found }];
    const [past, now] = [series.madeOf(unit, earlier), series.madeOf(unit, month)];
    const began =
      now.whole.length === 0 && now.divided.length === 0 && (past.whole.length > 1 || past.divided.length > 0);
    const anew = past.divided.length > 0 || mergingRuleOf(after.indicator) === 'restart';
    return began && anew ? [{ month, kind: 'units', note: undefined, formula: undefined }] : [];
  });
}

interface Version {
  readonly indicator: Indicator;
  readonly figures: readonly FigureDefinition[];
}

function versionIn({ indicators, figures }: Definitions, key: string): Version | undefined {
  const indicator = indicators.find((each) => each.key === key);
  if (indicator === undefined) return undefined;
  const used = new Set(indicator.inputs.flatMap(({ figure }) => figure ?? []));
  return { indicator, figures: figures.filter((figure) => used.has(figure.key)) };
}

function changeOf(before: Version, after: Version): Pick<SeriesBreak, 'kind' | 'formula'> | undefined {
  const [a, b] = [before.indicator, after.indicator];
  if (a === b && before.figures.every((figure, index) => figure === after.figures[index])) return undefined;
  if (b.changed?.comparable === true && a !== b) return undefined;
  if (a.formula.source !== b.formula.source)
    return { kind: 'formula', formula: { before: a.formula.source, after: b.formula.source } };
  const same = (pick: (version: Version) => unknown) => JSON.stringify(pick(before)) === JSON.stringify(pick(after));
  if (
    !same(({ indicator }) =>
      indicator.inputs.map(({ key, measure, figure, components }) => [key, measure, figure, components]),
    )
  )
    return { kind: 'source', formula: undefined };
  const meaning = ({ indicator, figures }: Version) => [
    indicator.definition.vi,
    figures.map(({ key, definition, unit, level, kind }) => [key, definition.vi, unit, level, kind]),
  ];
  return same(meaning) ? undefined : { kind: 'definition', formula: undefined };
}
