import { afterAll, beforeAll, expect, it } from 'vitest';
import { acts } from '../../src/modules/dossiers/acts.ts';
import type { DossierState, Phase } from '../../src/modules/dossiers/index.ts';
import type { Caller, Reply, Sent } from '../callers.ts';
import { type House, openHouse } from '../house.ts';
import { actBodies, citizenActs, formOf, phaseFor } from './bodies.ts';
import { listRoutes, type Route } from './routes.ts';
import { everyone, prepareStage, type Stage, words } from './stage.ts';

let house: House;
let stage: Stage;
let callers: readonly Caller[];
beforeAll(async () => {
  house = await openHouse();
  stage = await prepareStage(house);
  callers = await everyone(house);
}, 300_000);
afterAll(() => house.close());

/** Signing out and acting for an organisation end the session of the table; sign-in and uploads have tests of their own. */
const left = /^\/(dang-xuat|dang-nhap|tai-san|tai-len|tai-khoan\/dai-dien)/;
const nobody = '01999999-0000-7000-8000-000000000000';

it('answers every address for everyone as the kept table says', async () => {
  const table: string[] = [];
  for (const route of listRoutes(house.app).sort(
    (a, b) => Number(a.path.endsWith('/bo')) - Number(b.path.endsWith('/bo')),
  )) {
    if (left.test(route.path) || !['GET', 'POST'].includes(route.method) || isAct(route)) continue;
    for (const [label, dossier] of dossiersFor(route.path)) {
      const answers = await ask(callers, async (caller) =>
        statusOf(
          await caller.send(
            route.method as 'GET',
            fill(route.path, dossier),
            route.method === 'POST' ? bodyFor(route.path) : {},
          ),
        ),
      );
      table.push(block(`${route.method} ${route.path}${label}`, answers));
    }
  }
  await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('../golden/rights-addresses.txt');
}, 600_000);

it('lets everyone do to a dossier what the kept table says, by page and by API alike', async () => {
  const table: string[] = [];
  const bodies = await actBodies(house);
  for (const act of acts) {
    for (const [label, state] of [
      ['', stageIn(phaseFor[act.action] ?? 'filed')],
      [' [handed on]', stage.moved],
    ] as const) {
      // A version that is not there: whoever may act is told that somebody else was faster, and nothing changes.
      const json = { ...bodies[act.action], expectedVersion: 999 };
      const byApi = await ask(callers, async (caller) =>
        mayAct(await caller.send('POST', `/api/v1/dossiers/${state.code}/acts/${act.action}`, { json })),
      );
      const byPage = await ask(callers, async (caller) =>
        mayAct(
          await caller.send('POST', `/mot-cua/ho-so/${state.code}/${act.slug}`, {
            form: { ...formOf(bodies[act.action] ?? {}), version: '999' },
          }),
        ),
      );
      expect(byPage.get('may'), act.action).toEqual(byApi.get('may'));
      table.push(block(`${act.action} at ${state.phase}${label}`, byApi));
    }
  }
  for (const { action, slug, phase, body, form } of citizenActs) {
    const state = stageIn(phase);
    const byApi = await ask(callers, async (caller) =>
      mayAct(
        await caller.send('POST', `/api/v1/dossiers/${state.code}/acts/${action}`, {
          json: { ...body, expectedVersion: 999 },
        }),
      ),
    );
    const byPage = await ask(callers, async (caller) =>
      mayAct(await caller.send('POST', `/ho-so/${state.code}/${slug}`, { form: { ...form, version: '999' } })),
    );
    expect(byPage.get('may'), action).toEqual(byApi.get('may'));
    table.push(block(`${action} at ${state.phase}`, byApi));
  }
  await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('../golden/rights.txt');
}, 600_000);

function stageIn(phase: Phase): DossierState {
  const state = stage.inPhase.get(phase);
  if (state === undefined) throw new Error(`no dossier at ${phase}`);
  return state;
}

/** Addresses of a dossier are asked for one in work, one that is over and one that was handed on. */
function dossiersFor(path: string): (readonly [string, DossierState])[] {
  const working = stageIn('examining');
  if (!path.includes('ho-so/:code') && !path.includes('dossiers/:code')) return [['', working]];
  return [
    [' [in work]', working],
    [' [returned]', stageIn('returned')],
    [' [handed on]', stage.moved],
  ];
}

