import type { ProcedureVersion } from '../src/modules/catalogue/index.ts';
import { findAct } from '../src/modules/dossiers/acts.ts';
import { type DossierState, submitDossier } from '../src/modules/dossiers/index.ts';
import { officersOf } from '../src/modules/identity/index.ts';
import { receiveUpload } from '../src/modules/papers/operations/receive-upload.ts';
import { makePdf } from '../src/modules/papers/testing.ts';
import { placeDraft, removeDraft } from '../src/modules/papers/testing-house.ts';
import type { StaffActor, StaffRole } from '../src/platform/actor.ts';
import type { AnswerValue } from '../src/platform/forms/definition.ts';
import { newId } from '../src/platform/ids.ts';
import { dateOf } from '../src/platform/text.ts';
import type { House } from './house.ts';
import type { TestProvince } from './provinces.ts';
import { sampleAnswers } from './sample-answers.ts';

export interface FileOptions {
  readonly synthetic?: boolean;
  readonly paperIds?: readonly string[];
  /** Answers by `step.field` instead of the sample's. */
  readonly chosen?: Readonly<Record<string, AnswerValue>>;
  readonly applicant?: TestProvince['applicant'];
  /** Code of the commune that is asked; that of the province's applicant unless set. */
  readonly commune?: string;
}

/** A dossier of the province's applicant in their commune, filed online. */
export async function fileOne(
  house: House,
  procedure: string | ProcedureVersion = 'dang-ky-khai-sinh',
  { synthetic = false, paperIds = [], chosen, applicant = house.province.applicant, commune }: FileOptions = {},
): Promise<DossierState> {
  const version = typeof procedure === 'string' ? await house.dossiers.procedures.inForce(procedure) : procedure;
  const { content } = version;
  const filedFor = content.filedFor[0] ?? 'self';
  const person = house.citizen(applicant.key);
  const communeId = await house.communeId(commune ?? house.province.commune);
  const { state } = await submitDossier(house.dossiers, person, {
    idempotencyKey: newId(),
    procedureVersionId: version.id,
    answers: sampleAnswers(
      content.form ?? { steps: [] },
      communeId,
      { role: filedFor },
      chosen,
      house.clock.business(),
    ),
    filedFor,
    paperIds,
    papersSeen: paperIds.length > 0 ? [] : content.papers.map((paper) => paper.key),
    parties: [
      {
        role: 'applicant',
        personId: person.personId,
        ground: 'self',
        name: applicant.name,
        documentKind: 'citizen-id',
        documentNumber: applicant.documentNumber,
        birthDate: applicant.birthDate,
        address: applicant.address,
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

/** A paper of the applicant, uploaded and scanned, for a requirement of the procedure. */
export async function uploadPaper(house: House, requirement: string, key?: string): Promise<string> {
  const owner = house.citizen(key ?? house.province.applicant.key);
  const draftId = await placeDraft(house.database, owner.personId);
  const paper = await receiveUpload(house.papers, owner, {
    content: (async function* () {
      yield makePdf();
    })(),
    fileName: 'giấy chứng sinh.pdf',
    draftId,
    requirement,
  });
  await removeDraft(house.database, draftId);
  if (paper.scanState !== 'clean') throw new Error(`the scanner says ${paper.scanState}`);
  return paper.id;
}

/** The officer of the agency that has it who holds it, or the first with the role. */
export async function officerFor(house: House, state: DossierState, role: StaffRole): Promise<StaffActor> {
  const positions = await house.database.read({ capacity: 'job', name: 'test' }, (tx) =>
    officersOf(tx, state.leg.agencyId, role, state.field, dateOf(house.clock.business())),
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

/** The way of a dossier that is granted, after filing. */
export const wayToResult: readonly (readonly [action: string, role: StaffRole, body?: Record<string, unknown>])[] = [
  ['accept', 'reception'],
  ['assign', 'reception'],
  ['propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện, đề nghị ký.' }],
  ['approve', 'leader'],
  ['issue', 'clerk'],
  ['hand-over', 'reception', { by: 'store' }],
];

/** Takes a filed dossier along that way, to its end or up to and with the action named. */
export async function carry(house: House, filed: DossierState, upTo = 'hand-over'): Promise<DossierState> {
  let state = filed;
  for (const [action, role, body] of wayToResult) {
    state = await act(house, state, action, role, body);
    if (action === upTo) break;
  }
  return state;
}
