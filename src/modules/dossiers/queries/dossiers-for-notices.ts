import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { NoticeDossier } from '../../notices/index.ts';
import type { DossierDeps } from '../deps.ts';

/** What notices need to know of dossiers; for jobs. */
export async function describeForNotices(
  tx: Tx,
  deps: Pick<DossierDeps, 'procedures'>,
  ids: readonly Id<'dossier'>[],
): Promise<NoticeDossier[]> {
  const rows = await tx.rows<{
    id: Id<'dossier'>;
    code: string;
    versionId: Id<'procedure-version'>;
    persons: Id<'person'>[];
    holder: Id<'position'> | null;
    synthetic: boolean;
  }>(
    'select id, code, procedure_version_id as "versionId", persons, holder, synthetic from dossier where id = any ($1::uuid[])',
    [ids],
  );
  const described: NoticeDossier[] = [];
  for (const { versionId, holder, ...row } of rows) {
    const { content } = await deps.procedures.get(versionId);
    described.push({ ...row, about: content.shortName, holder: holder ?? undefined });
  }
  return described;
}
