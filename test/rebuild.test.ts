import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type DossierState,
  eraseDossier,
  rebuildDossiers,
  supplementDossier,
  withdrawDossier,
} from '../src/modules/dossiers/index.ts';
import { openDossier } from '../src/modules/dossiers/queries/open-dossier.ts';
import { act, fileOne } from './dossiers.ts';
import { checkHouse, type House, openHouse } from './house.ts';

let house: House;
const byPhase = new Map<string, DossierState>();

beforeAll(async () => {
  house = await openHouse();
  for (const state of await oneInEveryPhase()) byPhase.set(state.phase, state);
});
afterAll(() => house.close());

it('brings back every row, byte for byte, in whatever phase the dossier is', async () => {
  expect([...byPhase.keys()].sort()).toEqual([
    'accepted',
    'deciding',
    'examining',
    'filed',
    'issuing',
    'payment',
    'refused-intake',
    'returned',
    'settled',
    'stopped',
    'supplement',
    'supplement-approval',
    'supplement-before-acceptance',
    'withdrawn',
  ]);
  const before = await rowsAsText();
  expect(await rebuildDossiers(house.dossiers)).toMatchObject({ rebuilt: before.length, differed: 0, orphans: 0 });
  await house.database.asOwner((tx) => tx.run('delete from dossier'));
  expect(await rebuildDossiers(house.dossiers)).toMatchObject({ differed: before.length, missing: before.length });
  expect(await rowsAsText()).toEqual(before);
});

it.each([
  ['state', `state = state || '{"extensions": 7}'`],
  ['name', `applicant_name = 'Người Khác', applicant_folded = 'nguoi khac'`],
  ['tracking', 'track_digest = null'],
  ['owner', 'holder = gen_random_uuid()'],
  ['wall', `agencies = '{}', persons = '{}'`],
  ['head', `head = '\\x00', version = version + 1`],
])('mends a spoilt %s', async (_what, change) => {
  const before = await rowsAsText();
  await house.database.asOwner((tx) => tx.run(`update dossier set ${change} where phase = 'examining'`));
  expect((await rebuildDossiers(house.dossiers)).differed).toBe(1);
  expect(await rowsAsText()).toEqual(before);
});

it('loses and doubles nothing while acts go on, and leaves a row that no stream tells of', async () => {
  const open = await Promise.all([fileOne(house), fileOne(house), fileOne(house)]);
  await house.database.asOwner((tx) => tx.run(`update dossier set state = state || '{"extensions": 7}' where closed`));
  let over = false;
  const work = Promise.all(
    open.map(async (state) => act(house, await act(house, state, 'accept', 'reception'), 'assign', 'reception')),
  ).finally(() => {
    over = true;
  });
  do await rebuildDossiers(house.dossiers);
  while (!over);
  expect((await work).map((state) => state.phase)).toEqual(['examining', 'examining', 'examining']);
  expect(await rebuildDossiers(house.dossiers)).toMatchObject({ differed: 0, orphans: 0 });
  await house.database.asOwner((tx) => tx.run('delete from journal where stream_id = $1', [open[0]?.id]));
  expect(await rebuildDossiers(house.dossiers)).toMatchObject({ differed: 0, orphans: 1 });
  for (const row of ['dossier where id', 'journal_payload where stream_id', 'stream_key where stream_id'])
    await house.database.asOwner((tx) => tx.run(`delete from ${row} = $1`, [open[0]?.id]));
});

it('erases what is personal and keeps facts, chain and rebuilding', async () => {
  const state = byPhase.get('returned') as DossierState;
  const deps = { ...house.dossiers, files: house.papers.files };
  const document = state.outcome?.documentId ?? '';
  const ground = 'Yêu cầu 12/2023';
  const open = byPhase.get('accepted') as DossierState;
  await expect(eraseDossier(deps, { code: open.code, ground })).rejects.toMatchObject({ code: 'DOS-0002' });
  expect((await house.dossiers.documents.open(document)).length).toBeGreaterThan(1000);
  expect(await eraseDossier(deps, { code: state.code, ground })).toMatchObject({ first: true });
  expect(await eraseDossier(deps, { code: state.code, ground })).toMatchObject({ first: false });
  await expect(house.dossiers.documents.open(document)).rejects.toThrow();
  const left = await house.database.asOwner((tx) =>
    tx.rows<{ text: string }>(
      `select d::text as text from dossier d where id = $1 union all select j::text from journal j where stream_id = $1
       union all select n::text from notice n where dossier_id = $1 union all select r::text from issued_result r where dossier_id = $1
       union all select p::text from journal_payload p where stream_id = $1 union all select k::text from stream_key k where stream_id = $1`,
      [state.id],
    ),
  );
  expect(left.length).toBeGreaterThan(5);
  for (const { text } of left) expect(text).not.toMatch(/Bưởi|buoi|999196000014|0912345678|Khóm 2/i);
  const view = await openDossier(house.dossiers, house.citizen('nguyen-thi-buoi'), state.id, 'test');
  expect(view.content).toMatchObject({ erased: true, people: [], answers: {} });
  expect(view.actions).toEqual([]);
  expect(await rebuildDossiers(house.dossiers)).toMatchObject({ differed: 0 });
  expect((await checkHouse(house)).faults).toEqual([]);
});

/** The whole row of every dossier as PostgreSQL writes it. */
async function rowsAsText(): Promise<string[]> {
  const rows = await house.database.asOwner((tx) =>
    tx.rows<{ text: string }>('select d::text as text from dossier d order by id'),
  );
  return rows.map((row) => row.text);
}

async function oneInEveryPhase(): Promise<DossierState[]> {
  const words = 'Ghi chú thử nghiệm.';
  const points = [{ reason: 'paper-missing', target: 'dossier', note: 'Thiếu một tờ.' }];
  const filed = () => fileOne(house);
  const accepted = async () => act(house, await filed(), 'accept', 'reception');
  const examining = async () => act(house, await accepted(), 'assign', 'reception');
  const deciding = async () => act(house, await examining(), 'propose', 'specialist', { decision: 'approve', words });
  const issuing = async () => act(house, await deciding(), 'approve', 'leader');
  const settled = async () => act(house, await issuing(), 'issue', 'clerk');
  const withdrawn = await filed();
  await withdrawDossier(house.dossiers, house.citizen('nguyen-thi-buoi'), { dossierId: withdrawn.id, words });
  const twice = await act(house, await examining(), 'request-supplement', 'specialist', { points });
  const back = await supplementDossier(house.dossiers, house.citizen('nguyen-thi-buoi'), {
    dossierId: twice.id,
    paperIds: [],
    words,
  });
  return [
    await filed(),
    await accepted(),
    await examining(),
    await deciding(),
    await issuing(),
    await settled(),
    await act(house, await settled(), 'hand-over', 'reception', { by: 'store' }),
    await act(house, await filed(), 'refuse-intake', 'reception', { reason: 'not-competent', words }),
    await act(house, await filed(), 'request-supplement', 'reception', { points }),
    await act(house, await examining(), 'request-supplement', 'specialist', { points }),
    await act(house, back, 'request-supplement', 'specialist', { points }),
    await act(house, await filed(), 'request-payment', 'reception', { amountDong: 8000 }),
    await act(house, await examining(), 'stop', 'leader', { reason: 'waits-for-others', words }),
    { ...withdrawn, phase: 'withdrawn' },
  ];
}
