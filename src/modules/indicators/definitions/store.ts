import type { Tx } from '../../../platform/database.ts';
import { type DefinitionFile, toDefinitions } from './files.ts';
import type { Definitions } from './model.ts';

/** Which version of each definition counts. */
export interface AsOf {
  /** Last day of the period that is told about. */
  readonly validOn: Temporal.PlainDate;
  /** What was published later is not known yet. */
  readonly knownBy: Temporal.PlainDate;
}

/** The definitions by which a period is told as of a day; always the same ones for the same two days. */
export async function readDefinitions(tx: Tx, { validOn, knownBy }: AsOf): Promise<Definitions> {
  const rows = await tx.rows<DefinitionFile & { withdrawn: boolean }>(
    `select kind, key, content, withdrawn from (
       select distinct on (kind, key) kind, key, content, withdrawn from definition_version
       where valid_from <= $1 and published_on <= $2 order by kind, key, version desc) latest
     where not withdrawn order by kind, key`,
    [validOn, knownBy],
  );
  return toDefinitions(rows);
}

/** Since when each figure is asked for: the day on which it was first published here, or came back. */
export async function readAskedSince(tx: Tx): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
  const rows = await tx.rows<{ key: string; since: Temporal.PlainDate }>(
    `select key, min(published_on) as since from definition_version d where kind = 'figure' and version > coalesce(
       (select max(w.version) from definition_version w where w.kind = d.kind and w.key = d.key and w.withdrawn), 0) group by key`,
  );
  return new Map(rows.map(({ key, since }) => [key, since]));
}
