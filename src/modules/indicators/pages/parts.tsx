import { fill, formatDate, formatNumber, formatPercent, type Language, say } from '../../../platform/text.ts';
import { DataTable, Tag, type TagTone, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Claim, Indicator } from '../definitions/model.ts';
import { disclosureTexts } from '../disclosure/texts.ts';
import { type BoardRow, isShare } from '../queries/board.ts';
import type { MappedUnit } from '../queries/indicator-reader.ts';
import { certaintyNames, indicatorTexts, standingNames, valueStates } from '../texts.ts';
import type { Value } from '../values/model.ts';
import type { Standing } from '../values/standing.ts';

export function boardHref({ code, parentId, onMap }: MappedUnit, month?: string, knownBy?: string): string {
  const query = { thang: month, biet: knownBy, 'dia-gioi': onMap };
  return withQuery(parentId === undefined ? '/chi-so' : `/chi-so/${code}`, query);
}

export function indicatorHref(
  { code, onMap }: MappedUnit,
  { key }: Indicator,
  month?: string,
  knownBy?: string,
): string {
  return withQuery(`/chi-so/${code}/${key}`, { thang: month, biet: knownBy, 'dia-gioi': onMap });
}

export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
}

export function monthInWords(month: string, language: Language, underWay = false): string {
  const [year = '', number] = month.split('-');
  const t = indicatorTexts(language);
  return fill(underWay ? t.monthUnderWay : t.month, { month: Number(number), year });
}

/** A share as per cent, a quantity as it is. */
export function shown(indicator: Indicator, value: number, language: Language): string {
  return isShare(indicator) ? formatPercent(value, language) : formatNumber(value, language);
}

/** The value, or in a word why there is none. */
export function valueInWords(indicator: Indicator, value: Value, language: Language): string {
  if (value.value !== undefined) return shown(indicator, value.value, language);
  if (value.hidden !== undefined) return disclosureTexts(language)[value.hidden];
  const { state } = value;
  return indicatorTexts(language)[
    valueStates[state === 'known' || state === 'partly' || state === 'hidden' ? 'missing' : state]
  ];
}

/** `12 trên 300`: a share is never without what it is a share of; with it how many units have reported. */
export function countsNote(indicator: Indicator, { inputs, coverage }: Value, language: Language): string {
  const t = indicatorTexts(language);
  const [counted, base] = indicator.inputs.map(({ key }) => inputs[key]);
  const counts =
    isShare(indicator) && indicator.inputs.length === 2 && counted !== undefined && base !== undefined
      ? fill(t.ofCounts, { numerator: formatNumber(counted, language), base: formatNumber(base, language) })
      : undefined;
  // Of a unit that reports for itself alone, "no data yet" says it all.
  const waiting = coverage !== undefined && coverage.units > 1 && coverage.reported < coverage.units;
  return together([counts, waiting ? fill(t.coverage, { ...coverage }) : undefined]);
}

/** The counts, how old reported numbers are, and whether they were invented. */
export function valueNote(indicator: Indicator, value: Value, language: Language): string {
  const t = indicatorTexts(language);
  const { reportedTo, synthetic } = value;
  const upTo = reportedTo === undefined ? undefined : fill(t.reportedTo, { date: formatDate(reportedTo, language) });
  return together([countsNote(indicator, value, language), upTo, synthetic ? t.invented : undefined]);
}

const together = (parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');

/** Under a big figure: what it is a share of; where there is none, why, and who has reported. */
export function noteOrWhy(indicator: Indicator, value: Value, language: Language): string {
  const note = valueNote(indicator, value, language);
  if (value.value !== undefined) return note;
  return [valueInWords(indicator, value, language), note].filter((part) => part !== '').join(' · ');
}

export function targetInWords({ indicator, target }: BoardRow, language: Language): string | undefined {
  if (target === undefined) return undefined;
  return fill(indicatorTexts(language).targetBy, {
    value: shown(indicator, target.value, language),
    date: formatDate(Temporal.PlainDate.from(target.by), language),
  });
}

const tones: Readonly<Record<Standing, TagTone>> = {
  reached: 'ok',
  'on-track': 'ok',
  'at-risk': 'soon',
  'off-track': 'late',
  unknown: 'neutral',
};

export function StandingTag({ standing }: { standing: Standing }) {
  const language = useLanguage();
  return <Tag tone={tones[standing]}>{say(standingNames[standing], language)}</Tag>;
}

/** What others published, each with its own way of counting and how sure it is. */
export function ClaimsTable({
  claims,
  indicator,
  unit,
}: {
  claims: readonly Claim[];
  indicator: Indicator;
  unit: Unit;
}) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const day = (date: string) => formatDate(Temporal.PlainDate.from(date), language);
  return (
    <DataTable
      caption={t.claims}
      hideCaption
      rows={claims}
      rowKey={(_claim, index) => String(index)}
      columns={[
        {
          key: 'value',
          label: t.value,
          heading: true,
          cell: (claim) => (
            <>
              <b class="num">{shown(indicator, claim.value, language)}</b>
              <br />
              <span class="muted small">{claim.unit === unit.code ? say(unit.name, language) : t.country}</span>
            </>
          ),
        },
        {
          key: 'period',
          label: t.period,
          cell: (claim) =>
            claim.from === claim.to
              ? day(claim.from)
              : fill(t.claimPeriod, { from: day(claim.from), to: day(claim.to) }),
        },
        { key: 'how', label: t.howCounted, wide: true, cell: (claim) => say(claim.definition, language) },
        {
          key: 'source',
          label: t.source,
          wide: true,
          cell: (claim) => (
            <>
              {say(claim.source, language)} <Tag>{say(certaintyNames[claim.certainty], language)}</Tag>
            </>
          ),
        },
      ]}
    />
  );
}
