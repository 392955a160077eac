import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officersOf } from '../src/modules/identity/index.ts';
import type { StaffActor, StaffRole } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { type Caller, callerFor } from './callers.ts';
import { type House, openHouse } from './house.ts';
import { sampleAnswers } from './sample-answers.ts';

let house: House;
let buoi: Caller;
beforeAll(async () => {
  house = await openHouse();
  buoi = await callerFor(house, 'Bưởi', house.citizen('nguyen-thi-buoi'));
});
afterAll(() => house.close());

interface Acted {
  readonly code: string;
  readonly version: number;
  readonly phase: string;
}

async function birth() {
  const { content } = await house.dossiers.procedures.inForce('1.001193');
  return {
    procedure: '1.001193',
    filedFor: 'child',
    answers: sampleAnswers(
      content.form ?? { steps: [] },
      await house.communeId('31822'),
      { role: 'child' },
      { 'birth.notification': 'electronic' },
    ),
  };
}

async function file(key: string = newId()): Promise<Acted> {
  const answer = await buoi.send('POST', '/api/v1/dossiers', {
    json: await birth(),
    headers: { 'idempotency-key': key },
  });
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.json<Acted>();
}

/** The officer with the role who holds the dossier, or may take it. */
async function officer(code: string, role: StaffRole): Promise<Caller> {
  const found = await house.database.read({ capacity: 'job', name: 'test' }, async (tx) => {
    const { agency, field, holder } = await tx.row<{ agency: StaffActor['agencyId']; field: string; holder: string }>(
      'select leg_agency as agency, field, holder from dossier where code = $1',
      [code],
    );
    const positions = await officersOf(tx, agency, role, field, Temporal.PlainDate.from('2022-10-10'));
    return positions.find((position) => position.id === holder) ?? positions[0];
  });
  if (found === undefined) throw new Error(`nobody is ${role} for ${code}`);
  return callerFor(house, role, {
    capacity: 'staff',
    personId: found.personId,
    positionId: found.id,
    agencyId: found.agencyId,
    roles: found.roles,
    fields: found.fields,
  });
}

async function act(caller: Caller, at: Acted, action: string, body: object = {}): Promise<Acted> {
  const answer = await caller.send('POST', `/api/v1/dossiers/${at.code}/acts/${action}`, {
    json: { ...body, expectedVersion: at.version },
  });
  expect(answer.status, `${action}: ${answer.text}`).toBe(200);
  return answer.json<Acted>();
}

