import type { ProcedureVersion } from '../src/modules/catalogue/index.ts';
import { findAct } from '../src/modules/dossiers/acts.ts';
import { type DossierState, submitDossier } from '../src/modules/dossiers/index.ts';
import { officersOf } from '../src/modules/identity/index.ts';
import type { StaffActor, StaffRole } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import type { House } from './house.ts';
import { sampleAnswers } from './sample-answers.ts';

/** A dossier of Nguyễn Thị Bưởi in Phường 7, filed online. */
export async function fileOne(
  house: House,
  slugOrCode = 'dang-ky-khai-sinh',
  synthetic = false,
  paperIds: readonly string[] = [],
): Promise<DossierState> {
  const procedure: ProcedureVersion = await house.dossiers.procedures.inForce(slugOrCode);
  const { content } = procedure;
  const filedFor = content.filedFor[0] ?? 'self';
  const person = house.citizen('nguyen-thi-buoi');
  const { state } = await submitDossier(house.dossiers, person, {
    idempotencyKey: newId(),
    procedureVersionId: procedure.id,
    answers: sampleAnswers(content.form ?? { steps: [] }, await house.communeId('31822'), { role: filedFor }),
    filedFor,
    paperIds,
    papersSeen: content.papers.map((paper) => paper.key),
    parties: [
      {
        role: 'applicant',
        personId: person.personId,
        ground: 'self',
        name: 'Nguyễn Thị Bưởi',
        documentKind: 'citizen-id',
        documentNumber: '999196000014',
        birthDate: '1996-03-14',
        address: 'Khóm 2, Phường 7',
        phone: '0912345678',
        email: undefined,
      },
    ],
    channel: 'online',
    helper: 'nobody',
    wantsPaperOriginal: true,
    synthetic,
  });
  return state;
}

/** The officer of the competent agency who holds it, or the first with the role. */
export async function officerFor(house: House, state: DossierState, role: StaffRole): Promise<StaffActor> {
  const positions = await house.database.read({ capacity: 'job', name: 'test' }, (tx) =>
    officersOf(tx, state.agencies.competent, role, state.field, Temporal.PlainDate.from('2022-10-10')),
  );
  const held = positions.find((position) => position.id === state.leg.holder) ?? positions[0];
  if (held === undefined) throw new Error(`nobody with the role ${role} for ${state.code}`);
  const { personId, id, agencyId, roles, fields } = held;
  return { capacity: 'staff', personId, positionId: id, agencyId, roles, fields };
}

/** One act by the same table that pages and API use. */
export async function act(
  house: House,
  state: DossierState,
  action: string,
  role: StaffRole,
  body: Record<string, unknown> = {},
): Promise<DossierState> {
  const found = findAct(action);
  if (found === undefined) throw new Error(action);
  return found.run(house.dossiers, await officerFor(house, state, role), { dossierId: state.id }, body);
}
