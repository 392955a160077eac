import { fill, formatDate, formatNumber, formatPercent, say } from '../../../platform/text.ts';
import { DataTable, KeyFigure, Page, Tag, useLanguage } from '../../../web/index.ts';
import { seriesOf } from '../charts/of-board.ts';
import { SeriesChart } from '../charts/series-chart.tsx';
import { compareHref } from '../comparing/address.ts';
import { comparingTexts } from '../comparing/texts.ts';
import { SomeHidden, WhyHidden } from '../disclosure/parts.tsx';
import { disclosureTexts } from '../disclosure/texts.ts';
import { Downloads } from '../downloads/links.tsx';
import { downloadTexts } from '../downloads/texts.ts';
import { type BoardRow, fewestCases, isShare, type LeagueRow } from '../queries/board.ts';
import type { Basis, MappedUnit } from '../queries/indicator-reader.ts';
import { recordsHref } from '../records/records-page.tsx';
import { recordTexts } from '../records/texts.ts';
import { BreaksTable, MapChips, mergingInWords, RecastNote } from '../successions/parts.tsx';
import { successionTexts } from '../successions/texts.ts';
import { targetTexts } from '../targets/texts.ts';
import { sharedFromInWords } from '../targets/words.ts';
import { certaintyNames, indicatorTexts } from '../texts.ts';
import { fewestMonths } from '../values/forecast.ts';
import { AsKnown, MonthChips, SampleAlert, UnitPath } from './board-page.tsx';
import {
  boardHref,
  ClaimsTable,
  indicatorHref,
  monthInWords,
  noteOrWhy,
  StandingTag,
  shown,
  targetInWords,
  valueInWords,
  valueNote,
  withQuery,
} from './parts.tsx';

export interface IndicatorPageProps {
  readonly basis: Basis;
  readonly unit: MappedUnit;
  readonly month: string;
  readonly knownBy: string | undefined;
  readonly row: BoardRow;
  /** Communes below, where there are any. */
  readonly league: readonly LeagueRow[];
}

/** One indicator of one unit: the figure, how it came about, against what, since when, and its like. */
export function IndicatorPage(props: IndicatorPageProps) {
  const { basis, unit, month, knownBy, row } = props;
  const { indicator, value, series, target } = row;
  const language = useLanguage();
  const t = indicatorTexts(language);
  const name = say(indicator.name, language);
  const unitName = say(unit.name, language);
  return (
    <Page title={`${name}: ${unitName}`} section="/chi-so" description={say(indicator.definition, language)}>
      <UnitPath basis={basis} unit={unit} last={name} />
      <h1>
        {name}: {unitName}
      </h1>
      <p class="muted">{say(indicator.definition, language)}</p>
      <AsKnown knownBy={knownBy} back={indicatorHref(unit, indicator, month)} />
      <SampleAlert basis={basis} unit={unit} month={month} />
      <RecastNote basis={basis} unit={unit} month={month} />
      <MonthChips basis={basis} month={month} href={(each) => indicatorHref(unit, indicator, each, knownBy)} />
      <MapChips
        basis={basis}
        unit={unit}
        href={(there) =>
          indicator.levels.includes(there.level)
            ? indicatorHref(there, indicator, month, knownBy)
            : boardHref(there, month, knownBy)
        }
      />
      <section class="ds-card">
        <KeyFigure
          value={value.value === undefined ? '–' : valueInWords(indicator, value, language)}
          label={name}
          share={isShare(indicator) ? value.value : undefined}
          targetShare={isShare(indicator) ? target?.value : undefined}
          target={targetInWords(row, language)}
          note={noteOrWhy(indicator, value, language)}
        />
        <WhyHidden value={value} smallest={basis.definitions.publication.smallestShown} />
      </section>
      <OutlookCard {...props} />
      {series.filter((each) => each.value !== undefined).length < 2 ? null : (
        <section class="ds-card">
          <SeriesChart
            {...seriesOf(row, language)}
            title={fill(t.chart, { indicator: name })}
            valueLabel={name}
            format={(each) => shown(indicator, each, language)}
          />
        </section>
      )}
      <BreaksTable breaks={row.breaks} monthName={(each) => monthInWords(each, language)} />
      {row.claims.length === 0 ? null : (
        <>
          <h2>{t.claims}</h2>
          <p class="muted small">{t.claimsLead}</p>
          <ClaimsTable claims={row.claims} indicator={indicator} unit={unit} />
        </>
      )}
      <League {...props} />
      <HowCounted {...props} />
      <IndicatorDownloads {...props} />
      <Belief {...props} />
    </Page>
  );
}

