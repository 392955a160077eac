import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CitizenActor } from '../../../platform/actor.ts';
import { linkWaits } from '../../../platform/http/broken-links.ts';
import { signInAsCitizen, Visitor } from '../../identity/testing/visitor.ts';
import { paperRoutes } from '../index.ts';
import { makePng } from '../testing.ts';
import { openPapersHouse, type PapersHouse, placeDraft } from '../testing-house.ts';

let papers: PapersHouse;
let headers: Record<string, string>;
let actor: CitizenActor;
beforeAll(async () => {
  papers = await openPapersHouse(
    (app, deps) => void app.register(paperRoutes({ ...deps, trust: async () => ({ trustedRoots: [], crls: [] }) })),
    { ...linkWaits, idleMs: 400 },
  );
  const visitor = new Visitor(papers.house.url);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi', '/ma-bieu-mau');
  const known = JSON.parse((await visitor.get('/ma-bieu-mau')).text);
  actor = known.actor;
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  headers = { cookie, 'x-csrf-token': known.csrf, accept: 'application/json', 'tus-resumable': '1.0.0' };
});
afterAll(() => papers.close());

/** Sends the head and a part of a body, then nothing; gives what comes until the server ends the connection. */
async function stall(head: readonly string[], body: Uint8Array): Promise<string> {
  const socket = connect(Number(new URL(papers.house.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write([...head, 'host: x', ...own, '', ''].join('\r\n'));
  socket.write(body);
  await once(socket, 'close');
  return Buffer.concat(parts).toString();
}

it('an upload whose link stands still is ended, and goes on from where it was', async () => {
  const content = makePng(700, 700);
  const metadata = {
    draftId: await placeDraft(papers.deps.database, actor.personId),
    requirement: 'giay-chung-sinh',
    filename: 'a.png',
  };
  const begun = await fetch(new URL('/tai-len', papers.house.url), {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(content.length),
      'upload-metadata': Object.entries(metadata)
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(','),
    },
  });
  const at = new URL(begun.headers.get('location') ?? '', papers.house.url);
  const patch = { 'content-type': 'application/offset+octet-stream' };
  const answer = await stall(
    [
      `PATCH ${at.pathname} HTTP/1.1`,
      'content-type: application/offset+octet-stream',
      'upload-offset: 0',
      `content-length: ${content.length}`,
    ],
    content.subarray(0, 100),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"WEB-0008"');
  const offset = async () => (await fetch(at, { method: 'HEAD', headers })).headers.get('upload-offset');
  await expect.poll(offset).toBe('100');
  const rest = { method: 'PATCH', body: Uint8Array.from(content.subarray(100)) };
  expect((await fetch(at, { ...rest, headers: { ...headers, ...patch, 'upload-offset': '100' } })).status).toBe(204);
  expect((await fetch(`${at}/xong`, { method: 'POST', headers })).status).toBe(201);
});

it('a form whose link stands still in a file is ended, and leaves nothing', async () => {
  const draftId = await placeDraft(papers.deps.database, actor.personId);
  const field = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const body = `${field('_csrf', headers['x-csrf-token'] ?? '')}${field('draftId', draftId)}${field('requirement', 'x')}--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc`;
  const answer = await stall(
    ['POST /tai-len/giay-to HTTP/1.1', 'content-type: multipart/form-data; boundary=b', 'content-length: 100000'],
    Buffer.from(body),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  const rows = await papers.deps.database.asOwner((tx) =>
    tx.rows('select 1 from paper where draft_id = $1', [draftId]),
  );
  expect(rows).toEqual([]);
  const lines = await papers.deps.database.asOwner((tx) =>
    tx.rows(`select 1 from security_event where kind = 'upload-refused'`),
  );
  expect(lines).toEqual([]);
});
