import { fill, formatNumber, type Language, say } from '../../../platform/text.ts';
import { DescriptionList, KeyFigure, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import { type BoardRow, isShare, parentOf } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { sharedShort } from '../targets/words.ts';
import { indicatorTexts } from '../texts.ts';
import { standsSince, stillNeeded } from '../values/position.ts';
import { indicatorHref, monthInWords, noteOrWhy, StandingTag, shown, targetInWords, valueInWords } from './parts.tsx';

export interface HeadlineProps {
  readonly basis: Basis;
  readonly row: BoardRow;
  readonly unit: Unit;
  readonly month: string;
  readonly knownBy: string | undefined;
}

/** How many of the main figures are where they should be. */
export function InOneSentence({ rows }: { rows: readonly BoardRow[] }) {
  const t = indicatorTexts(useLanguage());
  const judged = rows.filter(({ target, value }) => target !== undefined && value.value !== undefined);
  const missed = judged.filter(({ outlook }) => outlook?.standing !== 'reached').length;
  const unreported = rows.filter(({ value }) => value.state === 'missing').length;
  return (
    <p>
      {judged.length === 0
        ? null
        : `${missed === 0 ? t.allReached : fill(t.inOneSentence, { missed, withTarget: judged.length })} `}
      {unreported === 0 ? null : fill(t.unreported, { count: unreported })}
    </p>
  );
}

/** One main figure: where the unit stands, against what, since when, and what to do. What others published stands under it with their own numbers. */
export function Headline(props: HeadlineProps) {
  const { row, unit, month, knownBy } = props;
  const language = useLanguage();
  const t = indicatorTexts(language);
  const { indicator, value, target, claims, outlook } = row;
  return (
    <div>
      <KeyFigure
        value={value.value === undefined ? '–' : valueInWords(indicator, value, language)}
        label={say(indicator.name, language)}
        href={indicatorHref(unit, indicator, month, knownBy)}
        share={isShare(indicator) ? value.value : undefined}
        targetShare={isShare(indicator) ? target?.value : undefined}
        note={noteOrWhy(indicator, value, language)}
      />
      {outlook === undefined || outlook.standing === 'unknown' ? null : <StandingTag standing={outlook.standing} />}
      <DescriptionList
        small
        items={[
          { term: t.against, value: against(props, language) },
          { term: t.since, value: since(row, language) },
          { term: t.toDo, value: <ToDo {...props} /> },
        ].flatMap(({ term, value: words }) => (words === undefined ? [] : [{ term, value: words }]))}
      />
      {claims.length === 0 ? null : (
        <p class="small muted">
          {t.claims}:{' '}
          {claims
            .map(
              (claim) =>
                `${claim.unit === unit.code ? '' : `${t.country} `}${shown(indicator, claim.value, language)} (${say(claim.source, language)})`,
            )
            .join('; ')}
          .
        </p>
      )}
    </div>
  );
}

/** The gap in words: a share is away by percentage points. */
export function gapInWords({ indicator, outlook }: BoardRow, language: Language): string | undefined {
  if (outlook?.gap === undefined) return undefined;
  if (!isShare(indicator)) return formatNumber(outlook.gap, language);
  return fill(indicatorTexts(language).points, { value: formatNumber(outlook.gap * 100, language, 1) });
}

function against({ basis, row, unit, month }: HeadlineProps, language: Language): string | undefined {
  const t = indicatorTexts(language);
  const { indicator, outlook } = row;
  const target = targetInWords(row, language);
  const gap = outlook?.standing === 'reached' ? undefined : gapInWords(row, language);
  const above = parentOf(basis, unit);
  const theirs = above && basis.value(indicator, above, month).value;
  const parts = [
    target && fill(t.againstTarget, { target }),
    row.target && sharedShort(indicator, row.target, language),
    gap && fill(t.gapOf, { gap }),
    above && theirs !== undefined
      ? fill(t.ofAbove, { unit: say(above.name, language), value: shown(indicator, theirs, language) })
      : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

function since({ indicator, run: series, target }: BoardRow, language: Language): string | undefined {
  const t = indicatorTexts(language);
  const before = series.at(-2)?.value;
  const stands = target && standsSince(series, target.value, indicator.better);
  const month = stands && monthInWords(stands.month, language).toLocaleLowerCase(language);
  const parts = [
    stands &&
      `${fill(stands.reached ? t.sinceReached : t.sinceMissed, { month: month ?? '' })}${stands.sinceFirst ? t.sinceFirst : ''}`,
    before === undefined ? undefined : fill(t.monthBefore, { value: shown(indicator, before, language) }),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** Something a unit can begin with today; words of the province stand behind what is worked out. */
function ToDo({ row, unit, month, knownBy }: HeadlineProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const { indicator, value, target, outlook } = row;
  const advice = indicator.advice && say(indicator.advice, language);
  const silent = value.coverage === undefined ? 0 : value.coverage.units - value.coverage.reported;
  if (value.coverage !== undefined && silent > 0) {
    // The unit's own duty, or who below it is waited for.
    if (value.coverage.units === 1) return <a href="/mot-cua/so-lieu">{t.report}</a>;
    return (
      <>
        {fill(t.notReported, { count: silent })}{' '}
        <a href={indicatorHref(unit, indicator, month, knownBy)}>{t.whoReported}</a>
      </>
    );
  }
  if (outlook?.standing === 'reached') return <>{t.keep}</>;
  const needed = target && stillNeeded(indicator, value, target.value);
  const [counted, base] = indicator.inputs;
  if (needed === undefined || counted === undefined || base === undefined) return <>{advice ?? '–'}</>;
  const name = say(counted.name, language);
  return (
    <>
      {fill(indicator.better === 'up' ? t.needMore : t.needFewer, {
        count: formatNumber(needed, language),
        input: `${name.charAt(0).toLocaleLowerCase(language)}${name.slice(1)}`,
        base: formatNumber(value.inputs[base.key] ?? 0, language),
      })}{' '}
      {advice}
    </>
  );
}