/** The target, the gap, and the forecast with the name of its method and how it did in the past. */
function OutlookCard({ row, unit, knownBy }: IndicatorPageProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const { indicator, target, outlook, aims } = row;
  const show = (value: number) => shown(indicator, value, language);
  const date = (day: string) => formatDate(Temporal.PlainDate.from(day), language);
  const ahead = outlook?.forecast;
  return (
    <section class="ds-card">
      <h2>{t.outlook}</h2>
      {target === undefined || outlook === undefined ? (
        <p>{t.noTarget}</p>
      ) : (
        <>
          <p>
            <StandingTag standing={outlook.standing} /> {targetInWords(row, language)}.{' '}
            {sharedFromInWords(indicator, target, language) ??
              fill(t.from, { document: say(target.document, language) })}{' '}
            <Tag>{say(certaintyNames[target.certainty], language)}</Tag>
          </p>
          {target.shared === 'not' || unit.level === 'commune' ? null : (
            <p>
              <a
                href={withQuery(`/chi-so/${unit.code}/${indicator.key}/chi-tieu`, {
                  den: target.by,
                  biet: knownBy,
                  'dia-gioi': unit.onMap,
                })}
              >
                {targetTexts(language).link}
              </a>
            </p>
          )}
          {outlook.gap === undefined || outlook.gap === 0 ? null : (
            <p>
              {t.gap}:{' '}
              <b class="num">
                {isShare(indicator)
                  ? fill(t.points, { value: formatNumber(outlook.gap * 100, language, 1) })
                  : show(outlook.gap)}
              </b>
            </p>
          )}
          {ahead === undefined ? (
            <p class="muted">{fill(t.noForecast, { months: fewestMonths })}</p>
          ) : (
            <>
              <p>
                {fill(t.forecastTo, {
                  date: date(target.by),
                  value: show(ahead.value),
                  low: show(ahead.low),
                  high: show(ahead.high),
                })}
              </p>
              <p class="muted small">
                {fill(t.methodWords, {
                  method: t.method[ahead.method],
                  tests: ahead.tests,
                  error: isShare(indicator) ? formatPercent(ahead.meanError, language) : show(ahead.meanError),
                })}
              </p>
            </>
          )}
          <p class="muted small">{t.rules}</p>
        </>
      )}
      {aims.length === 0 ? null : (
        <>
          <h3>{t.aims}</h3>
          <ul>
            {aims.map((aim) => (
              <li key={`${aim.by}${aim.value}`}>
                {fill(t.targetBy, { value: show(aim.value), date: date(aim.by) })} ({say(aim.document, language)})
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function League({ basis, unit, month, knownBy, row: { indicator }, league }: IndicatorPageProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  if (league.length < 2 || unit.level === 'commune') return null;
  return (
    <>
      <h2>{t.league}</h2>
      <p class="muted small">
        {fill(t.leagueLead, { cases: fewestCases })}{' '}
        {unit.onMap === undefined && (
          <a
            href={compareHref(
              league.slice(0, 2).map((each) => each.unit),
              month,
              knownBy,
            )}
          >
            {comparingTexts(language).title}
          </a>
        )}
      </p>
      <DataTable
        caption={t.league}
        hideCaption
        rows={league}
        rowKey={({ unit: { id } }) => id}
        columns={[
          { key: 'rank', label: t.rank, numeric: true, tight: true, cell: ({ rank }) => rank ?? '–' },
          {
            key: 'unit',
            label: t.unit,
            heading: true,
            cell: ({ unit: each }) => (
              <a href={indicatorHref(each, indicator, month, knownBy)}>{say(each.name, language)}</a>
            ),
          },
          {
            key: 'value',
            label: t.value,
            cell: ({ value }) => (
              <>
                <span class="num">{valueInWords(indicator, value, language)}</span>{' '}
                <small class="muted nowrap">{valueNote(indicator, value, language)}</small>
              </>
            ),
          },
        ]}
      />
      <SomeHidden values={league.map(({ value }) => value)} smallest={basis.definitions.publication.smallestShown} />
    </>
  );
}

function HowCounted({ basis, row: { indicator, value }, unit, month, knownBy }: IndicatorPageProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const named = [...indicator.inputs, ...basis.definitions.figures];
  const nameOf = (key: string) => {
    const found = named.find((each) => each.key === key);
    return found === undefined ? key : say(found.name, language);
  };
  return (
    <section class="ds-card">
      <h2>{t.howCounted}</h2>
      <p>
        {t.formula}: <code>{indicator.formula.source}</code>
      </p>
      <p>
        {successionTexts(language).whenMerged}: {mergingInWords(indicator, nameOf, language)}.
      </p>
      <DataTable
        caption={t.inputs}
        rows={indicator.inputs}
        rowKey={({ key }) => key}
        columns={[
          { key: 'key', label: t.input, heading: true, cell: ({ key }) => <code>{key}</code> },
          { key: 'name', label: t.inputs, wide: true, cell: ({ name }) => say(name, language) },
          {
            key: 'from',
            label: t.source,
            cell: ({ figure }) => (figure === undefined ? t.measuredHere : t.reported),
          },
          {
            key: 'value',
            label: t.value,
            numeric: true,
            cell: ({ key }) =>
              value.inputs[key] === undefined
                ? value.hidden === undefined
                  ? t.notYet
                  : disclosureTexts(language)[value.hidden]
                : formatNumber(value.inputs[key], language),
          },
          // Of an earlier day's figure the records are not kept.
          ...(knownBy === undefined && unit.onMap === undefined
            ? [
                {
                  key: 'records',
                  label: recordTexts(language).forStaff,
                  cell: ({ key, measure }: (typeof indicator.inputs)[number]) => (
                    <a href={recordsHref({ unit, indicator, month, input: key })} rel="nofollow">
                      {measure === undefined ? recordTexts(language).openReports : recordTexts(language).openDossiers}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

function IndicatorDownloads({ unit, month, knownBy, league, row: { indicator } }: IndicatorPageProps) {
  const language = useLanguage();
  const t = downloadTexts(language);
  const file = (label: string, path: string) => ({
    label,
    href: withQuery(`/chi-so/${unit.code}/${indicator.key}${path}`, {
      thang: month,
      biet: knownBy,
      'dia-gioi': unit.onMap,
    }),
  });
  const map = (label: string, format: string) => ({
    label,
    href: withQuery(`/chi-so/${unit.code}/ban-do.${format}`, {
      'chi-tieu': indicator.key,
      thang: month,
      biet: knownBy,
      'dia-gioi': unit.onMap,
    }),
  });
  return (
    <Downloads
      groups={[
        {
          label: t.seriesSheet,
          files: [
            file('CSV', '.csv'),
            file('Excel', '.xlsx'),
            file('JSON', '.json'),
            file('SVG', '.svg'),
            file('PNG', '.png'),
          ],
        },
        ...(league.length < 2
          ? []
          : [
              {
                label: t.league,
                files: [file('CSV', '/xep-hang.csv'), file('Excel', '/xep-hang.xlsx'), file('JSON', '/xep-hang.json')],
              },
            ]),
        ...(league.length < 2 || unit.level === 'district'
          ? []
          : [{ label: t.map, files: [map('SVG', 'svg'), map('PNG', 'png')] }]),
      ]}
    />
  );
}

/** Asks for what was known on an earlier day: the published figure of that day comes again. */
function Belief({ basis, unit, month, row: { indicator } }: IndicatorPageProps) {
  const t = indicatorTexts(useLanguage());
  return (
    <section class="ds-card">
      <h2>{t.belief}</h2>
      <p class="muted small">{t.beliefLead}</p>
      <form class="actions" action={`/chi-so/${unit.code}/${indicator.key}`} method="get">
        <input type="hidden" name="thang" value={month} />
        {unit.onMap === undefined ? null : <input type="hidden" name="dia-gioi" value={unit.onMap} />}
        <label class="ds-label" for="biet">
          {t.day}
        </label>
        <input class="ds-input" type="date" id="biet" name="biet" max={basis.today.toString()} required />
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.show}
        </button>
      </form>
    </section>
  );
}
