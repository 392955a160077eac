import { fill, formatDate, type Language, say } from '../../../platform/text.ts';
import { Alert, ChipLinks, DataTable, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import type { Basis, MappedUnit } from '../queries/indicator-reader.ts';
import { mergingRuleOf } from './merging-rule.ts';
import type { SeriesBreak } from './series-breaks.ts';
import { breakNames, ruleNames, successionTexts } from './texts.ts';
import type { UnitMap } from './unit-maps.ts';

/** More names than this say less than their number. */
const namesShown = 12;

function mapInWords({ from, until }: UnitMap, language: Language): string {
  const t = successionTexts(language);
  const day = (date: Temporal.PlainDate) => formatDate(date, language);
  if (from !== undefined && until !== undefined) return fill(t.between, { from: day(from), until: day(until) });
  return from === undefined
    ? fill(t.before, { until: until === undefined ? '' : day(until) })
    : fill(t.from, { from: day(from) });
}

/** The boundaries that one may see the figures by; nothing where they never changed. */
export function MapChips({ basis, unit, href }: { basis: Basis; unit: Unit; href: (there: MappedUnit) => string }) {
  const language = useLanguage();
  if (basis.maps.length < 2) return null;
  return (
    <ChipLinks
      label={successionTexts(language).maps}
      chips={basis.maps.flatMap((map) => {
        const there = basis.counterpart(unit, map);
        return there === undefined
          ? []
          : [{ href: href(there), label: mapInWords(map, language), current: map === basis.map }];
      })}
    />
  );
}

/** Says of which units of before a month's figures are, and what cannot be told. */
export function RecastNote({ basis, unit, month }: { basis: Basis; unit: Unit; month: string }) {
  const language = useLanguage();
  const t = successionTexts(language);
  const { whole, divided } = basis.madeOf(unit, month);
  const names = (units: readonly Unit[]) => units.map(({ name }) => say(name, language)).join(', ');
  const name = say(unit.name, language);
  if (divided.length > 0)
    return <Alert kind="warning">{fill(t.dividedInto, { unit: name, parts: names(divided) })}</Alert>;
  if (whole.length === 0) return null;
  return (
    <Alert kind="info">
      {whole.length > namesShown
        ? fill(t.madeOfMany, { unit: name, count: whole.length })
        : fill(t.madeOf, { unit: name, parts: names(whole) })}
    </Alert>
  );
}

/** What becomes of the indicator when units merge. */
export function mergingInWords(indicator: Indicator, nameOf: (key: string) => string, language: Language): string {
  const rule = mergingRuleOf(indicator);
  return fill(say(ruleNames[rule], language), { base: nameOf(indicator.mergedBy ?? '') });
}

/** `cách tính đổi: công thức “a / b” thành “a / c”. Lý do …` */
export function breakInWords({ kind, note, formula }: SeriesBreak, language: Language): string {
  const change = formula && fill(successionTexts(language).formulaChange, formula);
  const why = note && say(note, language);
  return [say(breakNames[kind], language), [change, why].filter((part) => part !== undefined).join('. ')]
    .filter((part) => part !== '')
    .join(': ');
}

export function BreaksTable({
  breaks,
  monthName,
}: {
  breaks: readonly SeriesBreak[];
  monthName: (month: string) => string;
}) {
  const language = useLanguage();
  const t = successionTexts(language);
  if (breaks.length === 0) return null;
  return (
    <>
      <h2>{t.breaks}</h2>
      <p class="muted small">{t.breaksLead}</p>
      <DataTable
        caption={t.breaks}
        hideCaption
        rows={breaks}
        rowKey={({ month }) => month}
        columns={[
          { key: 'month', label: t.since, heading: true, cell: ({ month }) => monthName(month) },
          { key: 'what', label: t.what, wide: true, cell: (each) => breakInWords(each, language) },
        ]}
      />
    </>
  );
}
