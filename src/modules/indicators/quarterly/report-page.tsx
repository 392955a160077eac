import { fill, formatDate, formatNumber, say } from '../../../platform/text.ts';
import { Alert, Breadcrumbs, ChipLinks, EmptyState, Page, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import { sampleInWords } from '../disclosure/texts.ts';
import { boardHref, withQuery } from '../pages/parts.tsx';
import type { Basis } from '../queries/indicator-reader.ts';
import type { ReportFacts } from './facts.ts';
import { lastDayOf, type Quarter, quarterKey, quartersOf } from './quarter.ts';
import { reportTexts } from './texts.ts';

export interface ReportPageProps {
  readonly basis: Basis;
  readonly unit: Unit;
  readonly knownBy: string | undefined;
  /** Undefined where nothing was counted yet. */
  readonly facts: ReportFacts | undefined;
}

/** What the report of a quarter holds, and one button. */
export function ReportPage({ basis, unit, knownBy, facts }: ReportPageProps) {
  const language = useLanguage();
  const t = reportTexts(language);
  const title = fill(t.title, { unit: say(unit.name, language) });
  const day = formatDate(basis.knownBy, language);
  return (
    <Page title={title} section="/chi-so" description={t.description}>
      <Breadcrumbs
        items={[{ label: say(unit.name, language), href: boardHref(unit, undefined, knownBy) }, { label: t.report }]}
      />
      <h1>{title}</h1>
      <p class="muted">{t.lead}</p>
      {facts === undefined ? (
        <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
      ) : (
        <>
          <Sample facts={facts} />
          <ChipLinks
            label={t.quarters}
            chips={quartersOf(basis.months).map((quarter) => ({
              href: withQuery(`/chi-so/${unit.code}/bao-cao`, { quy: quarterKey(quarter), biet: knownBy }),
              label: quarterInWords(quarter, basis.knownBy, t),
              current: quarterKey(quarter) === quarterKey(facts.quarter),
            }))}
          />
          <section class="ds-card">
            <h2>{t.holds}</h2>
            <ul>
              {contents(facts, t, language).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
            {facts.underWay ? <p>{fill(t.underWay, { date: day })}</p> : null}
            <p class="muted small">{fill(t.asKnown, { date: day })}</p>
            <p>
              <a
                class="ds-button"
                href={withQuery(`/chi-so/${unit.code}/bao-cao.pdf`, {
                  quy: quarterKey(facts.quarter),
                  biet: basis.knownBy.toString(),
                })}
              >
                {t.download}
              </a>
            </p>
          </section>
        </>
      )}
    </Page>
  );
}

function Sample({ facts: { sample } }: { facts: ReportFacts }) {
  const language = useLanguage();
  const words = sampleInWords(sample, language, reportTexts(language));
  return words === undefined ? null : <Alert kind="warning">{words}</Alert>;
}

type Texts = ReturnType<typeof reportTexts>;

function quarterInWords(quarter: Quarter, knownBy: Temporal.PlainDate, t: Texts): string {
  const over = Temporal.PlainDate.compare(lastDayOf(quarter), knownBy) < 0;
  return fill(over ? t.quarter : t.quarterUnderWay, { number: quarter.number, year: quarter.year });
}

function contents(facts: ReportFacts, t: Texts, language: 'vi' | 'en'): string[] {
  const { basis, unit, figures, leagues, indices } = facts;
  const below = basis.below(unit).flatMap((child) => [child, ...basis.below(child)]).length;
  const claims = figures.reduce((sum, { row }) => sum + row.claims.length, 0);
  const counted = (words: string, count: number) =>
    count === 0 ? [] : [fill(words, { count: formatNumber(count, language) })];
  return [
    fill(t.figures, {
      count: figures.length,
      untold: figures.filter(({ value }) => value.value === undefined).length,
    }),
    ...counted(t.claims, claims),
    ...counted(t.leagues, leagues.length),
    ...counted(t.indices, indices.length),
    t.toDo,
    ...counted(t.annex, below),
    t.again,
  ];
}
