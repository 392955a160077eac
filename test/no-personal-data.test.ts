import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { makePdf } from '../src/modules/papers/testing.ts';
import type { FormDefinition } from '../src/platform/forms/definition.ts';
import { findRunningPostgres } from '../src/platform/postgres/embedded.ts';
import { type RunningCommand, startCuaso } from './cuaso.ts';
import { freePort } from './free-port.ts';
import { sampleAnswers } from './sample-answers.ts';

// The main job, driven with words and numbers that stand nowhere else; then everything that the server printed and every table is searched.

const marks = {
  childName: 'Xuỳnh Quắc Kỷ Niệm',
  address: 'đường Kỳ Lạ bảy mươi bảy',
  phone: '0987123654',
  email: 'rieng-tu-771@thu-nghiem.example',
  words: 'lời riêng số 77-A',
  note: 'ghi chú kín 77-B',
  list: 'giải thích thiếu 77-C',
  supplement: 'bổ sung của dân 77-D',
  fileName: 'anh-mat-77e.pdf',
  visitorName: 'Nghiêm Thị Hiếm Có',
  visitorNumber: '079177123459',
  query: 'dò tên 77-F',
} as const;
/** As they are typed, without diacritics, and in addresses. */
const needles = Object.values(marks).flatMap((mark) => [
  mark,
  fold(mark),
  encodeURIComponent(mark),
  mark.replaceAll(' ', '+'),
]);

