import { fill, formatDateTime, formatNumber, formatPercent, type Language } from '../../../platform/text.ts';
import {
  Alert,
  BarChart,
  Breadcrumbs,
  ChipLinks,
  EmptyState,
  Grid,
  KeyFigure,
  Page,
  useLanguage,
} from '../../../web/index.ts';
import {
  childrenOf,
  type Figures,
  figuresOf,
  finishedMonths,
  type ProgressTree,
  shareOf,
  type UnitProgress,
} from '../model.ts';
import { progressTexts } from '../texts.ts';
import { monthInWords, monthShort, progressHref } from './addresses.ts';
import { countInWords, FiguresByMonth, FiguresByUnit } from './figures-tables.tsx';
import { ByProcedure, type ProcedureCounts } from './procedure-counts.tsx';

export interface ProgressTarget {
  readonly share: number;
  readonly words: { readonly vi: string; readonly en: string };
}

export interface ProgressPageProps {
  readonly tree: ProgressTree;
  readonly progress: UnitProgress;
  /** One month, or all of them. */
  readonly month: string | undefined;
  /** A month was asked for that has no figures: all of them are shown instead. */
  readonly unknownMonth: boolean;
  readonly target: ProgressTarget | undefined;
  /** Of a commune, in a month that is over. */
  readonly procedures: ProcedureCounts | undefined;
}

/** How far a unit has come: province, district or commune. */
export function ProgressPage(props: ProgressPageProps) {
  const { tree, progress, month } = props;
  const language = useLanguage();
  const t = progressTexts(language);
  const name = progress.unit.name[language];
  const figures = figuresOf(progress, month);
  return (
    <Page title={fill(t.titleOf, { unit: name })} section="/tien-do" description={t.description}>
      <UnitPath tree={tree} progress={progress} />
      <h1>{fill(t.titleOf, { unit: name })}</h1>
      <p class="muted">
        {t.lead}{' '}
        {tree.countedTo === undefined ? null : fill(t.countedTo, { time: formatDateTime(tree.countedTo, language) })}
      </p>
      {props.unknownMonth ? (
        <Alert kind="warning" title={t.unknownMonth} live>
          {t.unknownMonthText}
        </Alert>
      ) : null}
      {figures.synthetic === 0 ? null : <Alert kind="warning">{syntheticWords(figures, language)}</Alert>}
      <ChipLinks label={t.months} chips={monthChips(tree, progress, month, language)} />
      {figures.received === 0 && figures.finished === 0 ? (
        <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
      ) : (
        <Body {...props} figures={figures} />
      )}
      <p class="muted small">{t.whyNotPublic}</p>
      <HowCounted month={props.procedures?.month ?? finishedMonths(tree).at(-1)} />
    </Page>
  );
}

function Body({
  tree,
  progress,
  month,
  target,
  procedures,
  figures,
}: ProgressPageProps & { readonly figures: Figures }) {
  const language = useLanguage();
  const t = progressTexts(language);
  const below = childrenOf(tree, progress).filter((child) => figuresOf(child, month).received !== 0);
  return (
    <>
      <HeadFigures figures={figures} target={target} />
      <Charts tree={tree} progress={progress} month={month} target={target} below={below} />
      {below.length === 0 ? null : <FiguresByUnit title={t.byUnit} units={below} month={month} total={figures} />}
      {procedures === undefined ? null : <ByProcedure counts={procedures} />}
      {month === undefined ? <FiguresByMonth tree={tree} progress={progress} /> : null}
    </>
  );
}

interface ChartsProps extends Pick<ProgressPageProps, 'tree' | 'progress' | 'month' | 'target'> {
  readonly below: readonly UnitProgress[];
}

/** The share filed online by month and by the units below, side by side where both say something. */
function Charts({ tree, progress, month, target, below }: ChartsProps) {
  const language = useLanguage();
  const t = progressTexts(language);
  const shared = {
    valueLabel: t.shareOnline,
    format: (share: number) => formatPercent(share, language),
    target: target === undefined ? undefined : { value: target.share, label: target.words[language] },
  };
  // A bar of nothing would say that nobody filed online.
  const online = (figures: Figures) => shareOf(figures.online, figures.received);
  const byMonth = tree.months.flatMap((each) => {
    const value = online(figuresOf(progress, each));
    return value === undefined ? [] : [{ label: monthShort(each), value }];
  });
  const byUnit = below.flatMap((child) => {
    const value = online(figuresOf(child, month));
    return value === undefined ? [] : [{ label: child.unit.name[language], value, href: progressHref(child, month) }];
  });
  const charts = [
    ...(month !== undefined || byMonth.length < 2
      ? []
      : [
          <BarChart
            key="months"
            {...shared}
            title={t.chartMonths}
            categoryLabel={t.months}
            shape="columns"
            bars={byMonth}
          />,
        ]),
    ...(byUnit.length === 0
      ? []
      : [<BarChart key="units" {...shared} title={t.chartUnits} categoryLabel={t.unit} bars={byUnit} />]),
  ];
  if (charts.length === 0) return null;
  const cards = charts.map((chart) => (
    <section key={chart.key} class="ds-card">
      {chart}
    </section>
  ));
  return charts.length === 1 ? cards[0] : <Grid columns={2}>{cards}</Grid>;
}

