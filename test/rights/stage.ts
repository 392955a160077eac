import { listReasons } from '../../src/modules/catalogue/index.ts';
import { findAct } from '../../src/modules/dossiers/acts.ts';
import type { FilingDeps } from '../../src/modules/dossiers/filing/deps.ts';
import { fileAtOnce } from '../../src/modules/dossiers/filing/operations/file-at-once.ts';
import { startDraft } from '../../src/modules/dossiers/filing/operations/start-draft.ts';
import type { DossierState, Phase } from '../../src/modules/dossiers/index.ts';
import { supplementDossier } from '../../src/modules/dossiers/index.ts';
import { officersOf } from '../../src/modules/identity/index.ts';
import type { StaffActor, StaffRole } from '../../src/platform/actor.ts';
import { type Id, newId } from '../../src/platform/ids.ts';
import { type Caller, callerFor } from '../callers.ts';
import { uploadPaper } from '../dossiers.ts';
import type { House } from '../house.ts';
import { sampleAnswers } from '../sample-answers.ts';

export const words = 'Lời ghi trong phép thử.';
const today = Temporal.PlainDate.from('2022-10-10');

/** Dossiers of one citizen at one commune, one in each phase; one of them handed on to another commune. */
export interface Stage {
  readonly inPhase: ReadonlyMap<Phase, DossierState>;
  readonly moved: DossierState;
  readonly paperId: string;
  readonly draftId: string;
  readonly verificationCode: string;
}

export async function prepareStage(house: House): Promise<Stage> {
  const paperId = await upload(house);
  const inPhase = new Map<Phase, DossierState>();
  const reach = async (phase: Phase, ...steps: readonly Step[]) => {
    inPhase.set(phase, await take(house, await file(house, phase === 'examining' ? [paperId] : []), steps));
  };
  const toDesk: Step[] = [
    ['accept', 'reception'],
    ['assign', 'reception', { to: await positionId(house, 'son-thi-ngoc-han') }],
  ];
  const proposed: Step = ['propose', 'specialist', { decision: 'approve', words }];
  const list: Step = [
    'request-supplement',
    'specialist',
    { points: [{ reason: await reasonFor(house, 'supplement'), target: 'field:child', note: words }] },
  ];
  await reach('filed');
  await reach('accepted', ['accept', 'reception']);
  await reach('examining', ...toDesk);
  await reach('supplement', ...toDesk, list);
  await reach('supplement-approval', ...toDesk, list, ['supplement', 'reception'], list);
  await reach('payment', ...toDesk, ['request-payment', 'specialist', { amountDong: 8000 }]);
  await reach('stopped', ...toDesk, ['stop', 'leader', { reason: await reasonFor(house, 'stop'), words }]);
  await reach('deciding', ...toDesk, proposed);
  await reach('issuing', ...toDesk, proposed, ['approve', 'leader']);
  await reach('settled', ...toDesk, proposed, ['approve', 'leader'], ['issue', 'clerk']);
  await reach(
    'returned',
    ...toDesk,
    proposed,
    ['approve', 'leader'],
    ['issue', 'clerk'],
    ['hand-over', 'reception', { by: 'store' }],
  );
  const moved = await take(house, await file(house, []), [
    ...toDesk,
    ['transfer', 'reception', { to: await positionId(house, 'bui-thi-cam-tu'), words }],
  ]);
  const draftId = await startDraft(house.dossiers as FilingDeps, house.citizen('nguyen-thi-buoi'), '1.001193', 'child');
  return {
    inPhase,
    moved,
    paperId,
    draftId,
    verificationCode: inPhase.get('returned')?.outcome?.verificationCode ?? '',
  };
}

