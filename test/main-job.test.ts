import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProcedures, type ProcedureVersion } from '../src/modules/catalogue/index.ts';
import { findAct } from '../src/modules/dossiers/acts.ts';
import { type DossierState, submitDossier } from '../src/modules/dossiers/index.ts';
import { openDossier } from '../src/modules/dossiers/queries/open-dossier.ts';
import { officersOf } from '../src/modules/identity/index.ts';
import { verifySignedPdf } from '../src/modules/papers/signing/index.ts';
import { publicActor, type StaffActor, type StaffRole } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { type House, openHouse } from './house.ts';
import { sampleAnswers } from './sample-answers.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('the main job', () => {
  it('files a birth online, decides it at the one-stop office and gives back a signed certificate', async () => {
    const procedure = await house.dossiers.procedures.inForce('1.001193');
    const filed = await file(procedure);
    expect(filed.code).toMatch(/^H04\.[0-9.]+-221010-\d{4}$/);
    expect(filed.phase).toBe('filed');
    const done = await process(filed, 'xa-31822');
    expect(done.phase).toBe('returned');
    const pdf = await house.dossiers.documents.open(done.outcome?.documentId ?? '');
    const report = await verifySignedPdf(pdf, { ...(await trust()), at: house.clock.business() });
    expect(report.signatures.map((signature) => signature.integrity)).toEqual(['whole', 'whole']);
    expect(report.verdict).toBe('whole');
  });

  it('carries every procedure that can be filed from filing to the signed result, at its own level', async () => {
    const procedures = await house.database.read(publicActor, (tx) =>
      listProcedures(tx, Temporal.PlainDate.from('2022-10-10')),
    );
    const fileable = procedures.filter((procedure) => procedure.content.form !== undefined);
    expect(fileable.length).toBeGreaterThanOrEqual(20);
    for (const procedure of fileable) {
      const filed = await file(procedure).catch((error: unknown) => {
        throw new Error(
          `${procedure.slug}: ${error instanceof Error ? error.message : ''} ${JSON.stringify((error as { faults?: unknown }).faults)}`,
          { cause: error },
        );
      });
      const done = await process(filed);
      expect(done.phase, procedure.slug).toBe('returned');
    }
  });
});

async function trust() {
  const { httpCertificateAuthority } = await import('../src/modules/papers/signing/index.ts');
  return httpCertificateAuthority({ url: house.outside.authorityUrl }).trust();
}

async function file(procedure: ProcedureVersion): Promise<DossierState> {
  const { content } = procedure;
  const filedFor = content.filedFor[0] ?? 'self';
  const answers = sampleAnswers(
    content.form ?? { steps: [] },
    await house.communeId('31822'),
    { role: filedFor },
    { 'birth.notification': 'electronic' },
  );
  const person = house.citizen('nguyen-thi-buoi');
  const { state } = await submitDossier(house.dossiers, person, {
    idempotencyKey: newId(),
    procedureVersionId: procedure.id,
    answers,
    filedFor,
    paperIds: [],
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
    synthetic: true,
  });
  return state;
}

async function actorWith(state: DossierState, role: StaffRole): Promise<StaffActor> {
  const positions = await house.database.read({ capacity: 'job', name: 'test' }, (tx) =>
    officersOf(tx, state.agencies.competent, role, state.field, Temporal.PlainDate.from('2022-10-10')),
  );
  const held = positions.find((position) => position.id === state.leg.holder) ?? positions[0];
  if (held === undefined) throw new Error(`nobody with the role ${role} for ${state.code}`);
  return {
    capacity: 'staff',
    personId: held.personId,
    positionId: held.id,
    agencyId: held.agencyId,
    roles: held.roles,
    fields: held.fields,
  };
}

/** Takes a filed dossier through the whole workflow by the same table of acts that pages and API use. */
async function process(filed: DossierState, _agency?: string): Promise<DossierState> {
  let state = filed;
  const steps: readonly (readonly [string, StaffRole, Record<string, unknown>])[] = [
    ['accept', 'reception', {}],
    ['assign', 'reception', {}],
    ['propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện, đề nghị ký.' }],
    ['approve', 'leader', {}],
    ['issue', 'clerk', {}],
    ['hand-over', 'reception', { by: 'store' }],
  ];
  for (const [action, role, body] of steps) {
    const act = findAct(action);
    if (act === undefined) throw new Error(action);
    state = await act.run(house.dossiers, await actorWith(state, role), { dossierId: state.id }, body);
  }
  const view = await openDossier(house.dossiers, house.citizen('nguyen-thi-buoi'), state.id, 'handle');
  expect(view.content.history.map((entry) => entry.action)).toEqual([
    'file',
    'accept',
    'assign',
    'propose',
    'approve',
    'issue',
    'hand-over',
  ]);
  return state;
}
