import { fill, formatNumber, type Language } from '../../../platform/text.ts';
import {
  Alert,
  Breadcrumbs,
  ChipLinks,
  EmptyState,
  LifeEvents,
  type LinkTab,
  Page,
  SearchBox,
  useLanguage,
} from '../../../web/index.ts';
import type { DecidingLevel } from '../../territory/index.ts';
import { shortened } from '../facts-in-words.ts';
import type { PublishedCatalogue, PublishedProcedure } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';
import { NothingFound } from './nothing-found.tsx';
import { lifeEventCards, ProceduresByField, ProcedureTable } from './procedure-list.tsx';

/** What the address asks the list for. */
export interface ListFilters {
  readonly query: string;
  readonly level: DecidingLevel | undefined;
  readonly onlyFull: boolean;
  readonly onlyHere: boolean;
}

const levelAddress = { commune: 'xa', district: 'huyen', province: 'tinh' } as const satisfies Record<
  DecidingLevel,
  string
>;

/** Reads the query of the address; what it does not know it leaves out. */
export function readFilters(query: Readonly<Record<string, unknown>>): ListFilters {
  const asked = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 200).trimEnd() : '';
  const level = (Object.keys(levelAddress) as DecidingLevel[]).find((key) => levelAddress[key] === query['cap']);
  return { query: asked, level, onlyFull: query['toan-trinh'] === '1', onlyHere: query['nop-duoc'] === '1' };
}

function filterAddress(filters: ListFilters): string {
  const search = new URLSearchParams();
  if (filters.query !== '') search.set('q', filters.query);
  if (filters.level !== undefined) search.set('cap', levelAddress[filters.level]);
  if (filters.onlyFull) search.set('toan-trinh', '1');
  if (filters.onlyHere) search.set('nop-duoc', '1');
  return search.size === 0 ? '/thu-tuc' : `/thu-tuc?${search}`;
}

function fits({ content }: PublishedProcedure, filters: ListFilters): boolean {
  return (
    (filters.level === undefined || content.competence.level === filters.level) &&
    (!filters.onlyFull || content.onlineService === 'full') &&
    (!filters.onlyHere || content.form !== undefined)
  );
}

export interface CataloguePageProps {
  readonly catalogue: PublishedCatalogue;
  readonly filters: ListFilters;
}

/** All procedures, or those found for a query, narrowed by level and way of filing. */
export function CataloguePage({ catalogue, filters }: CataloguePageProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const searching = filters.query !== '';
  /** As it is repeated on the page: what somebody pasted may be long. */
  const asked = shortened(filters.query, 60);
  const answer = searching ? catalogue.search.find(filters.query) : undefined;
  const showAll = answer === undefined || answer.vague;
  const candidates = showAll
    ? catalogue.procedures
    : answer.found.map((slug) => catalogue.bySlug.get(slug) as PublishedProcedure);
  const shown = candidates.filter((procedure) => fits(procedure, filters));
  const missed = answer !== undefined && !answer.vague && answer.found.length === 0;
  return (
    <Page
      title={searching ? `${t.resultsTitle}: ${asked}` : t.listTitle}
      section="/thu-tuc"
      description={t.listDescription}
    >
      <h1>{searching ? t.resultsTitle : t.listTitle}</h1>
      <SearchBox
        action="/thu-tuc"
        label={t.searchLabel}
        placeholder={t.searchPlaceholder}
        value={filters.query}
        button={t.searchButton}
        size="hero"
      />
      {missed ? (
        <NothingFound catalogue={catalogue} query={asked} nearest={answer.nearest} />
      ) : (
        <>
          {searching ? null : <p class="muted">{countsInWords(catalogue, language)}</p>}
          {answer?.guessed === true ? <Alert kind="info">{fill(t.resultsGuessed, { query: asked })}</Alert> : null}
          {answer?.vague === true ? <Alert kind="info">{t.resultsVague}</Alert> : null}
          <FilterChips filters={filters} candidates={candidates} />
          {shown.length === 0 ? (
            <EmptyState
              title={t.nothingMatches}
              action={{ href: filterAddress({ ...noFilters, query: filters.query }), label: t.clearFilters }}
            >
              {t.nothingMatchesText}
            </EmptyState>
          ) : showAll ? (
            <ProceduresByField procedures={shown} fields={catalogue.fields} open={shown.length < candidates.length} />
          ) : (
            <ProcedureTable
              caption={fill(t.resultsFor, { count: formatNumber(shown.length, language), query: asked })}
              procedures={shown}
            />
          )}
        </>
      )}
    </Page>
  );
}

