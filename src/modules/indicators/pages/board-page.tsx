import { fill, formatDate, formatDateTime, formatNumber, say } from '../../../platform/text.ts';
import { Alert, Breadcrumbs, ChipLinks, DataTable, EmptyState, Grid, Page, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import { shapesOf, shortMonth, tileGroupsOf } from '../charts/of-board.ts';
import { TileMap } from '../charts/tile-map.tsx';
import { compareHref } from '../comparing/address.ts';
import { comparingTexts } from '../comparing/texts.ts';
import { SomeHidden } from '../disclosure/parts.tsx';
import { sampleInWords } from '../disclosure/texts.ts';
import { Downloads } from '../downloads/links.tsx';
import { downloadTexts } from '../downloads/texts.ts';
import { OutlineMap } from '../maps/outline-map.tsx';
import { openDataTexts } from '../open-data/texts.ts';
import { quarterKey, quarterOf } from '../quarterly/quarter.ts';
import { type BoardRow, parentOf } from '../queries/board.ts';
import type { Basis, MappedUnit } from '../queries/indicator-reader.ts';
import { MapChips, RecastNote } from '../successions/parts.tsx';
import { sharedShort } from '../targets/words.ts';
import { indicatorTexts } from '../texts.ts';
import { gapInWords, Headline, type HeadlineProps, InOneSentence } from './headline.tsx';
import {
  boardHref,
  indicatorHref,
  monthInWords,
  StandingTag,
  shown,
  targetInWords,
  valueInWords,
  valueNote,
  withQuery,
} from './parts.tsx';

export interface BoardPageProps {
  readonly basis: Basis;
  readonly unit: MappedUnit;
  /** Undefined where nothing was counted yet. */
  readonly month: string | undefined;
  /** The day as of which it is told, where that is not today. */
  readonly knownBy: string | undefined;
  readonly rows: readonly BoardRow[];
}

/** Where a unit stands: main figures against their targets, all indicators, and the units below it. */
export function BoardPage(props: BoardPageProps) {
  const { basis, unit, month } = props;
  const language = useLanguage();
  const t = indicatorTexts(language);
  const name = say(unit.name, language);
  return (
    <Page title={fill(t.titleOf, { unit: name })} section="/chi-so" description={t.description}>
      <UnitPath basis={basis} unit={unit} />
      <h1>{fill(t.titleOf, { unit: name })}</h1>
      <p class="muted">
        {t.lead}{' '}
        {basis.countedTo === undefined ? null : fill(t.countedTo, { time: formatDateTime(basis.countedTo, language) })}
      </p>
      <AsKnown {...props} back={boardHref(unit, month)} />
      {month === undefined ? <EmptyState title={t.empty}>{t.emptyText}</EmptyState> : <Body {...props} month={month} />}
      <Editions basis={basis} />
    </Page>
  );
}

function Body({ basis, unit, month, knownBy, rows }: BoardPageProps & { readonly month: string }) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const headlines = rows.filter(({ indicator }) => indicator.headline !== undefined);
  const measured = basis.definitions.indicators.filter(({ inputs }) =>
    inputs.every(({ figure }) => figure === undefined),
  );
  return (
    <>
      <SampleAlert basis={basis} unit={unit} month={month} />
      <RecastNote basis={basis} unit={unit} month={month} />
      <MonthChips basis={basis} month={month} href={(each) => boardHref(unit, each, knownBy)} />
      <MapChips basis={basis} unit={unit} href={(there) => boardHref(there, month, knownBy)} />
      <h2>{t.headline}</h2>
      <InOneSentence rows={headlines} />
      <section class="ds-card">
        <Grid columns={2}>
          {headlines.map((row) => (
            <Headline key={row.indicator.key} basis={basis} row={row} unit={unit} month={month} knownBy={knownBy} />
          ))}
        </Grid>
      </section>
      <h2>{t.all}</h2>
      <p class="muted small">
        {fill(t.automatic, { measured: measured.length, all: basis.definitions.indicators.length })}
      </p>
      <IndicatorTable rows={rows} unit={unit} month={month} knownBy={knownBy} />
      <SomeHidden values={rows.map(({ value }) => value)} smallest={basis.definitions.publication.smallestShown} />
      <UnitMap basis={basis} unit={unit} month={month} headline={headlines[0]} knownBy={knownBy} />
      <Below basis={basis} unit={unit} month={month} knownBy={knownBy} headline={headlines[0]} />
      {unit.onMap === undefined && (
        <p>
          <a href={compareHref([unit], month, knownBy)}>{comparingTexts(language).linkFrom}</a>
        </p>
      )}
      <BoardDownloads basis={basis} unit={unit} month={month} knownBy={knownBy} />
    </>
  );
}

