import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { type LinkWaits, linkWaits } from './broken-links.ts';
import { createHttpServer } from './server.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const patient: LinkWaits = {
  headersMs: 600_000,
  idleMs: 600_000,
  requestMs: 600_000,
  paceMs: 600_000,
  paceBytes: 1,
  checkEveryMs: 20,
};

async function open(waits: Partial<LinkWaits> = {}): Promise<void> {
  app = await createHttpServer({
    secure: false,
    formOrigins: [],
    requestsPerMinute: 1000,
    logLevel: 'silent',
    waits: { ...patient, ...waits },
    renderPage: () => '',
    errorPage: (request, reply, error) => reply.type('text/html').send(`<p>${error.words[request.language]}</p>`),
  });
  app.post('/trang', async (request) => Object.keys(request.body as object));
  app.get('/lau', async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return 'xong';
  });
  app.post('/lau', async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return 'xong';
  });
  app.post('/api/v1/viec', async () => 'taken');
  await app.listen({ host: '127.0.0.1', port: 0 });
}

function dial(): Socket {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Everything that comes until the server ends the connection. */
async function answerTo(socket: Socket): Promise<Answer> {
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  await once(socket, 'close');
  const text = Buffer.concat(parts).toString();
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    type: /content-type: (.*)/i.exec(head)?.[1] ?? '',
    body,
  };
}

function tell(text: string): Promise<Answer> {
  const socket = dial();
  socket.write(text);
  return answerTo(socket);
}

const form = (path: string, length: string, body: string, more = '') =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n${more}content-length: ${length}\r\n\r\n${body}`;

describe('a request that cannot be read', () => {
  it.each([
    ['is no HTTP', 'xin chào\r\n\r\n', 400, 'WEB-0007'],
    ['has two lengths', form('/trang', '3\r\ncontent-length: 5', 'a=1'), 400, 'WEB-0007'],
    ['has a length that is no number', form('/trang', 'ba', 'a=1'), 400, 'WEB-0007'],
    ['has headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(40_000)}\r\n\r\n`, 431, 'WEB-0009'],
  ])('that %s is answered in both languages and ended', async (_what, text, status, code) => {
    await open();
    const answer = await tell(text);
    expect(answer).toMatchObject({ status, type: 'text/plain; charset=utf-8' });
    expect(answer.body).toMatch(/^.*(?:máy chủ).*\n.*(?:server|browser).*\n/i);
    expect(answer.body).toContain(code);
  });

  it('for the programs’ side is a problem', async () => {
    await open();
    const answer = await tell(form('/api/v1/viec', 'ba', 'a=1'));
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json; charset=utf-8' });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, code: 'WEB-0007', type: '/loi/WEB-0007' });
  });
});

describe('a body cut off', () => {
  it.each([
    ['/trang', 'text/plain; charset=utf-8'],
    ['/api/v1/viec', 'application/problem+json; charset=utf-8'],
  ])('to %s is told so where the sender still listens', async (path, type) => {
    await open();
    const socket = dial();
    socket.end(form(path, '1000', 'a=1'));
    const answer = await answerTo(socket);
    expect(answer).toMatchObject({ status: 400, type });
    expect(answer.body).toContain('WEB-0007');
    expect(answer.body).toContain('cắt giữa chừng');
  });

  it('a program that reads English gets English', async () => {
    await open();
    const socket = dial();
    socket.end(form('/api/v1/viec', '1000', 'a=1', 'cookie: a=b; lang=en\r\n'));
    expect((await answerTo(socket)).body).toContain('cut off');
  });
});

