import type { Tx } from '../../../platform/database.ts';
import { type DefinitionFile, type DefinitionKind, keepingReaders, toDefinitions } from './files.ts';
import type { Definitions, FigureDefinition } from './model.ts';

/** Which version of each definition counts. */
export interface AsOf {
  /** Last day of the period that is told about. */
  readonly validOn: Temporal.PlainDate;
  /** What was published later is not known yet. */
  readonly knownBy: Temporal.PlainDate;
}

/** The definitions by which a period is told as of a day; always the same ones for the same two days. */
export async function readDefinitions(tx: Tx, asOf: AsOf): Promise<Definitions> {
  return toDefinitions(await readFiles(tx, asOf));
}

/** What agencies report, alone: no formula is compiled for it, and the menus of all offices ask. */
export async function readFigureDefinitions(tx: Tx, asOf: AsOf): Promise<readonly FigureDefinition[]> {
  return toDefinitions(await readFiles(tx, asOf, 'figure')).figures;
}

function readFiles(tx: Tx, { validOn, knownBy }: AsOf, kind?: DefinitionKind): Promise<DefinitionFile[]> {
  return tx.rows<DefinitionFile>(
    `select kind, key, content from (
       select distinct on (kind, key) kind, key, content, withdrawn from definition_version
       where valid_from <= $1 and published_on <= $2 and ($3::text is null or kind = $3) order by kind, key, version desc) latest
     where not withdrawn order by kind, key`,
    [validOn, knownBy, kind ?? null],
  );
}

/** Since when each figure is asked for: the day on which it was first published here, or came back. */
export async function readAskedSince(tx: Tx): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
  const rows = await tx.rows<{ key: string; since: Temporal.PlainDate }>(
    `select key, min(published_on) as since from definition_version d where kind = 'figure' and version > coalesce(
       (select max(w.version) from definition_version w where w.kind = d.kind and w.key = d.key and w.withdrawn), 0) group by key`,
  );
  return new Map(rows.map(({ key, since }) => [key, since]));
}

/** Every version published by a day, so that each period is told by its own. */
export interface DefinitionHistory {
  /** As they count on a day. */
  on(day: Temporal.PlainDate): Definitions;
  /** All that ever counted, the newest last. */
  readonly ever: readonly Definitions[];
}

interface DefinitionVersion extends DefinitionFile {
  readonly version: number;
  readonly withdrawn: boolean;
  readonly from: string;
}

export async function readDefinitionHistory(tx: Tx, knownBy: Temporal.PlainDate): Promise<DefinitionHistory> {
  return toDefinitionHistory(
    await tx.rows<DefinitionVersion>(
      `select kind, key, version, content, withdrawn, valid_from::text as "from" from definition_version
       where published_on <= $1 order by kind, key, version`,
      [knownBy],
    ),
  );
}

function toDefinitionHistory(versions: readonly DefinitionVersion[]): DefinitionHistory {
  const days = [...new Set(versions.map(({ from }) => from))].sort((a, b) => a.localeCompare(b));
  const readers = keepingReaders();
  const ever = days.map((day) => {
    // By rising version, so that the newest that counts by then stays.
    const counting = new Map(
      versions.filter(({ from }) => from <= day).map((version) => [`${version.kind} ${version.key}`, version]),
    );
    return toDefinitions(
      [...counting.values()].filter(({ withdrawn }) => !withdrawn),
      readers,
    );
  });
  const none = toDefinitions([]);
  return {
    on: (day) => ever[days.findLastIndex((from) => from <= day.toString())] ?? none,
    ever,
  };
}
