import type { FilingDeps } from '../../src/modules/dossiers/filing/deps.ts';
import { fileAtOnce } from '../../src/modules/dossiers/filing/operations/file-at-once.ts';
import { startDraft } from '../../src/modules/dossiers/filing/operations/start-draft.ts';
import { newId } from '../../src/platform/ids.ts';
import { type Caller, callerFor, type Reply } from '../callers.ts';
import type { House } from '../house.ts';
import { listRoutes } from '../rights/routes.ts';
import { sampleAnswers } from '../sample-answers.ts';
import { type HostileRequest, HostileRequests, type OpenApi } from './make-requests.ts';
import { unescaped } from './strings.ts';

export interface HostileReport {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Of those that there are, how many were asked by somebody whom the house knows. */
  readonly addresses: { readonly asked: number; readonly known: number };
  /** What must not be (a failure of the server, a trace of its inside, data of others, markup that came through), by kind, so that none is unseen behind the many of another. */
  readonly faults: Readonly<Record<string, FaultKind>>;
}

interface FaultKind {
  readonly count: number;
  readonly first: string;
}

/** A dossier that none of the callers has anything to do with. */
interface Hidden {
  readonly marks: readonly string[];
}

/** Asks the house a number of generated questions, as visitors, citizens and officers, and looks at every answer. */
export async function askAll(house: House, count: number, seed: number): Promise<HostileReport> {
  const hidden = await hide(house);
  const { callers, requests } = await prepare(house, seed);
  const byStatus: Record<string, number> = {};
  const faults: Record<string, FaultKind> = {};
  const asked = new Set<string>();
  for (let number = 0; number < count; number += 1) {
    const caller = callers[number % callers.length] as Caller;
    const request = requests.next();
    asked.add(request.address);
    const reply = await caller
      .send(request.method, request.path, request.sent)
      .catch((error: unknown) => String(error));
    if (typeof reply !== 'string') byStatus[reply.status] = (byStatus[reply.status] ?? 0) + 1;
    for (const kind of typeof reply === 'string' ? [reply] : judge(reply, request, hidden))
      faults[kind] = {
        count: (faults[kind]?.count ?? 0) + 1,
        first: faults[kind]?.first ?? describe(seed, number, caller, request, reply),
      };
  }
  return { requests: count, byStatus, addresses: { asked: asked.size, known: requests.addresses }, faults };
}

function judge(reply: Reply, request: HostileRequest, hidden: Hidden): string[] {
  const faults: string[] = [];
  const type = String(reply.headers['content-type'] ?? '');
  // Nothing in the house is out of order, so nothing may be "unavailable" either.
  if (reply.status >= 500) faults.push(`answers ${reply.status} ${/\b[A-Z]{3}-\d{4}\b/.exec(reply.text)?.[0] ?? ''}`);
  if (
    /\.tsx?:\d+|node_modules|node:internal|violates .* constraint|syntax error at|invalid input syntax/.test(reply.text)
  )
    faults.push('shows its inside');
  if (hidden.marks.some((mark) => reply.text.includes(mark) && !request.path.includes(mark)))
    faults.push('shows data of others');
  if (type.startsWith('text/html'))
    for (const mark of unescaped) if (mark.test(reply.text)) faults.push(`lets ${mark} through`);
  if (reply.headers['set-cookie'] !== undefined && /phien=x9/.test(String(reply.headers['set-cookie'])))
    faults.push('sets a cookie that was sent in');
  const to = String(reply.headers['location'] ?? '');
  if (/^(?:https?:)?\/\/|^\/\\|^javascript:/i.test(to) && !to.startsWith('http://127.0.0.1:'))
    faults.push(`leads away to ${to}`);
  if (request.path.startsWith('/api/v1/') && reply.text !== '' && !/^application\/(?:problem\+)?json/.test(type))
    faults.push(`answers ${type}`);
  return faults;
}

function describe(
  seed: number,
  number: number,
  caller: Caller,
  request: HostileRequest,
  reply: Reply | string,
): string {
  const answer = typeof reply === 'string' ? '' : `: ${reply.status} ${reply.text.slice(0, 300)}`;
  return `seed ${seed}, request ${number}, ${caller.name} ${request.method} ${request.path.slice(0, 200)} ${JSON.stringify(request.sent).slice(0, 400)}${answer}`;
}