describe('time', () => {
  it('a body that stands still is ended', async () => {
    await open({ idleMs: 100 });
    const answer = await tell(form('/trang', '1000', 'a=1'));
    expect(answer).toMatchObject({ status: 408 });
    expect(answer.body).toMatch(/Đường truyền đứng quá lâu[\s\S]*The link stood still/);
  });

  it('as a problem for a script', async () => {
    await open({ idleMs: 100 });
    const answer = await tell(form('/trang', '1000', 'a=1', 'accept: application/json\r\n'));
    expect(JSON.parse(answer.body)).toMatchObject({ status: 408, code: 'WEB-0008' });
  });

  it('a slow body that goes on is waited for, longer than the longest silence', async () => {
    const idleMs = 600;
    await open({ idleMs });
    const socket = dial();
    const answer = answerTo(socket);
    const started = performance.now();
    socket.write(form('/trang', '20', '', 'connection: close\r\n'));
    for (let sent = 0; sent < 20; sent++) {
      await new Promise((resolve) => setTimeout(resolve, idleMs / 8));
      socket.write('a');
    }
    expect(await answer).toMatchObject({ status: 200, body: JSON.stringify(['a'.repeat(20)]) });
    expect(performance.now() - started).toBeGreaterThan(idleMs);
  });

  it('a body that drips is ended after the span in which too little came, one that keeps the pace is not', async () => {
    const paceMs = 400;
    await open({ paceMs, paceBytes: 100 });
    const drip = async (bytes: number) => {
      const socket = dial();
      const answer = answerTo(socket);
      socket.write(form('/trang', '10000', '', 'connection: close\r\n'));
      const sending = setInterval(() => socket.write('a'.repeat(bytes)), paceMs / 20);
      const { status } = await answer;
      clearInterval(sending);
      return status;
    };
    // 20 bytes a span; some 8000.
    expect(await drip(1)).toBe(408);
    expect(await drip(400)).toBe(200);
  });

  it('a form that came whole is not held to the pace while the work on it takes its time', async () => {
    await open({ paceMs: 100, paceBytes: 1000 });
    expect(await tell(form('/lau', '3', 'a=1', 'connection: close\r\n'))).toMatchObject({ status: 200 });
  });

  it('a request that is whole is waited for, however long the work takes', async () => {
    await open({ idleMs: 50 });
    expect(await tell('GET /lau HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatchObject({
      status: 200,
      body: 'xong',
    });
  });

  it('headers that do not end, and a body longer than its time, are ended', async () => {
    await open({ headersMs: 100, requestMs: 200 });
    expect(await tell('GET / HTTP/1.1\r\nhost: x\r\n')).toMatchObject({ status: 408 });
    const socket = dial();
    const drip = setInterval(() => socket.write('a'), 20);
    socket.write(form('/trang', '100000', ''));
    const answer = await answerTo(socket);
    clearInterval(drip);
    expect(answer).toMatchObject({ status: 408 });
  });

  it('a connection on which nothing is asked is closed', async () => {
    await open({ idleMs: 100 });
    expect((await answerTo(dial())).body).toBe('');
  });

  it('as set, a photo of 15 MB and a form of ten files pass at 100 kB/s', async () => {
    await open();
    const [photo, largestForm, bytesPerSecond] = [15_000_000, 200_000_000, 100_000];
    expect(linkWaits.requestMs).toBeGreaterThan((1000 * photo) / bytesPerSecond);
    expect(linkWaits.requestMs).toBeGreaterThan((1000 * largestForm) / bytesPerSecond);
    expect(linkWaits.idleMs).toBeLessThanOrEqual(30_000);
    // GPRS with one channel of the safest coding carries 8 kbit/s.
    expect(linkWaits.paceBytes).toBeLessThan((((8000 / 8) * linkWaits.paceMs) / 1000) * 0.5);
    expect(app.server).toMatchObject({ timeout: patient.idleMs, requestTimeout: patient.requestMs });
  });
});

describe('a body that is too large', () => {
  const large = `a=${'x'.repeat(1_000_001)}`;
  it.each([
    ['of a page', '/trang', large, 'application/x-www-form-urlencoded'],
    ['of the programs’ side', '/api/v1/viec', JSON.stringify(large), 'application/json'],
  ])('%s is answered with 413, the limit, and what to do', async (_what, url, payload, type) => {
    await open();
    const answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toMatch(/lớn hơn 1 MB.*Hãy viết ngắn lại/);
    if (url.startsWith('/api/')) expect(answer.json()).toMatchObject({ status: 413, code: 'WEB-0003' });
  });
});