/** Bodies that get past the reading of them, so that the answer tells of rights. */
function bodyFor(path: string): Sent {
  if (path.endsWith('/track')) return { json: { code: stageIn('examining').code, last4: '0000' } };
  if (path.endsWith('/notes')) return { json: { text: words } };
  if (path.endsWith('/signatures')) return { json: { purpose: 'approve', expectedVersion: 999 } };
  if (path.endsWith('/signatures/:sessionId')) return { json: { signatureValue: 'AAAAAAAA' } };
  if (path === '/api/v1/indices/:edition/total') return { json: { values: { 1: 0.5 } } };
  if (path === '/api/v1/dossiers')
    return { json: { procedure: 'khong-co', filedFor: 'self', answers: {} }, headers: { 'idempotency-key': nobody } };
  return { form: path.endsWith(':slug') ? { cho: 'child' } : {} };
}

/** Acts have a table of their own. */
function isAct({ method, path }: Route): boolean {
  return (
    method === 'POST' &&
    (path.includes('/acts/') || path.endsWith('ho-so/:code/:slug') || /^\/ho-so\/:code\//.test(path))
  );
}

function fill(path: string, dossier: DossierState): string {
  const id = path.startsWith('/giay-to/')
    ? stage.paperId
    : path.startsWith('/nop/ho-so-nhap/')
      ? stage.draftId
      : nobody;
  return path
    .replace(/:box\(.*\)$/, 'cho-ky')
    .replace('/kiem-tra/:code', `/kiem-tra/${stage.verificationCode}`)
    .replace('/tien-do/:code', '/tien-do/31822')
    .replace('/procedures/:code', '/procedures/1.001193')
    .replace(':edition', 'dti-922')
    .replace(':code', dossier.code)
    .replace(/\/dang-nhap$/, '/dang-nhap?cho=child')
    .replace(/\/progress\/procedures$/, '/progress/procedures?month=2022-09')
    .replace('/viec/:slug', '/viec/co-em-be')
    .replace('/linh-vuc/:slug', '/linh-vuc/ho-tich')
    .replace(':slug', 'dang-ky-khai-sinh')
    .replace(':page', 'kiem-tra')
    .replace(/:(id|sessionId|version)\b/g, id)
    .replace(':filedFor', 'child')
    .replace(':file', 'answers-0000000000000000.js');
}

function statusOf(reply: Reply): string {
  const to = String(reply.headers['location'] ?? '');
  return to.startsWith('/dang-nhap') ? `${reply.status} to sign-in` : String(reply.status);
}

/** Refused, or allowed and only too late. */
function mayAct(reply: Reply): string {
  if (reply.status === 409 && /DOS-0003|Người khác vừa cập nhật/.test(reply.text)) return 'may';
  return `no (${statusOf(reply)})`;
}

async function ask(
  all: readonly Caller[],
  question: (caller: Caller) => Promise<string>,
): Promise<Map<string, string[]>> {
  const answers = new Map<string, string[]>();
  for (const caller of all) {
    const answer = await question(caller);
    answers.set(answer, [...(answers.get(answer) ?? []), caller.name]);
  }
  return answers;
}

const offices: Readonly<Record<string, readonly string[]>> = {
  'own-office': ['reception', 'specialist-holder', 'specialist', 'leader', 'clerk'],
  'next-office': ['next-reception', 'next-specialist', 'next-leader', 'next-clerk'],
  'district-office': ['district-reception', 'district-specialist', 'district-leader', 'district-clerk'],
};

/** An office in a word where all of it gets the same answer. */
function shorten(names: readonly string[]): string {
  if (names.length === callers.length) return 'everyone';
  let left = [...names];
  const whole: string[] = [];
  for (const [office, members] of Object.entries(offices)) {
    if (!members.every((member) => left.includes(member))) continue;
    left = left.filter((name) => !members.includes(name));
    whole.push(office);
  }
  return [...left, ...whole].join(' ');
}

function block(title: string, answers: ReadonlyMap<string, readonly string[]>): string {
  return [
    title,
    ...[...answers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([answer, names]) => `    ${answer}: ${shorten(names)}`),
  ].join('\n');
}
