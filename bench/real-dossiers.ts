import { newId } from '../src/platform/ids.ts';
import { saturate } from './load.ts';
import { type Commune, filers, type People, type roles } from './people.ts';
import type { World } from './world.ts';

interface Acted {
  readonly code: string;
  readonly version: number;
}

type Step = readonly [actor: (typeof roles)[number] | 'citizen', action: string, body?: object];

const asked: Step = [
  'reception',
  'request-supplement',
  { points: [{ reason: 'answer-unclear', target: 'field:birth.date', note: 'Ghi rõ ngày sinh của bé.' }] },
];
const toSettled: readonly Step[] = [
  asked,
  ['citizen', 'supplement', { words: 'Tôi đã ghi lại ngày sinh.', paperIds: [] }],
  ['reception', 'accept'],
  ['reception', 'assign'],
  ['specialist', 'propose', { decision: 'approve', words: 'Đủ điều kiện, đề nghị ký.' }],
  ['leader', 'approve'],
  ['clerk', 'issue'],
];

/** Courses that dossiers take: one that is over after ten actions, and one for each place where work waits. */
const courses: readonly (readonly Step[])[] = [
  [...toSettled, ['reception', 'hand-over', { by: 'store' }], ['citizen', 'rate', { stars: 5 }]],
  [],
  toSettled.slice(0, 1),
  toSettled.slice(2, 4),
  toSettled.slice(2, 5),
  toSettled,
];

/** Takes one dossier through each course by the API; returns their codes, the finished one first. */
export async function takeCourses(world: World, people: People): Promise<string[]> {
  const [home] = people.communes;
  if (home === undefined) throw new Error('no commune');
  const codes: string[] = [];
  for (const course of courses) {
    let at = await file(world, people, home, filers[0]);
    for (const [actor, action, body] of course) {
      const { cookie } = actor === 'citizen' ? await people.citizen(filers[0]) : await people.staff(home, actor);
      const answer = await world.client.ask({
        method: 'POST',
        path: `/api/v1/dossiers/${at.code}/acts/${action}`,
        cookie,
        body: JSON.stringify({ ...body, expectedVersion: at.version }),
      });
      if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.text}`);
      at = JSON.parse(answer.text) as Acted;
    }
    codes.push(at.code);
  }
  return codes;
}

/** Files dossiers by the API, in all communes by turns. */
export async function fileMany(world: World, people: People, count: number): Promise<void> {
  let left = count;
  while (left > 0) {
    const { perSecond, failed } = await saturate(8, Math.min(2, left / 100), submitWork(world, people));
    if (failed > 0) throw new Error('filing failed');
    left -= Math.max(1, Math.round(perSecond * 2));
  }
}

/** One submission by one citizen in the next commune. */
export function submitWork(world: World, people: People): () => Promise<boolean> {
  const bodies = people.communes.map((commune) => people.submission(commune));
  let turn = 0;
  return async () => {
    const n = turn;
    turn += 1;
    const { cookie } = await people.citizen(filers[n % filers.length] as string);
    const answer = await world.client.ask({
      method: 'POST',
      path: '/api/v1/dossiers',
      cookie,
      headers: { 'idempotency-key': newId() },
      body: bodies[n % bodies.length] as string,
    });
    return answer.status === 201;
  };
}

async function file(world: World, people: People, commune: Commune, key: string): Promise<Acted> {
  const { cookie } = await people.citizen(key);
  const answer = await world.client.ask({
    method: 'POST',
    path: '/api/v1/dossiers',
    cookie,
    headers: { 'idempotency-key': newId() },
    body: people.submission(commune),
  });
  if (answer.status !== 201) throw new Error(`filing: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as Acted;
}
