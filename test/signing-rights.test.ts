import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeSigning, prepareDecision } from '../src/modules/dossiers/index.ts';
import { citizenForms, officeForms } from '../src/modules/dossiers/one-stop-forms.ts';
import { TrackGuesses } from '../src/modules/dossiers/track-guesses.ts';
import { proveAgain } from '../src/modules/identity/operations/enter.ts';
import type { StaffActor } from '../src/platform/actor.ts';
import { createHttpServer } from '../src/platform/http/server.ts';
import type { Id } from '../src/platform/ids.ts';
import { type Caller, callerFor } from './callers.ts';
import { act, fileOne } from './dossiers.ts';
import { type House, openHouse } from './house.ts';
import { prepareStage, type Stage } from './rights/stage.ts';

let house: House;
let stage: Stage;
let leader: StaffActor;
beforeAll(async () => {
  house = await openHouse();
  stage = await prepareStage(house);
  leader = await house.officer('nguyen-van-hau', 'xa-31822', ['leader']);
}, 300_000);
afterAll(() => house.close());

/** Signed in, and last proved that long ago. */
async function caller(actor: StaffActor, minutes: number): Promise<Caller> {
  const made = await callerFor(house, 'officer', actor);
  await house.database.asOwner((tx) =>
    tx.run('update session set authenticated_at = $2 where person_id = $1', [
      actor.personId,
      house.clock.real().subtract({ minutes }),
    ]),
  );
  return made;
}

const code = (phase: 'deciding' | 'issuing') => stage.inPhase.get(phase)?.code ?? '';

describe('a signature', () => {
  it('is given in no way by somebody who proved who they are more than ten minutes ago', async () => {
    const clerk = await house.officer('truong-my-hanh', 'xa-31822', ['clerk']);
    const [old, oldClerk] = [await caller(leader, 11), await caller(clerk, 11)];
    const version = await versionOf(code('deciding'));
    const refused = [
      await old.send('POST', `/mot-cua/ho-so/${code('deciding')}/ky`, { form: { version: String(version) } }),
      await old.send('POST', `/mot-cua/ho-so/${code('deciding')}/tu-choi`, {
        form: { version: String(version) },
      }),
      await oldClerk.send('POST', `/mot-cua/ho-so/${code('issuing')}/cap-so`, { form: { version: '1' } }),
      await old.send('POST', `/api/v1/dossiers/${code('deciding')}/acts/approve`, {
        json: { expectedVersion: version },
      }),
      await old.send('POST', `/api/v1/dossiers/${code('deciding')}/acts/refuse`, {
        json: { expectedVersion: version, reason: 'x', words: 'x' },
      }),
      await oldClerk.send('POST', `/api/v1/dossiers/${code('issuing')}/acts/issue`, { json: { expectedVersion: 1 } }),
      await old.send('POST', `/api/v1/dossiers/${code('deciding')}/signatures`, {
        json: { purpose: 'approve', expectedVersion: version },
      }),
      await old.send('POST', `/api/v1/signatures/${stage.paperId}`, { json: { signatureValue: 'AAAAAAAA' } }),
    ];
    for (const [index, answer] of refused.entries()) {
      const toProof = answer.status === 303 && String(answer.headers['location']).startsWith('/dang-nhap/xac-thuc-lai');
      const told = answer.status === 401 && answer.text.includes('IDE-0010');
      expect(
        toProof || told,
        `${index}: ${answer.status} ${answer.headers['location']} ${answer.text.slice(0, 200)}`,
      ).toBe(true);
    }
    const fresh = await caller(leader, 9);
    const signed = await fresh.send('POST', `/api/v1/dossiers/${code('deciding')}/signatures`, {
      json: { purpose: 'approve', expectedVersion: await versionOf(code('deciding')) },
    });
    expect(signed.status, signed.text).toBe(201);
  });

  it('is not given when the delegation that the document was drawn up under has ended meanwhile', async () => {
    let state = await fileOne(house);
    state = await act(house, state, 'accept', 'reception');
    state = await act(house, state, 'assign', 'reception');
    state = await act(house, state, 'propose', 'specialist', { decision: 'approve', words: 'Đủ.' });
    const deputy: StaffActor = {
      ...leader,
      delegation: { delegationId: stage.paperId as Id<'delegation'>, form: 'KT.', principalTitle: 'Chủ tịch' },
    };
    const prepared = await prepareDecision(house.dossiers, deputy, { dossierId: state.id, decision: 'approve' });
    await expect(completeSigning(house.dossiers, leader, prepared.sessionId, Buffer.alloc(256))).rejects.toMatchObject({
      code: 'DOS-0024',
    });
  });

  it('needs the second factor when the officer proves again who they are', async () => {
    const now = {
      real: house.clock.real(),
      business: house.clock.business(),
      today: Temporal.PlainDate.from('2022-10-10'),
    };
    const proof = {
      issuer: 'staff',
      subject: 'cb-nguyen-van-hau',
      claims: {},
      acr: 'password-only',
      amr: ['pwd'],
      authenticatedAt: now.real,
      returnTo: '',
      againSessionId: undefined,
    } as const;
    await expect(
      proveAgain(house.database, proof, undefined, { requiredAcr: ['two-factor'], addressHash: 'x' }, now),
    ).rejects.toMatchObject({ code: 'IDE-0008' });
  });
});

