import { Type } from 'typebox';
import type { StaffActor } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import { dossierErrors } from '../errors.ts';
import { findDossierIdByCode } from '../store.ts';
import type { OfficeDeps } from './office-deps.ts';

/** An officer's pages name a dossier by its code. */
export const codeParams = Type.Object({
  code: Type.String({ minLength: 5, maxLength: 60, pattern: '^[A-Z0-9.]+-[0-9]{6}-[0-9]{4,8}$' }),
});

export async function getDossierId(deps: OfficeDeps, actor: StaffActor, dossierCode: string): Promise<Id<'dossier'>> {
  const id = await deps.database.read(actor, (tx) => findDossierIdByCode(tx, dossierCode));
  if (id === undefined) throw dossierErrors.notFound();
  return id;
}