const folder = mkdtempSync(join(tmpdir(), 'cuaso-personal-'));
chmodSync(folder, 0o711);
const data = join(folder, 'data');
let server: RunningCommand;
let url: string;
let owner: pg.Client;
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = startCuaso(['serve', '--fresh'], { CUASO_DATA: data, PORT: String(port) });
  await server.says('Stop with Ctrl-C.');
  owner = new pg.Client({ ...findRunningPostgres({ dataDir: data }), options: '-c search_path=bac_lieu' });
  await owner.connect();
}, 180_000);
afterAll(async () => {
  await owner?.end();
  server?.child.kill('SIGTERM');
  await server?.ended;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

it('keeps names, numbers and words out of all that is printed, and unsealed only where lists need them', async () => {
  const citizen = new Visitor(url);
  await signInAsCitizen(citizen, 'nguyen-thi-buoi', '/ho-so');
  await form(citizen, '/tai-khoan', '/tai-khoan/lien-he', { phone: '0901234567', email: marks.email });
  let at = await file(citizen);
  const [reception, specialist, leader, clerk] = (await Promise.all(
    ['le-thi-hong-cuc', 'son-thi-ngoc-han', 'nguyen-van-hau', 'truong-my-hanh'].map(async (key) => {
      const visitor = new Visitor(url);
      await signInAsOfficer(visitor, key, '/mot-cua');
      return visitor;
    }),
  )) as [Visitor, Visitor, Visitor, Visitor];
  at = await act(reception, at, 'accept');
  at = await act(reception, at, 'assign');
  await reception.get(`/mot-cua/tim?q=${encodeURIComponent(marks.query)}`);
  await form(specialist, `/mot-cua/ho-so/${at.code}`, `/mot-cua/ho-so/${at.code}/ghi-chu`, { text: marks.note });
  at = await act(specialist, at, 'request-supplement', {
    points: [{ reason: await reason('supplement'), target: 'dossier', note: marks.list }],
  });
  at = await act(citizen, at, 'supplement', { words: marks.supplement, paperIds: [] });
  at = await act(specialist, at, 'propose', { decision: 'approve', words: marks.words });
  at = await act(leader, at, 'approve');
  at = await act(clerk, at, 'issue');
  at = await act(reception, at, 'hand-over', { by: 'store' });
  at = await act(citizen, at, 'rate', { stars: 4, words: marks.words });
  for (const [visitor, path] of [
    [citizen, `/ho-so/${at.code}`],
    [reception, `/mot-cua/ho-so/${at.code}`],
    [reception, `/mot-cua/ho-so/${at.code}/mau-01.pdf`],
    [citizen, '/giay-to'],
    [citizen, '/thong-bao'],
  ] as const)
    expect((await visitor.get(path)).status, path).toBe(200);
  await receiveAtDesk(reception);
  await failInManyWays(citizen, at);
  await keepWhatWasTyped(specialist, at);

  const found = await columnsWithMarks();
  const lists = await owner.query<{ name: string }>(`select applicant_name as name from dossier where code = $1`, [
    at.code,
  ]);
  // What the test looks for is there where it may be: a search that finds nothing proves nothing.
  expect(lists.rows[0]?.name).toBeTruthy();
  expect(found).toEqual(
    [
      // The person's own record, read through involvement only.
      'identity_document.number',
      'person.email',
      'person.full_name',
      'person.phone',
      'person.address',
      // Shown in lists of papers; emptied when the dossier is erased.
      'paper.display_name',
    ].sort((a, b) => a.localeCompare(b)),
  );
  const printed = `${server.output()}${server.errors()}${databaseLog()}`;
  expect(printed).toContain('Stop with Ctrl-C.');
  expect(needles.filter((needle) => printed.toLowerCase().includes(needle.toLowerCase()))).toEqual([]);
}, 240_000);

interface At {
  readonly code: string;
  readonly version: number;
}

async function file(citizen: Visitor): Promise<At> {
  const { rows } = await owner.query<{ id: string; form: FormDefinition; paper: string }>(
    `select (select id from unit where code = '31822' limit 1) as id, content -> 'form' as form, content #>> '{papers,0,key}' as paper
     from procedure_version where code = '1.001193' order by version desc limit 1`,
  );
  const [{ id, form: definition, paper }] = rows as [{ id: string; form: FormDefinition; paper: string }];
  const answers = sampleAnswers(definition, id, { role: 'child' }, { 'birth.notification': 'electronic' });
  const told = JSON.parse(JSON.stringify(answers), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (value === 'Nguyễn Thị Bưởi' || key === 'name') return marks.childName;
    if (value.startsWith('Khóm 2')) return marks.address;
    return /^0\d{9}$/.test(value) ? marks.phone : value;
  }) as typeof answers;
  const { token } = await session(citizen);
  const started = await citizen.once(new URL('/nop/dang-ky-khai-sinh', url), {
    method: 'POST',
    body: new URLSearchParams({ _csrf: token, cho: 'child' }).toString(),
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
  });
  const draftId = started.location?.split('/').at(-1) ?? '';
  const upload = await citizen.once(new URL('/tai-len/giay-to', url), uploadOf(token, draftId, paper));
  expect(upload.status, upload.text).toBe(201);
  const paperIds = (JSON.parse(upload.text) as { papers: { id: string }[] }).papers.map((one) => one.id);
  const answer = await json(
    citizen,
    '/api/v1/dossiers',
    { procedure: '1.001193', filedFor: 'child', answers: told, paperIds },
    {
      'idempotency-key': draftId,
    },
  );
  expect(answer.status, answer.text).toBe(201);
  return JSON.parse(answer.text) as At;
}

function uploadOf(token: string, draftId: string, requirement: string): RequestInit {
  const body = new FormData();
  for (const [name, value] of [
    ['_csrf', token],
    ['draftId', draftId],
    ['requirement', requirement],
  ])
    body.append(name as string, value as string);
  body.append('file', new Blob([new Uint8Array(makePdf())], { type: 'application/pdf' }), marks.fileName);
  return { method: 'POST', body, headers: { origin: url, 'x-csrf-token': token, accept: 'application/json' } };
}

async function act(visitor: Visitor, at: At, action: string, body: object = {}): Promise<At> {
  const answer = await json(visitor, `/api/v1/dossiers/${at.code}/acts/${action}`, {
    ...body,
    expectedVersion: at.version,
  });
  expect(answer.status, `${action}: ${answer.text}`).toBe(200);
  return JSON.parse(answer.text) as At;
}

async function receiveAtDesk(reception: Visitor): Promise<void> {
  const paper = { 'paper.kind': 'personal-number', 'paper.number': marks.visitorNumber };
  await form(reception, '/mot-cua/quay', '/mot-cua/quay', paper);
  const answer = await form(reception, '/mot-cua/quay', '/mot-cua/quay/dang-ky', {
    ...paper,
    'person.name': marks.visitorName,
    'person.birthDate.year': '1951',
    'person.gender': 'female',
    'person.address': marks.address,
    'person.phone': marks.phone,
  });
  expect(answer.url.pathname, answer.text.slice(0, 2000)).toMatch(/^\/mot-cua\/quay\/[0-9a-f-]{36}\/thu-tuc$/);
}

/** What goes wrong is where logs are written. */
async function failInManyWays(citizen: Visitor, at: At): Promise<void> {
  const mark = encodeURIComponent(marks.visitorName);
  await citizen.get(`/ho-so/${mark}`);
  await json(citizen, `/api/v1/track?ten=${mark}`, { code: at.code, last4: '9999' });
  await json(
    citizen,
    '/api/v1/dossiers',
    { procedure: marks.words, filedFor: marks.visitorName },
    { 'idempotency-key': marks.note },
  );
  await json(citizen, `/api/v1/dossiers/${at.code}/acts/withdraw`, { expectedVersion: 1, words: marks.words });
  const forged = {
    method: 'POST',
    body: `words=${mark}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  expect((await citizen.once(new URL(`/ho-so/${at.code}/rut`, url), forged)).status).toBe(403);
  await citizen.once(new URL('/api/v1/dossiers', url), {
    method: 'POST',
    body: `{"x": "${marks.visitorName}`,
    headers: { 'content-type': 'application/json', origin: url },
  });
  await new Visitor(url).get(`/dang-nhap?ve=/${mark}`);
}

async function keepWhatWasTyped(specialist: Visitor, at: At): Promise<void> {
  const { token } = await session(specialist);
  await owner.query(`update session set ended_at = now(), ended_reason = 'test' where capacity = 'staff'`);
  const answer = await specialist.once(new URL(`/mot-cua/ho-so/${at.code}/ghi-chu`, url), {
    method: 'POST',
    body: new URLSearchParams({ _csrf: token, text: marks.note }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: url,
      referer: `${url}/mot-cua/ho-so/${at.code}`,
    },
  });
  expect(answer.location).toBe(`/dang-nhap?ve=${encodeURIComponent(`/mot-cua/ho-so/${at.code}`)}`);
  expect((await owner.query('select from kept_form')).rowCount).toBe(1);
}

/** Columns of the whole schema in which a mark can be read, as text or as the bytes of one. */
async function columnsWithMarks(): Promise<string[]> {
  const { rows: columns } = await owner.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'bac_lieu'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)`,
  );
  const bytes = Object.values(marks).map((mark) => Buffer.from(mark).toString('hex'));
  const any = [...needles, ...bytes]
    .map((text) => text.toLowerCase().replaceAll(/[.+*?()[\]{}|^$\\]/g, '\\$&'))
    .join('|');
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await owner.query<{ found: boolean }>(
      `select exists (select from "${table}" t where lower(t."${column}"::text) ~ $1) as found`,
      [any],
    );
    if (rows[0]?.found === true) found.push(`${table}.${column}`);
  }
  return found.sort((a, b) => a.localeCompare(b));
}

async function session(visitor: Visitor): Promise<{ token: string }> {
  const answer = await visitor.once(new URL('/api/v1/session', url), { headers: { accept: 'application/json' } });
  return { token: (JSON.parse(answer.text) as { csrfToken: string }).csrfToken };
}

async function json(visitor: Visitor, path: string, body: object, headers: Record<string, string> = {}) {
  const { token } = await session(visitor);
  return visitor.once(new URL(path, url), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': token, ...headers },
  });
}

async function form(visitor: Visitor, page: string, action: string, values: Record<string, string>) {
  const { token } = await session(visitor);
  return visitor.post(action, { _csrf: token, ...values }, { origin: url, referer: `${url}${page}` });
}

async function reason(use: string): Promise<string> {
  const { rows } = await owner.query<{ key: string }>(
    `select key from catalogue_entry where list = 'reason' and content ->> 'use' = $1 order by position limit 1`,
    [use],
  );
  return rows[0]?.key ?? '';
}

function databaseLog(): string {
  const place = join(data, 'postgres.place');
  const home = existsSync(place) ? readFileSync(place, 'utf8').trim() : join(data, 'postgres');
  const log = join(home, 'server.log');
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').toLowerCase();
}