function HeadFigures({ figures, target }: { figures: Figures; target: ProgressTarget | undefined }) {
  const language = useLanguage();
  const t = progressTexts(language);
  const count = (value: number | undefined) => countInWords(value, language);
  const online = shareOf(figures.online, figures.received);
  const onTime = shareOf(figures.onTime, figures.finished);
  return (
    <section class="ds-card">
      <Grid columns={3}>
        <KeyFigure
          value={
            online === undefined
              ? figures.online === undefined
                ? t.notPublic
                : t.none
              : formatPercent(online, language)
          }
          label={t.online}
          share={online}
          targetShare={target?.share}
          target={target?.words[language]}
          note={[
            ...(figures.online === undefined || figures.received === undefined
              ? []
              : [fill(t.onlineNote, { numerator: count(figures.online), denominator: count(figures.received) })]),
            ...(figures.onlineAlone === undefined ? [] : [fill(t.aloneNote, { alone: count(figures.onlineAlone) })]),
          ].join(' · ')}
        />
        <KeyFigure value={count(figures.received)} label={t.received} note={t.receivedNote} />
        <KeyFigure
          value={
            onTime === undefined
              ? figures.onTime === undefined
                ? t.notPublic
                : t.none
              : formatPercent(onTime, language)
          }
          label={t.onTime}
          share={onTime}
          note={
            figures.onTime === undefined || figures.finished === undefined
              ? undefined
              : fill(t.onTimeNote, { numerator: count(figures.onTime), denominator: count(figures.finished) })
          }
        />
      </Grid>
    </section>
  );
}

function UnitPath({ tree, progress }: { tree: ProgressTree; progress: UnitProgress }) {
  const language = useLanguage();
  const path: UnitProgress[] = [];
  for (
    let at: UnitProgress | undefined = progress;
    at !== undefined;
    at = at.unit.parentId === undefined ? undefined : tree.byUnit.get(at.unit.parentId)
  )
    path.unshift(at);
  if (path.length < 2) return null;
  return (
    <Breadcrumbs
      items={path.map((each) =>
        each === progress
          ? { label: each.unit.name[language] }
          : { label: each.unit.name[language], href: progressHref(each, undefined) },
      )}
    />
  );
}

function monthChips(tree: ProgressTree, progress: UnitProgress, month: string | undefined, language: Language) {
  const t = progressTexts(language);
  const over = new Set(finishedMonths(tree));
  return [
    { href: progressHref(progress, undefined), label: t.allMonths, current: month === undefined },
    ...tree.months.map((each) => {
      const name = monthInWords(each, language);
      return {
        href: progressHref(progress, each === month ? undefined : each),
        label: over.has(each) ? name : fill(t.monthNow, { month: name }),
        current: each === month,
      };
    }),
  ];
}

function syntheticWords(figures: Figures, language: Language): string {
  const t = progressTexts(language);
  const { synthetic, received } = figures;
  if (synthetic === undefined || received === undefined) return t.someSynthetic;
  return fill(t.synthetic, {
    synthetic: formatNumber(synthetic, language),
    received: formatNumber(received, language),
  });
}

function HowCounted({ month }: { month: string | undefined }) {
  const language = useLanguage();
  const t = progressTexts(language);
  return (
    <section class="ds-card">
      <h2>{t.howCounted}</h2>
      <ul class="small">
        <li>{t.howReceived}</li>
        <li>{t.howOnline}</li>
        <li>{t.howOnTime}</li>
        <li>{t.suppressed}</li>
      </ul>
      <h2>{t.download}</h2>
      <ul class="progress-downloads">
        <li>
          <a href="/tien-do.csv">{t.downloadCsv}</a>
        </li>
        <li>
          <a href="/api/v1/progress">{t.downloadJson}</a>
        </li>
        {month === undefined ? null : (
          <li>
            <a href={`/tien-do/thu-tuc.csv?thang=${month}`}>
              {fill(t.downloadProcedures, { month: monthInWords(month, language) })}
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}
