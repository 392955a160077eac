import { readdir, readFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CitizenActor } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import { signInAsCitizen, Visitor } from '../../identity/testing/visitor.ts';
import { fileRoutes } from '../file-routes.ts';
import { makeJpegOfSize } from '../testing.ts';
import { openPapersHouse, type PapersHouse, placeDraft } from '../testing-house.ts';
import { openStaging, resumableUploadRoutes } from './resumable-routes.ts';

let papers: PapersHouse;
let buoi: Person;
let khoi: Person;
let draftId: Id<'draft'>;
/** 5 MB that are a photo: what phones append behind its end mark counts as part of the file. */
const photo = Buffer.concat([makeJpegOfSize(1200, 1600), Buffer.alloc(5_000_000, 'đuôi ảnh')]);

interface Person {
  readonly visitor: Visitor;
  readonly headers: Record<string, string>;
  readonly actor: CitizenActor;
}

async function signIn(key: string): Promise<Person> {
  const visitor = new Visitor(papers.house.url);
  await signInAsCitizen(visitor, key, '/ma-bieu-mau');
  const { csrf, actor } = JSON.parse((await visitor.get('/ma-bieu-mau')).text) as { csrf: string; actor: CitizenActor };
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { visitor, actor, headers: { cookie, 'x-csrf-token': csrf } };
}

beforeAll(async () => {
  papers = await openPapersHouse((app, deps) => {
    void app.register(resumableUploadRoutes(deps));
    void app.register(fileRoutes(deps));
  });
  buoi = await signIn('nguyen-thi-buoi');
  khoi = await signIn('tran-van-khoi');
});
afterAll(() => papers.close());
beforeEach(async () => {
  draftId = await placeDraft(papers.deps.database, buoi.actor.personId);
});

const metadata = () => ({ filename: 'ảnh 1.jpg', draftId, requirement: 'giay-chung-sinh' });

interface Sent {
  readonly url: string;
  readonly requests: number;
}

function send(
  person: Person,
  endpoint: string,
  options: Partial<ConstructorParameters<typeof Upload>[1]> = {},
  content = photo,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    let requests = 0;
    const upload: Upload = new Upload(content, {
      endpoint,
      headers: person.headers,
      metadata: metadata(),
      chunkSize: 1_000_000,
      retryDelays: [50, 100, 200, 400],
      onAfterResponse: () => {
        requests++;
      },
      onError: reject,
      onSuccess: () => resolve({ url: upload.url ?? '', requests }),
      ...options,
    });
    upload.start();
  });
}

function finish(person: Person, url: string): Promise<Response> {
  return fetch(`${url}/xong`, { method: 'POST', headers: { ...person.headers, accept: 'application/json' } });
}

/** A link that breaks after so many bytes of each connection until it is mended. */
async function breakingLink(
  bytesBeforeBreak: number,
): Promise<{ url: string; breaks: number; close(): void; mend(): void }> {
  let mended = false;
  const target = new URL(papers.house.url);
  const link = {
    url: '',
    breaks: 0,
    close: () => server.close(),
    mend: () => {
      mended = true;
    },
  };
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let passed = 0;
    near.on('data', (part) => {
      passed += part.length;
      if (!mended && passed > bytesBeforeBreak) {
        link.breaks++;
        // A break loses what is on its way: half of this part still arrives.
        far.write(Buffer.from(part as Uint8Array).subarray(0, part.length / 2), () => {
          near.destroy();
          far.destroy();
        });
        return;
      }
      far.write(part);
    });
    far.pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  link.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return link;
}

it('sends a photo in parts and makes one paper of it, however often it is finished', async () => {
  const { url } = await send(buoi, `${papers.house.url}/tai-len`);
  const answer = await finish(buoi, url);
  expect(answer.status).toBe(201);
  const paper = (await answer.json()) as { id: string };
  expect(paper).toMatchObject({
    displayName: 'ảnh 1.jpg',
    sizeBytes: photo.length,
    scanState: 'clean',
    href: `/giay-to/${paper.id}`,
  });
  expect(await (await finish(buoi, url)).json()).toMatchObject({ id: paper.id });
  const content = await buoi.visitor.once(new URL(`/giay-to/${paper.id}`, papers.house.url));
  expect(Number(content.headers.get('content-length'))).toBe(photo.length);
});

