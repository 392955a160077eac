import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../../platform/canonical-json.ts';
import { json, type Tx } from '../../../platform/database.ts';
import { nameId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { type PublishedCount, publishTerritory } from '../../territory/index.ts';
import { catalogueErrors } from '../errors.ts';
import type { ProcedureContent } from '../model.ts';
import type { LoadedProcedure, ProvinceFiles } from './load-province.ts';

export interface PublishReport {
  readonly units: PublishedCount;
  readonly agencies: PublishedCount;
  readonly calendarDays: PublishedCount;
  readonly entries: PublishedCount;
  /** Versions made now: what is in force from when. */
  readonly versions: readonly {
    readonly code: string;
    readonly slug: string;
    readonly version: number;
    readonly inForceFrom: Temporal.PlainDate;
  }[];
  readonly unchanged: number;
  /** Procedures that the files no longer have; their versions stay for the dossiers pinned to them. */
  readonly withdrawn: readonly string[];
  /** The calendar changed: open due dates are to be computed again. */
  readonly calendarChanged: boolean;
}

/** SHA-256 of the canonical content, hex. */
export function hashContent(content: ProcedureContent): string {
  return createHash('sha256')
    .update(canonicalJson(content as unknown as Json))
    .digest('hex');
}

/**
 * Brings checked files into the province's schema, as its owner, in one transaction. Procedure versions are only ever added: a changed file makes
 * a new one, an unchanged file nothing, and a stored version that no longer has its hash stops everything.
 * `at` is the business time of publishing.
 */
export async function publishProvince(
  tx: Tx,
  files: ProvinceFiles,
  { at }: { readonly at: Temporal.Instant },
): Promise<PublishReport> {
  await assertVersionsIntact(tx);
  const { units, agencies } = await publishTerritory(tx, files.territory);
  const calendarDays = await publishCalendar(tx, files);
  const entries = await publishEntries(tx, files, dateOf(at));
  const { versions, unchanged, withdrawn } = await publishProcedures(tx, files, at);
  return {
    units,
    agencies,
    calendarDays,
    entries,
    versions,
    unchanged,
    withdrawn,
    calendarChanged: calendarDays.added + calendarDays.changed > 0,
  };
}

/** Every stored version still has the hash it was published under. */
export async function assertVersionsIntact(tx: Tx): Promise<void> {
  const rows = await tx.rows<{ code: string; version: number; hash: string; content: ProcedureContent }>(
    'select code, version, hash, content from procedure_version',
  );
  for (const row of rows) {
    if (hashContent(row.content) !== row.hash)
      throw catalogueErrors.versionChanged({ values: { code: row.code, version: row.version } });
  }
}

interface LatestVersion {
  code: string;
  version: number;
  hash: string;
}

/** Ends the offer of everything that a province published: it was merged into another. Versions stay for the dossiers pinned to them. */
export async function withdrawProcedures(tx: Tx, provinceCode: string, on: Temporal.PlainDate): Promise<void> {
  await tx.run(
    `insert into procedure_withdrawal (province_code, code, withdrawn_from)
     select distinct province_code, code, $2::date from procedure_version v where province_code = $1
       and not exists (select from procedure_withdrawal w where w.province_code = $1 and w.code = v.code and w.returned_from is null)
     on conflict (province_code, code, withdrawn_from) do update set returned_from = null`,
    [provinceCode, on],
  );
}

async function publishProcedures(tx: Tx, files: ProvinceFiles, at: Temporal.Instant) {
  const province = files.province.code;
  const latest = new Map(
    (
      await tx.rows<LatestVersion>(
        'select distinct on (code) code, version, hash from procedure_version where province_code = $1 order by code, version desc',
        [province],
      )
    ).map((row) => [row.code, row]),
  );
  const versions: { code: string; slug: string; version: number; inForceFrom: Temporal.PlainDate }[] = [];
  let unchanged = 0;
  for (const procedure of files.procedures) {
    const before = latest.get(procedure.content.code);
    const hash = hashContent(procedure.content);
    if (before?.hash === hash) unchanged += 1;
    else versions.push(await insertVersion(tx, files, procedure, { hash, version: (before?.version ?? 0) + 1, at }));
  }
  const today = dateOf(at);
  const present = files.procedures.map(({ content }) => content.code);
  const withdrawn = [...latest.keys()].filter((code) => !present.includes(code));
  await tx.run(
    'update procedure_withdrawal set returned_from = $2 where province_code = $1 and returned_from is null and code = any($3)',
    [province, today, present],
  );
  const newly = await tx.rows<{ code: string }>(
    `insert into procedure_withdrawal (province_code, code, withdrawn_from)
     select $1, gone.code, $2::date from unnest($3::text[]) as gone (code)
     where not exists (select from procedure_withdrawal w where w.province_code = $1 and w.code = gone.code and w.returned_from is null)
     on conflict (province_code, code, withdrawn_from) do update set returned_from = null
     returning code`,
    [province, today, withdrawn],
  );
  return { versions, unchanged, withdrawn: newly.map(({ code }) => code) };
}

async function insertVersion(
  tx: Tx,
  files: ProvinceFiles,
  { content, inForceFrom }: LoadedProcedure,
  { hash, version, at }: { hash: string; version: number; at: Temporal.Instant },
) {
  const province = files.province.code;
  // The first catalogue is in force from the day the province says; what changes later, from the day it is published.
  const from = inForceFrom ?? (version === 1 ? Temporal.PlainDate.from(files.province.catalogueFrom) : dateOf(at));
  await tx.run(
    `insert into procedure_version (id, province_code, code, slug, version, hash, published_at, in_force_from, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      nameId('procedure-version', province, content.code, String(version), hash),
      province,
      content.code,
      content.slug,
      version,
      hash,
      at,
      from,
      json(content),
    ],
  );
  return { code: content.code, slug: content.slug, version, inForceFrom: from };
}

async function publishCalendar(tx: Tx, { calendar }: ProvinceFiles): Promise<PublishedCount> {
  const { officeHours, years } = calendar;
  await tx.run(
    `insert into office_hours (valid_from, sessions, certainty) values ($1, $2, $3)
     on conflict (valid_from) do update set sessions = excluded.sessions, certainty = excluded.certainty`,
    [officeHours.from, json(officeHours.sessions), officeHours.certainty],
  );
  const makeUpName = (insteadOf: string) => ({
    vi: `Làm bù cho ngày ${insteadOf.split('-').reverse().join('/')}`,
    en: `Worked instead of ${insteadOf}`,
  });
  const days = years.flatMap((year) => [
    ...year.off.map((day) => ({
      date: day.date,
      working: false,
      kind: day.kind,
      name: day.name,
      certainty: day.certainty,
    })),
    ...year.makeUp.map((day) => ({
      date: day.date,
      working: true,
      kind: 'make-up',
      name: makeUpName(day.insteadOf),
      certainty: day.certainty,
    })),
  ]);
  for (const { year, status } of years) {
    await tx.run(
      'insert into calendar_year (year, status) values ($1, $2) on conflict (year) do update set status = excluded.status',
      [year, status],
    );
  }
  // A day that a decision takes out of a year is gone at once: calendars are the present state, due dates keep the reason of their change.
  const removed = await tx.run(
    'delete from calendar_day where extract(year from date)::int = any($1::int[]) and date <> all($2::date[])',
    [years.map(({ year }) => year), days.map(({ date }) => date)],
  );
  const before = await countRows(tx, 'calendar_day');
  let written = 0;
  for (const day of days) {
    written += await tx.run(
      `insert into calendar_day as c (date, working, kind, name_vi, name_en, certainty) values ($1, $2, $3, $4, $5, $6)
       on conflict (date) do update set working = excluded.working, kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, certainty = excluded.certainty
       where (c.working, c.kind, c.name_vi, c.name_en, c.certainty) is distinct from (excluded.working, excluded.kind, excluded.name_vi, excluded.name_en, excluded.certainty)`,
      [day.date, day.working, day.kind, day.name.vi, day.name.en, day.certainty],
    );
  }
  const added = (await countRows(tx, 'calendar_day')) - before;
  return { added, changed: removed + written - added };
}

async function publishEntries(tx: Tx, files: ProvinceFiles, today: Temporal.PlainDate): Promise<PublishedCount> {
  const lists = {
    field: files.fields.map((field) => ({ key: field.key, content: field })),
    'life-event': files.lifeEvents.map((event) => ({ key: event.key, content: event })),
    synonym: files.synonyms.map((synonym, index) => ({
      key: `${String(index).padStart(3, '0')}-${synonym.say[0]}`,
      content: synonym,
    })),
    reason: files.reasons.map((reason) => ({ key: reason.key, content: reason })),
    province: [{ key: files.province.code, content: files.province }],
  };
  const before = await countRows(tx, 'catalogue_entry');
  let written = 0;
  for (const [list, entries] of Object.entries(lists)) {
    for (const [position, { key, content }] of entries.entries()) {
      written += await tx.run(
        `insert into catalogue_entry as e (province_code, list, key, position, content, valid_from) values ($1, $2, $3, $4, $5, $6)
         on conflict (province_code, list, key) do update set position = excluded.position, content = excluded.content, valid_to = null
         where (e.position, e.content, e.valid_to) is distinct from (excluded.position, excluded.content, null::date)`,
        [files.province.code, list, key, position, json(content), files.province.catalogueFrom],
      );
    }
    written += await tx.run(
      'update catalogue_entry set valid_to = $4 where province_code = $1 and list = $2 and valid_to is null and key <> all($3::text[])',
      [files.province.code, list, entries.map(({ key }) => key), today],
    );
  }
  const added = (await countRows(tx, 'catalogue_entry')) - before;
  return { added, changed: written - added };
}

/** How many rows a table has: what came is new, what else was written has changed (rows equal to what is stored are not written). */
async function countRows(tx: Tx, table: 'calendar_day' | 'catalogue_entry'): Promise<number> {
  return (await tx.row<{ count: number }>(`select count(*) as count from ${table}`)).count;
}