function IndicatorTable({
  rows,
  unit,
  month,
  knownBy,
}: Omit<HeadlineProps, 'row' | 'basis'> & { readonly rows: readonly BoardRow[] }) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  return (
    <DataTable
      caption={t.all}
      hideCaption
      rows={rows}
      rowKey={({ indicator }) => indicator.key}
      columns={[
        {
          key: 'indicator',
          label: t.indicator,
          heading: true,
          wide: true,
          cell: ({ indicator }) => (
            <a href={indicatorHref(unit, indicator, month, knownBy)}>{say(indicator.name, language)}</a>
          ),
        },
        {
          key: 'value',
          label: t.value,
          cell: ({ indicator, value }) => (
            <>
              <span class="num">{valueInWords(indicator, value, language)}</span>
              <br />
              <span class="muted small">{valueNote(indicator, value, language)}</span>
            </>
          ),
        },
        {
          key: 'target',
          label: t.target,
          cell: (row) => {
            const shared = row.target && sharedShort(row.indicator, row.target, language);
            return (
              <>
                {targetInWords(row, language) ?? t.noTarget}
                {shared === undefined ? null : <small class="muted"> {shared}</small>}
              </>
            );
          },
        },
        {
          key: 'gap',
          label: t.gap,
          cell: (row) => gapInWords(row, language) ?? '–',
        },
        {
          key: 'standing',
          label: t.standing,
          cell: ({ outlook }) => (outlook === undefined ? '–' : <StandingTag standing={outlook.standing} />),
        },
      ]}
    />
  );
}

interface BelowProps extends Pick<BoardPageProps, 'basis' | 'unit' | 'knownBy'> {
  readonly month: string;
  readonly headline: BoardRow | undefined;
}

function Below({ basis, unit, month, knownBy, headline }: BelowProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const below = basis.below(unit);
  if (below.length === 0) return null;
  const { smallestShown } = basis.definitions.publication;
  const valueFor = (child: Unit) =>
    headline === undefined ? undefined : basis.value(headline.indicator, child, month);
  return (
    <>
      <h2>{t.below}</h2>
      <DataTable
        caption={t.below}
        hideCaption
        rows={below}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'unit',
            label: t.unit,
            heading: true,
            cell: (child) => <a href={boardHref(child, month, knownBy)}>{say(child.name, language)}</a>,
          },
          ...(headline === undefined
            ? []
            : [
                {
                  key: 'value',
                  label: say(headline.indicator.name, language),
                  cell: (child: Unit) => {
                    const value = valueFor(child);
                    if (value === undefined) return '–';
                    return (
                      <>
                        <span class="num">{valueInWords(headline.indicator, value, language)}</span>{' '}
                        <small class="muted nowrap">{valueNote(headline.indicator, value, language)}</small>
                      </>
                    );
                  },
                },
              ]),
        ]}
      />
      <SomeHidden values={below.flatMap((child) => valueFor(child) ?? [])} smallest={smallestShown} />
    </>
  );
}

/** The communes of the province as tiles, by the first main figure. */
function UnitMap({ basis, unit, month, headline, knownBy }: BelowProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const groups =
    headline === undefined ? [] : tileGroupsOf({ basis, unit, month, knownBy, language }, headline.indicator);
  if (headline === undefined || groups.length === 0) return null;
  return (
    <section class="ds-card">
      <h2>{t.map}</h2>
      <p class="muted small">
        {say(headline.indicator.name, language)}.{' '}
        {groups.some(({ name }) => name !== undefined) ? t.mapLead : t.mapLeadWhole}
      </p>
      <OutlineMap
        shapes={shapesOf({ basis, unit, month, knownBy, language }, headline.indicator)}
        title={say(headline.indicator.name, language)}
        format={(value) => shown(headline.indicator, value, language)}
      />
      <TileMap groups={groups} format={(value) => shown(headline.indicator, value, language)} />
    </section>
  );
}