it('goes on where a broken link left off', async () => {
  const link = await breakingLink(1_700_000);
  const { url } = await send(buoi, `${link.url}/tai-len`, {
    chunkSize: Number.POSITIVE_INFINITY,
    retryDelays: [20, 20, 20, 20, 20, 20, 20],
  });
  expect(link.breaks).toBeGreaterThan(1);
  link.mend();
  const answer = await finish(buoi, url);
  link.close();
  expect(await answer.json()).toMatchObject({ sizeBytes: photo.length, scanState: 'clean' });
});

it('keeps nothing readable of an upload on its way', async () => {
  let started = '';
  const upload = new Upload(photo, {
    endpoint: `${papers.house.url}/tai-len`,
    headers: buoi.headers,
    metadata: metadata(),
    chunkSize: 1_000_000,
    onChunkComplete: () => void upload.abort(),
  });
  upload.start();
  const staging = openStaging(papers.deps);
  const arrived = async () => {
    started = upload.url?.split('/').at(-1) ?? '';
    return (await staging.find(started))?.offset ?? 0;
  };
  await expect.poll(arrived, { timeout: 20_000 }).toBeGreaterThanOrEqual(1_000_000);
  for (const name of await readdir(papers.deps.uploadFolder)) {
    const bytes = await readFile(join(papers.deps.uploadFolder, name));
    expect(bytes.includes('đuôi ảnh') || bytes.includes('giay-chung-sinh') || bytes.includes('JFIF')).toBe(false);
  }
  await staging.remove(started);
});

it('is nobody else’s: not to see, to go on with, to finish or to end', async () => {
  const { url } = await send(buoi, `${papers.house.url}/tai-len`);
  const tus = { 'tus-resumable': '1.0.0' };
  expect((await fetch(url, { method: 'HEAD', headers: { ...khoi.headers, ...tus } })).status).toBe(404);
  expect(
    (
      await fetch(url, {
        method: 'PATCH',
        headers: { ...khoi.headers, ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        body: 'x',
      })
    ).status,
  ).toBe(404);
  expect((await fetch(url, { method: 'DELETE', headers: { ...khoi.headers, ...tus } })).status).toBe(404);
  expect((await finish(khoi, url)).status).toBe(404);
  expect((await fetch(url, { method: 'HEAD', headers: tus })).status).toBe(401);
  expect((await finish(buoi, url)).status).toBe(201);
});

it('refuses before the first byte what is too large, empty, not signed in, without its place, or forged', async () => {
  const begin = (headers: Record<string, string>) =>
    fetch(`${papers.house.url}/tai-len`, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', accept: 'application/json', ...headers },
    });
  const encoded = Object.entries(metadata())
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  const good = { ...buoi.headers, 'upload-metadata': encoded };
  const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;
  expect(await code(await begin({ ...good, 'upload-length': '2000000000' }))).toBe('PAP-0002');
  expect(await code(await begin({ ...good, 'upload-length': '0' }))).toBe('PAP-0001');
  expect(await code(await begin({ ...good, 'upload-length': '-5' }))).toBe('PAP-0024');
  expect(await code(await begin({ ...buoi.headers, 'upload-length': '10' }))).toBe('PAP-0024');
  expect((await begin({ ...good, 'x-csrf-token': 'x', 'upload-length': '10' })).status).toBe(403);
  const noSession = Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'cookie'));
  expect([401, 403]).toContain((await begin({ ...noSession, 'upload-length': '10' })).status);
  expect(
    (await begin({ ...good, 'upload-length': '10', 'x-cuaso-upload-owner': 'citizen:someone' })).headers.get(
      'location',
    ),
  ).toMatch(/^\/tai-len\/[0-9a-f]{48}$/);
});

it('cannot be finished before it is whole, and forgets what is refused', async () => {
  const { url } = await send(buoi, `${papers.house.url}/tai-len`, {}, Buffer.from('chỉ là chữ'));
  expect((await finish(buoi, url)).status).toBe(422);
  expect((await finish(buoi, url)).status).toBe(404);
  const begun = await fetch(`${papers.house.url}/tai-len`, {
    method: 'POST',
    headers: {
      ...buoi.headers,
      'tus-resumable': '1.0.0',
      'upload-length': '1000',
      'upload-metadata': Object.entries(metadata())
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(','),
    },
  });
  expect((await finish(buoi, `${papers.house.url}${begun.headers.get('location')}`)).status).toBe(422);
});
