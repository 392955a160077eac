import type { Actor } from '../../../platform/actor.ts';
import { publicActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import { dateOf, fold } from '../../../platform/text.ts';
import { listAgencies } from '../../territory/index.ts';
import type { Competence, ProcedureContent, ProcedureVersion } from '../model.ts';
import type { EverydayWord } from '../search/everyday-words.ts';
import { ProcedureSearch } from '../search/procedure-search.ts';
import {
  type FieldOfWork,
  type LifeEvent,
  listFields,
  listLifeEvents,
  listProcedures,
  listSynonyms,
} from '../store.ts';

/** A version among others of the same procedure. */
interface VersionLine {
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: Temporal.Instant;
  readonly inForceFrom: Temporal.PlainDate;
}

export interface PublishedProcedure {
  readonly version: ProcedureVersion;
  readonly content: ProcedureContent;
  /** Newest first; the one in force among them. */
  readonly history: readonly VersionLine[];
  /** The department that decides, where one does. */
  readonly departmentName: Words | undefined;
}

export interface NamedGroup {
  readonly key: string;
  readonly name: Words;
  /** Procedures in it. */
  readonly count: number;
}

interface LifeEventGroup extends NamedGroup {
  readonly hint: Words;
}

/** Everything the public pages show, in memory: what is in force on a date, and the search over it. */
export interface PublishedCatalogue {
  /** Changes whenever anything here does; part of every cached page's key. */
  readonly stamp: string;
  readonly procedures: readonly PublishedProcedure[];
  readonly bySlug: ReadonlyMap<string, PublishedProcedure>;
  readonly byCode: ReadonlyMap<string, PublishedProcedure>;
  readonly fields: readonly NamedGroup[];
  readonly lifeEvents: readonly LifeEventGroup[];
  readonly search: ProcedureSearch;
}

/** How long an answer of the stamp query is trusted: a publication is seen this much later at most. */
const trustedForMs = 3000;

/** Keeps the published catalogue of today in memory; asks the database one small question every few seconds whether it still holds. */
export class CatalogueReader {
  readonly #database: Database;
  readonly #clock: Clock;
  #current: PublishedCatalogue | undefined;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<PublishedCatalogue> | undefined;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** At most one load or check runs at a time; while it does, readers who have an answer keep it. */
  async current(): Promise<PublishedCatalogue> {
    if (this.#current !== undefined && performance.now() - this.#checkedAtMs < trustedForMs) return this.#current;
    this.#loading ??= this.#refresh().finally(() => {
      this.#loading = undefined;
    });
    return this.#current ?? this.#loading;
  }

  /** Waits until the newest publication is what `current` gives; for the command that publishes, and tests. */
  async refresh(): Promise<PublishedCatalogue> {
    await this.#loading;
    return this.#refresh();
  }

  async #refresh(): Promise<PublishedCatalogue> {
    const today = dateOf(this.#clock.business());
    try {
      this.#current = await this.#database.read(readerActor, async (tx) => {
        const stamp = `${today} ${await readStamp(tx)}`;
        return this.#current?.stamp === stamp ? this.#current : loadCatalogue(tx, today, stamp);
      });
    } catch (error) {
      // A database that restarts does not take the public pages with it.
      if (this.#current === undefined) throw error;
    }
    this.#checkedAtMs = performance.now();
    return this.#current;
  }
}

const readerActor: Actor = publicActor;

async function readStamp(tx: Tx): Promise<string> {
  const { stamp } = await tx.row<{ stamp: string }>(
    `select concat_ws(' ',
       (select count(*) || ' ' || coalesce(max(published_at)::text, '') from procedure_version),
       (select md5(coalesce(string_agg(concat_ws(' ', code, withdrawn_from, returned_from), ',' order by code, withdrawn_from), '')) from procedure_withdrawal),
       (select md5(coalesce(string_agg(concat_ws(' ', list, key, position, content, valid_from, valid_to), ',' order by list, key), '')) from catalogue_entry)
     ) as stamp`,
  );
  return stamp;
}

async function loadCatalogue(tx: Tx, today: Temporal.PlainDate, stamp: string): Promise<PublishedCatalogue> {
  const versions = await listProcedures(tx, today);
  const lines = await tx.rows<VersionLine & { code: string }>(
    `select code, version, hash, published_at as "publishedAt", in_force_from as "inForceFrom" from procedure_version order by code, version desc`,
  );
  const agencies = await listAgencies(tx, today);
  const departments = new Map(agencies.map((agency) => [agency.key, agency.name]));
  return assembleCatalogue({
    stamp,
    procedures: versions.map((version) => ({
      version,
      content: version.content,
      history: lines.filter(({ code }) => code === version.code),
      departmentName: departmentOf(version.content.competence, departments),
    })),
    fields: await listFields(tx),
    lifeEvents: await listLifeEvents(tx),
    synonyms: (await listSynonyms(tx)).flatMap(({ say, means }) =>
      means.map((meaning): EverydayWord => [say.join(' | '), meaning]),
    ),
  });
}

function departmentOf(competence: Competence, names: ReadonlyMap<string, Words>): Words | undefined {
  return competence.department === undefined ? undefined : names.get(competence.department);
}

interface CatalogueParts {
  readonly stamp: string;
  readonly procedures: readonly PublishedProcedure[];
  readonly fields: readonly FieldOfWork[];
  readonly lifeEvents: readonly LifeEvent[];
  readonly synonyms: readonly EverydayWord[];
}

/** Orders, counts and indexes; pure. Procedures stand by field, then those that can be filed here, then by short name. */
function assembleCatalogue(parts: CatalogueParts): PublishedCatalogue {
  const place = new Map(parts.fields.map(({ key }, index) => [key, index]));
  const rank = ({ content }: PublishedProcedure) =>
    (place.get(content.field) ?? place.size) * 2 + (content.form === undefined ? 1 : 0);
  const procedures = parts.procedures.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      fold(a.content.shortName.vi).localeCompare(fold(b.content.shortName.vi)) ||
      a.content.code.localeCompare(b.content.code),
  );
  const fieldName = new Map(parts.fields.map(({ key, name }) => [key, name]));
  const eventName = new Map(parts.lifeEvents.map(({ key, name }) => [key, name]));
  const both = (words: Words | undefined) => (words === undefined ? '' : `${words.vi} . ${words.en}`);
  return {
    stamp: parts.stamp,
    procedures,
    bySlug: new Map(procedures.map((procedure) => [procedure.content.slug, procedure])),
    byCode: new Map(procedures.map((procedure) => [procedure.content.code, procedure])),
    fields: parts.fields
      .map((field) => ({ ...field, count: procedures.filter(({ content }) => content.field === field.key).length }))
      .filter(({ count }) => count > 0),
    lifeEvents: parts.lifeEvents
      .map((event) => ({
        ...event,
        count: procedures.filter(({ content }) => content.lifeEvents.includes(event.key)).length,
      }))
      .filter(({ count }) => count > 0),
    search: new ProcedureSearch(
      procedures.map(({ content }) => ({
        procedure: content,
        fieldName: both(fieldName.get(content.field)),
        lifeEventNames: content.lifeEvents.map((key) => both(eventName.get(key))),
      })),
      parts.synonyms,
    ),
  };
}