/** Everyone of the table, by the name it has there. */
export async function everyone(house: House): Promise<Caller[]> {
  const own = (key: string, role: StaffRole) => house.officer(key, 'xa-31822', [role]);
  const list: readonly (readonly [string, Caller['actor']])[] = [
    ['public', undefined],
    ['citizen', house.citizen('nguyen-thi-buoi')],
    ['other-citizen', house.citizen('vo-thi-thanh-thuy')],
    ['reception', await own('le-thi-hong-cuc', 'reception')],
    ['specialist-holder', await own('son-thi-ngoc-han', 'specialist')],
    ['specialist', await own('phan-thanh-liem', 'specialist')],
    ['leader', await own('nguyen-van-hau', 'leader')],
    ['clerk', await own('truong-my-hanh', 'clerk')],
    ...(await elsewhere(house, 'next-', 'xa-31825')),
    ...(await elsewhere(house, 'district-', 'huyen-954')),
    ['administrator', await house.officer('ngo-duc-thinh', 'so-van-hoa-thong-tin', ['administrator'])],
    ['auditor', await house.officer('lieu-ngoc-anh', 'thanh-tra-tinh', ['auditor'])],
  ];
  return Promise.all(list.map(([name, actor]) => callerFor(house, name, actor)));
}

/** One officer of each role of another agency. */
async function elsewhere(house: House, prefix: string, agencyKey: string): Promise<(readonly [string, StaffActor])[]> {
  const { agencyId } = await house.officer('bui-thi-cam-tu', agencyKey, []);
  return house.database.read({ capacity: 'job', name: 'test' }, async (tx) => {
    const found: (readonly [string, StaffActor])[] = [];
    for (const role of ['reception', 'specialist', 'leader', 'clerk'] as const) {
      const [position] = await officersOf(tx, agencyId, role, undefined, today);
      if (position === undefined) throw new Error(`${agencyKey} has no ${role}`);
      found.push([
        prefix + role,
        {
          capacity: 'staff',
          personId: position.personId,
          positionId: position.id,
          agencyId,
          roles: position.roles,
          fields: position.fields,
        },
      ]);
    }
    return found;
  });
}

type Step = readonly [action: string, role: StaffRole, body?: Record<string, unknown>];

async function take(house: House, filed: DossierState, steps: readonly Step[]): Promise<DossierState> {
  let state = filed;
  for (const [action, role, body] of steps) {
    if (action === 'supplement') {
      state = await supplementDossier(house.dossiers, house.citizen('nguyen-thi-buoi'), {
        dossierId: state.id,
        paperIds: [],
        words,
      });
      continue;
    }
    const act = findAct(action);
    if (act === undefined) throw new Error(`no act ${action}`);
    state = await act.run(house.dossiers, await holderOf(house, state, role), { dossierId: state.id }, body ?? {});
  }
  return state;
}

async function holderOf(house: House, state: DossierState, role: StaffRole): Promise<StaffActor> {
  const positions = await house.database.read({ capacity: 'job', name: 'test' }, (tx) =>
    officersOf(tx, state.leg.agencyId, role, state.field, today),
  );
  const position = positions.find((each) => each.id === state.leg.holder) ?? positions[0];
  if (position === undefined) throw new Error(`nobody is ${role}`);
  return {
    capacity: 'staff',
    personId: position.personId,
    positionId: position.id,
    agencyId: position.agencyId,
    roles: position.roles,
    fields: position.fields,
  };
}

async function file(house: House, paperIds: readonly string[]): Promise<DossierState> {
  const { content } = await house.dossiers.procedures.inForce('1.001193');
  const answers = sampleAnswers(
    content.form ?? { steps: [] },
    await house.communeId('31822'),
    { role: 'child' },
    { 'birth.notification': 'electronic' },
  );
  const { state } = await fileAtOnce(house.dossiers, house.citizen('nguyen-thi-buoi'), {
    idempotencyKey: newId(),
    procedure: '1.001193',
    filedFor: 'child',
    whom: undefined,
    answers,
    paperIds,
    wantsPaperOriginal: true,
  });
  return state;
}

async function upload(house: House): Promise<string> {
  const { content } = await house.dossiers.procedures.inForce('1.001193');
  return uploadPaper(house, content.papers[0]?.key ?? '', 'nguyen-thi-buoi');
}

async function positionId(house: House, officer: string): Promise<Id<'position'>> {
  return (await house.officer(officer, officer === 'bui-thi-cam-tu' ? 'xa-31825' : 'xa-31822', [])).positionId;
}

export async function reasonFor(
  house: House,
  use: 'supplement' | 'refuse-intake' | 'refuse-result' | 'stop',
): Promise<string> {
  const reasons = await house.database.read({ capacity: 'public' }, (tx) => listReasons(tx, use));
  return reasons[0]?.key ?? '';
}