async function versionOf(dossierCode: string): Promise<number> {
  return (
    await house.database.asOwner((tx) =>
      tx.row<{ version: number }>('select version from dossier where code = $1', [dossierCode]),
    )
  ).version;
}

describe('one-stop forms', () => {
  it('are there when they exist, for the office and for the citizen', () => {
    const forms = (
      phase: Parameters<typeof stage.inPhase.get>[0],
      due: Parameters<typeof officeForms>[1] = 'on-time',
    ) => {
      const state = stage.inPhase.get(phase);
      if (state === undefined) throw new Error(`nothing is ${phase}`);
      return [officeForms(state, due).join(' '), citizenForms(state).join(' ')];
    };
    expect(forms('filed')).toEqual(['', '']);
    expect(forms('accepted')).toEqual(['01 05', '01']);
    expect(forms('examining')).toEqual(['01 05', '01']);
    expect(forms('examining', 'overdue')).toEqual(['01 04 05', '01']);
    expect(forms('supplement')).toEqual(['01 02 05', '01 02']);
    expect(forms('supplement-approval')).toEqual(['01 02 05', '01']);
    const examining = stage.inPhase.get('examining');
    if (examining === undefined) throw new Error('nothing is examining');
    const extended = { ...examining, extensions: 1 };
    expect([officeForms(extended, 'on-time').join(' '), citizenForms(extended).join(' ')]).toEqual([
      '01 04 05',
      '01 04',
    ]);
    const refused = { ...examining, phase: 'refused-intake', acceptedAt: undefined } as const;
    expect([officeForms(refused, 'none').join(' '), citizenForms(refused).join(' ')]).toEqual(['03', '03']);
  });

  it('are Vietnamese whatever language the officer reads, the words prefilled in them too', async () => {
    const officer = await callerFor(house, 'leader', leader);
    const path = `/mot-cua/ho-so/${stage.inPhase.get('examining')?.code}?lang=en`;
    const page = await officer.send('GET', path);
    expect(page.text).toContain('lang="en"');
    expect(page.text).toContain('Chúng tôi xin lỗi vì gây phiền hà cho ông/bà.');
    expect(page.text).toContain('write it in Vietnamese');
  });
});

describe('guessing and forged addresses', () => {
  it('one code takes thirty wrong second facts an hour, from however many addresses', async () => {
    const visitor = await callerFor(house, 'visitor', undefined);
    const track = (last4: string, phase: Parameters<typeof code>[0] = 'issuing') =>
      visitor.send('POST', '/api/v1/track', { json: { code: code(phase), last4 } });
    for (let guess = 0; guess < 30; guess += 1) expect((await track(String(1000 + guess))).status).toBe(404);
    const answer = await track('0014');
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([429, 'DOS-0025']);
    // Each leaves a line for the auditor, without what was guessed.
    const lines = await house.database.asOwner((tx) =>
      tx.rows<{ detail: object }>(`select detail from security_event where kind = 'tracking-refused' order by at, id`),
    );
    const route = '/api/v1/track';
    expect(lines.map(({ detail }) => detail)).toEqual([
      ...Array(30).fill({ code: 'DOS-0019', dossierCode: code('issuing'), route }),
      { code: 'DOS-0025', dossierCode: code('issuing'), route },
    ]);
    const page = await visitor.send('GET', '/tra-cuu');
    expect(page.status).toBe(200);
    expect((await track('0000', 'deciding')).status).toBe(404);
    // What all forget alike is no guess, and shuts no door.
    for (let empty = 0; empty < 31; empty += 1)
      expect((await visitor.send('POST', '/api/v1/track', { json: { code: 'khong-nho', last4: '0014' } })).status).toBe(
        404,
      );
  });

  it('forgives after an hour, and remembers a bounded number of codes', () => {
    const guesses = new TrackGuesses();
    const now = Temporal.Instant.from('2026-11-28T00:00:00Z');
    for (let guess = 0; guess < 30; guess += 1) guesses.wrong('a', now);
    expect(guesses.mayTry('a', now.add({ minutes: 59 }))).toBe(false);
    expect(guesses.mayTry('a', now.add({ minutes: 61 }))).toBe(true);
    for (let each = 0; each < 10_001; each += 1) guesses.wrong(`b${each}`, now);
    expect(guesses.mayTry('a', now)).toBe(true);
  });

  it('behind a proxy, the address is the one that the proxy adds, not what its client claims', async () => {
    const app = await createHttpServer({
      secure: true,
      formOrigins: [],
      requestsPerMinute: 100,
      logLevel: 'silent',
      renderPage: () => '',
      errorPage: (_request, reply) => reply.send(''),
    });
    app.get('/address', async (request) => request.ip);
    const ask = (forwarded: string | undefined) =>
      app.inject({
        url: '/address',
        remoteAddress: '10.0.0.9',
        headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      });
    expect((await ask('127.0.0.1, 203.0.113.5')).body).toBe('203.0.113.5');
    expect((await ask('203.0.113.5')).body).toBe('203.0.113.5');
    expect((await ask(undefined)).body).toBe('10.0.0.9');
    expect((await ask('127.0.0.1')).headers['strict-transport-security']).toContain('max-age');
    await app.close();
  });
});