function Editions({ basis }: { basis: Basis }) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const { editions } = basis.definitions;
  if (editions.length === 0) return null;
  return (
    <>
      <h2>{t.editions}</h2>
      <p class="muted small">{t.editionsLead}</p>
      <DataTable
        caption={t.editions}
        hideCaption
        rows={editions}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'name',
            label: t.edition,
            heading: true,
            wide: true,
            cell: (edition) => <a href={`/bo-chi-so/${edition.key}`}>{say(edition.name, language)}</a>,
          },
          {
            key: 'document',
            label: t.document,
            cell: ({ document }) =>
              `${document.number}, ${formatDate(Temporal.PlainDate.from(document.date), language)}`,
          },
        ]}
      />
    </>
  );
}

function BoardDownloads({ basis, unit, month, knownBy }: Omit<BelowProps, 'headline'>) {
  const language = useLanguage();
  const t = downloadTexts(language);
  const query = { thang: month, biet: knownBy, 'dia-gioi': unit.onMap };
  const file = (label: string, path: string) => ({ label, href: withQuery(`/chi-so/${unit.code}${path}`, query) });
  const hasMap = basis.below(unit).some((child) => basis.below(child).length > 0);
  const report = { quy: quarterKey(quarterOf(month)), biet: knownBy };
  return (
    <Downloads
      groups={[
        {
          label: t.boardSheet,
          files: [file('CSV', '.csv'), file('Excel', '.xlsx'), file('JSON', '.json')],
        },
        ...(hasMap ? [{ label: t.map, files: [file('SVG', '/ban-do.svg'), file('PNG', '/ban-do.png')] }] : []),
        { label: openDataTexts(language).link, files: [{ label: 'DCAT', href: '/du-lieu-mo' }] },
        // The report is by the units of the day.
        ...(unit.onMap === undefined
          ? [{ label: t.report, files: [{ label: 'PDF', href: withQuery(`/chi-so/${unit.code}/bao-cao`, report) }] }]
          : []),
      ]}
    />
  );
}

/** Says how much of a month is invented. */
export function SampleAlert({ basis, unit, month }: { basis: Basis; unit: Unit; month: string }) {
  const language = useLanguage();
  const words = sampleInWords(basis.sample(unit, month), language, indicatorTexts(language));
  return words === undefined ? null : <Alert kind="warning">{words}</Alert>;
}

/** Says that an earlier day's knowledge is shown, with the way back. */
export function AsKnown({ knownBy, back }: { knownBy: string | undefined; back: string }) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  if (knownBy === undefined) return null;
  return (
    <Alert kind="info">
      {fill(t.asKnown, { date: formatDate(Temporal.PlainDate.from(knownBy), language) })}{' '}
      <a href={back}>{t.backToNow}</a>
    </Alert>
  );
}

export function MonthChips({ basis, month, href }: { basis: Basis; month: string; href: (month: string) => string }) {
  const language = useLanguage();
  const now = basis.knownBy.toString().slice(0, 7);
  return (
    <ChipLinks
      label={indicatorTexts(language).months}
      chips={basis.months.slice(-12).map((each) => ({
        href: href(each),
        // Short, so that a year of them leaves room for the figures on a phone.
        label: each === month || each === now ? monthInWords(each, language, each === now) : shortMonth(each),
        current: each === month,
      }))}
    />
  );
}

export function UnitPath({ basis, unit, last }: { basis: Basis; unit: Unit; last?: string | undefined }) {
  const language = useLanguage();
  const path: Unit[] = [];
  for (let at: Unit | undefined = unit; at !== undefined; at = parentOf(basis, at)) path.unshift(at);
  const items = path.map((each) => ({ label: say(each.name, language), href: boardHref(each) }));
  if (last !== undefined) return <Breadcrumbs items={[...items, { label: last }]} />;
  if (items.length < 2) return null;
  return (
    <Breadcrumbs items={items.map((item, index) => (index === items.length - 1 ? { label: item.label } : item))} />
  );
}