describe('the API of dossiers', () => {
  it('is described by a document that is kept', async () => {
    const document = await buoi.send('GET', '/api/openapi.json');
    expect(document.json<{ openapi: string }>().openapi).toBe('3.1.0');
    await expect(`${document.text}\n`).toMatchFileSnapshot('golden/openapi.json');
    const page = await buoi.send('GET', '/api');
    expect(page.text).toContain('/api/v1/dossiers/{code}/acts/accept');
  });

  it('makes one dossier of a key, whoever else uses the same key', async () => {
    const key = newId();
    const [first, again] = [await file(key), await file(key)];
    expect(again.code).toBe(first.code);
    const other = await callerFor(house, 'Thủy', house.citizen('vo-thi-thanh-thuy'));
    const theirs = await other.send('POST', '/api/v1/dossiers', {
      json: await birth(),
      headers: { 'idempotency-key': key },
    });
    expect(theirs.status, theirs.text).toBe(201);
    expect(theirs.json<Acted>().code).not.toBe(first.code);
    expect((await other.send('GET', `/api/v1/dossiers/${first.code}`)).status).toBe(404);
    expect((await buoi.send('GET', '/api/v1/dossiers')).text).not.toContain(theirs.json<Acted>().code);
  });

  it('tells every fault of the answers at its field, and stores nothing', async () => {
    const answer = await buoi.send('POST', '/api/v1/dossiers', {
      json: { ...(await birth()), answers: {} },
      headers: { 'idempotency-key': newId() },
    });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json<{ faults: unknown[] }>().faults.length).toBeGreaterThan(3);
    const extra = await buoi.send('POST', '/api/v1/dossiers', {
      json: { ...(await birth()), parties: [] },
      headers: { 'idempotency-key': newId() },
    });
    expect(extra.status).toBe(422);
  });

  it('carries a dossier to its result; signing in two phases with a key outside', async () => {
    let at = await file();
    const reception = await officer(at.code, 'reception');
    at = await act(reception, at, 'accept');
    const stale = await reception.send('POST', `/api/v1/dossiers/${at.code}/acts/assign`, {
      json: { expectedVersion: at.version - 1 },
    });
    expect(stale.json<{ code: string }>().code).toBe('DOS-0003');
    at = await act(reception, at, 'assign');
    at = await act(await officer(at.code, 'specialist'), at, 'propose', {
      decision: 'approve',
      words: 'Đủ điều kiện.',
    });
    const leader = await officer(at.code, 'leader');
    const prepared = await leader.send('POST', `/api/v1/dossiers/${at.code}/signatures`, {
      json: { purpose: 'approve', expectedVersion: at.version },
    });
    expect(prepared.status, prepared.text).toBe(201);
    const { sessionId, toBeSigned } = prepared.json<{ sessionId: string; toBeSigned: string }>();
    const wrong = await leader.send('POST', `/api/v1/signatures/${sessionId}`, {
      json: { signatureValue: Buffer.alloc(256, 7).toString('base64') },
    });
    expect(wrong.status, wrong.text).toBeGreaterThanOrEqual(400);
    expect(
      (await reception.send('POST', `/api/v1/signatures/${sessionId}`, { json: { signatureValue: 'AAAAAAAA' } }))
        .status,
    ).toBe(409);
    const { actor } = leader as { actor: StaffActor };
    const signer = await house.database.read(actor, (tx) => house.dossiers.signers.ofPosition(tx, actor.positionId));
    const value = Buffer.from(await signer.sign(Buffer.from(toBeSigned, 'base64'))).toString('base64');
    const signed = await leader.send('POST', `/api/v1/signatures/${sessionId}`, { json: { signatureValue: value } });
    expect(signed.status, signed.text).toBe(200);
    expect(
      (await leader.send('POST', `/api/v1/signatures/${sessionId}`, { json: { signatureValue: value } })).status,
    ).toBe(409);
    at = signed.json<Acted>();
    const before = await buoi.send('GET', `/api/v1/dossiers/${at.code}`);
    expect(before.json()).not.toHaveProperty('outcome');
    at = await act(await officer(at.code, 'clerk'), at, 'issue');
    at = await act(await officer(at.code, 'reception'), at, 'hand-over', { by: 'store' });
    at = await act(buoi, at, 'rate', { stars: 5 });
    const mine = await buoi.send('GET', `/api/v1/dossiers/${at.code}`);
    expect(mine.json()).toMatchObject({ phase: 'returned', outcome: { decision: 'approve' }, rating: { stars: 5 } });
    expect(mine.text).not.toContain('Đủ điều kiện.');
    const theirs = await reception.send('GET', `/api/v1/dossiers/${at.code}`);
    expect(theirs.text).toContain('Đủ điều kiện.');
  });

  it('logs an opening before it answers, and lists the inbox with a log row of its ids', async () => {
    const at = await file();
    const reception = await officer(at.code, 'reception');
    const reads = () =>
      house.database.asOwner((tx) =>
        tx.row<{ count: number }>(
          'select count(*) as count from access_log l join dossier d on d.id = any (l.dossier_ids) where d.code = $1',
          [at.code],
        ),
      );
    expect((await reads()).count).toBe(0);
    const inbox = await reception.send('GET', '/api/v1/dossiers?box=cho-tiep-nhan&all=true');
    expect(inbox.text).toContain(at.code);
    expect((await reads()).count).toBe(1);
    await reception.send('GET', `/api/v1/dossiers/${at.code}`);
    expect((await reads()).count).toBe(2);
  });

  it('withdraws for the citizen, and refuses writes that do not prove where they come from', async () => {
    const at = await file();
    const path = `/api/v1/dossiers/${at.code}/acts/withdraw`;
    const body = { expectedVersion: at.version, words: 'Tôi nộp nhầm.' };
    expect((await buoi.send('POST', path, { json: body, unproved: true })).status).toBe(403);
    expect(
      (await buoi.send('POST', path, { json: body, headers: { origin: 'https://elsewhere.example' } })).status,
    ).toBe(403);
    expect((await act(buoi, at, 'withdraw', { words: 'Tôi nộp nhầm.' })).phase).toBe('withdrawn');
  });

  it.each(['%ff', '%c0%ae', '%', 'a'.repeat(401)])('says that there is no address with %s in it', async (part) => {
    for (const path of [`/api/v1/dossiers/${part}`, `/api/v1/dossiers/${part}/acts/accept`, `/api/v1/${part}`]) {
      const answer = await buoi.send('GET', path, { headers: { accept: 'text/html' } });
      expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
      expect(answer.json()).toMatchObject({ status: 404, code: 'WEB-0001' });
    }
  });

  it('says the same status in the document as in the line when somebody asks too often', async () => {
    const ask = () =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/track',
        payload: { code: 'H04.25.13-221010-0001', last4: '0000' },
        remoteAddress: '10.255.255.1',
      });
    for (let time = 0; time < 10; time += 1) expect((await ask()).statusCode).toBe(404);
    const answer = await ask();
    expect([answer.statusCode, answer.json()]).toMatchObject([429, { status: 429, code: 'WEB-0004' }]);
  });

  it('refuses a receiver who is not there as a fault of what was sent', async () => {
    let at = await file();
    at = await act(await officer(at.code, 'reception'), at, 'accept');
    const reception = await officer(at.code, 'reception');
    for (const [action, body] of [
      ['assign', { to: newId() }],
      ['transfer', { to: newId(), words: 'Chuyển xử lý.' }],
    ] as const) {
      const answer = await reception.send('POST', `/api/v1/dossiers/${at.code}/acts/${action}`, {
        json: { ...body, expectedVersion: at.version },
      });
      expect([answer.status, answer.json()], answer.text).toMatchObject([422, { code: 'DOS-0027' }]);
    }
  });

  it('tracks by code and second fact, without a word about the person', async () => {
    const at = await file();
    const visitor = await callerFor(house, 'visitor', undefined);
    const { last4 } = await house.database.asOwner((tx) =>
      tx.row<{ last4: string }>(`select right(number, 4) as last4 from identity_document where person_id = $1`, [
        house.citizen('nguyen-thi-buoi').personId,
      ]),
    );
    const track = (json: object) => visitor.send('POST', '/api/v1/track', { json });
    const found = await track({ code: at.code, last4 });
    expect(found.status, found.text).toBe(200);
    expect(found.text).not.toContain('Bưởi');
    expect((await track({ code: at.code, last4: '0000' })).status).toBe(404);
    // In an address the second fact would lie in the logs of every proxy on the way: that is no way to ask.
    expect((await visitor.send('GET', `/api/v1/track?code=${at.code}&last4=${last4}`)).status).toBe(404);
    expect((await visitor.send('POST', `/api/v1/track?code=${at.code}&last4=${last4}`, { json: {} })).status).toBe(422);
    expect((await visitor.send('GET', `/api/v1/dossiers/${at.code}`)).status).toBe(401);
  });
});