async function hide(house: House): Promise<Hidden> {
  const person = house.citizen('vo-thi-thanh-thuy');
  const { state } = await fileAtOnce(house.dossiers, person, {
    ...(await filing(house, '31825')),
    idempotencyKey: newId(),
  });
  return { marks: [person.personId, state.id, state.code, 'Võ Thị Thanh Thúy'] };
}

async function filing(house: House, commune: string) {
  const { content } = await house.dossiers.procedures.inForce('1.001193');
  const answers = sampleAnswers(
    content.form ?? { steps: [] },
    await house.communeId(commune),
    { role: 'child' },
    { 'birth.notification': 'electronic' },
  );
  return {
    procedure: '1.001193',
    filedFor: 'child' as const,
    whom: undefined,
    answers,
    paperIds: [],
    wantsPaperOriginal: false,
  };
}

async function prepare(house: House, seed: number): Promise<{ callers: Caller[]; requests: HostileRequests }> {
  const buoi = house.citizen('nguyen-thi-buoi');
  const own = await Promise.all(
    [1, 2, 3].map(
      async () =>
        (await fileAtOnce(house.dossiers, buoi, { ...(await filing(house, '31822')), idempotencyKey: newId() })).state,
    ),
  );
  const draftId = await startDraft(house.dossiers as FilingDeps, buoi, '1.001193', 'child');
  const callers = await Promise.all([
    callerFor(house, 'visitor', undefined),
    callerFor(house, 'citizen', buoi),
    callerFor(house, 'reception', await house.officer('le-thi-hong-cuc', 'xa-31822', ['reception'])),
    callerFor(house, 'specialist', await house.officer('son-thi-ngoc-han', 'xa-31822', ['specialist'])),
    callerFor(house, 'clerk', await house.officer('truong-my-hanh', 'xa-31822', ['clerk'])),
    callerFor(house, 'leader', await house.officer('nguyen-van-hau', 'xa-31822', ['leader'])),
    callerFor(house, 'auditor', await house.officer('lieu-ngoc-anh', 'thanh-tra-tinh', ['auditor'])),
    callerFor(house, 'administrator', await house.officer('ngo-duc-thinh', 'so-van-hoa-thong-tin', ['administrator'])),
  ]);
  const api = (await (callers[0] as Caller).send('GET', '/api/openapi.json')).json<OpenApi & Record<string, unknown>>();
  // Signing out, and what ends or swaps the session, would leave the callers without one.
  const left = /^\/(?:api|dang-xuat|dang-nhap|tai-san|tai-khoan\/(?:dai-dien|phien)|dang-xuat|can-bo\/vi-tri|tai-len)/;
  const pages = listRoutes(house.app).filter(
    (route) => (route.method === 'GET' || route.method === 'POST') && !left.test(route.path),
  );
  const names = new Set([
    'version',
    'words',
    'text',
    'pick',
    'ma',
    'so',
    'cho',
    '_csrf',
    'returnTo',
    'requirement',
    'draftId',
  ]);
  for (const path of [
    `/mot-cua/ho-so/${own[0]?.code}`,
    `/ho-so/${own[0]?.code}`,
    '/mot-cua/quay',
    '/quan-tri/nhan-su/moi',
    '/quan-tri/uy-quyen/moi',
    '/quan-tri/mo-khan-cap',
    '/kiem-toan/mo-khan-cap',
    '/kiem-toan/truy-cap',
    '/kiem-toan/an-ninh',
    '/tai-khoan',
    `/nop/ho-so-nhap/${draftId}/requester`,
  ]) {
    for (const caller of callers)
      for (const [, name] of (await caller.send('GET', path)).text.matchAll(/ name="([^"]{1,60})"/g))
        names.add(name as string);
  }
  const known = {
    codes: own.map((state) => state.code),
    ids: [...own.map((state) => state.id as string), draftId, newId(), buoi.personId],
    fields: [...names],
    filing: { ...(await filing(house, '31822')) },
  };
  return { callers, requests: new HostileRequests(seed, api, pages, known) };
}