const noFilters: ListFilters = { query: '', level: undefined, onlyFull: false, onlyHere: false };

function countsInWords({ procedures }: PublishedCatalogue, language: Language): string {
  const count = (test: (procedure: PublishedProcedure) => boolean) =>
    formatNumber(procedures.filter(test).length, language);
  return fill(catalogueTexts(language).listCounts, {
    all: count(() => true),
    full: count(({ content }) => content.onlineService === 'full'),
    here: count(({ content }) => content.form !== undefined),
  });
}

interface FilterChipsProps {
  readonly filters: ListFilters;
  readonly candidates: readonly PublishedProcedure[];
}

/** Each chip is the same list with one thing more, or less; its count is what one would see. */
function FilterChips({ filters, candidates }: FilterChipsProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const counted = (changed: ListFilters) => candidates.filter((procedure) => fits(procedure, changed)).length;
  // A filter that leaves all or nothing helps nobody, and on a telephone it would stand before the answer.
  const chip = (label: string, current: boolean, changed: ListFilters, without: ListFilters): LinkTab[] => {
    if (current) return [{ href: filterAddress(changed), label, current }];
    const count = counted(changed);
    return count === 0 || count === counted(without) ? [] : [{ href: filterAddress(changed), label, count }];
  };
  const levels: [DecidingLevel, string][] = [
    ['commune', t.levelCommune],
    ['district', t.levelDistrict],
    ['province', t.levelProvince],
  ];
  const anyLevel = { ...filters, level: undefined };
  const chips = [
    ...chip(t.filterFull, filters.onlyFull, { ...filters, onlyFull: !filters.onlyFull }, filters),
    ...chip(t.filterHere, filters.onlyHere, { ...filters, onlyHere: !filters.onlyHere }, filters),
    ...levels.flatMap(([level, label]) =>
      filters.level === level
        ? chip(label, true, anyLevel, anyLevel)
        : chip(label, false, { ...filters, level }, anyLevel),
    ),
  ];
  if (chips.length === 0) return null;
  return (
    <div class="procedure-filters">
      <ChipLinks label={t.byOnline} chips={chips} />
    </div>
  );
}

export interface GroupPageProps {
  readonly catalogue: PublishedCatalogue;
  readonly kind: 'field' | 'life-event';
  readonly groupKey: string;
}

/** The procedures of one field of work, or of one event in a life. */
export function GroupPage({ catalogue, kind, groupKey }: GroupPageProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const event = kind === 'life-event' ? catalogue.lifeEvents.find(({ key }) => key === groupKey) : undefined;
  const group = event ?? catalogue.fields.find(({ key }) => key === groupKey);
  const title = group?.name[language] ?? groupKey;
  const procedures = catalogue.procedures.filter(({ content }) =>
    kind === 'field' ? content.field === groupKey : content.lifeEvents.includes(groupKey),
  );
  const others = kind === 'field' ? [] : catalogue.lifeEvents.filter(({ key }) => key !== groupKey);
  return (
    <Page title={title} section="/thu-tuc" description={event?.hint[language] ?? t.listDescription}>
      <Breadcrumbs items={[{ label: t.listTitle, href: '/thu-tuc' }, { label: title }]} />
      <h1>{title}</h1>
      <p class="muted">
        {event === undefined ? null : `${event.hint[language]} · `}
        {fill(t.countOf, { count: formatNumber(procedures.length, language) })}
      </p>
      <ProcedureTable caption={title} hideCaption procedures={procedures} />
      {others.length === 0 ? null : (
        <section class="procedure-group">
          <h2>{t.lifeEvents}</h2>
          <LifeEvents label={t.lifeEvents} events={lifeEventCards(others, language)} />
        </section>
      )}
    </Page>
  );
}
