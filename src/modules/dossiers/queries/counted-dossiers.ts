import type { Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import type { DossierDeps } from '../deps.ts';
import type { StatusCode } from '../status.ts';

/** A dossier in the list behind a figure: without the names of people, which a figure does not need. */
export interface CountedDossier {
  readonly id: Id<'dossier'>;
  readonly code: string;
  readonly procedureName: Words;
  readonly status: StatusCode;
  readonly synthetic: boolean;
  readonly filedAt: Temporal.Instant;
}

export interface CountedPage {
  readonly order: 'filed' | 'code';
  readonly direction: 'up' | 'down';
  readonly limit: number;
  /** The last one of the page before. */
  readonly after: Id<'dossier'> | undefined;
}

const keys = { filed: 'filed_at, id', code: 'code, id' } as const;

/** A page of given dossiers, as far as the actor may see them. */
export async function listCountedDossiers(
  tx: Tx,
  { procedures }: Pick<DossierDeps, 'procedures'>,
  ids: readonly Id<'dossier'>[],
  { order, direction, limit, after }: CountedPage,
): Promise<{ readonly rows: readonly CountedDossier[]; readonly more: boolean }> {
  const key = keys[order];
  const way = direction === 'up' ? 'asc' : 'desc';
  const found = await tx.rows<Omit<CountedDossier, 'procedureName'> & { versionId: Id<'procedure-version'> }>(
    `select id, code, procedure_version_id as "versionId", status, synthetic, filed_at as "filedAt" from dossier
     where id = any ($1::uuid[]) and ($2::uuid is null or (${key}) ${direction === 'up' ? '>' : '<'} (select ${key} from dossier where id = $2))
     order by ${key.replaceAll(',', ` ${way},`)} ${way} limit $3`,
    [ids, after ?? null, limit + 1],
  );
  const rows = await Promise.all(
    found.slice(0, limit).map(async ({ versionId, ...row }) => ({
      ...row,
      procedureName: (await procedures.get(versionId)).content.shortName,
    })),
  );
  return { rows, more: found.length > limit };
}
