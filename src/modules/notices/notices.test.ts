import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, fileOne } from '../../../test/dossiers.ts';
import { untilReadable } from '../../../test/horizon.ts';
import { type House, openHouse } from '../../../test/house.ts';
import { describeForNotices } from '../dossiers/index.ts';
import { hiddenField, signInAsCitizen, signInAsOfficer, Visitor } from '../identity/testing/visitor.ts';
import { deriveNotices, type NoticeDeps, sendMails, smtpMailer } from './index.ts';

let house: House;
let deps: NoticeDeps;
beforeAll(async () => {
  house = await openHouse();
  const { host, port } = house.outside.mail;
  deps = {
    database: house.database,
    clock: house.clock,
    describeDossiers: (tx, ids) => describeForNotices(tx, house.dossiers, ids),
    mailer: smtpMailer({ host, port, from: 'Cửa Số <khong-tra-loi@cuaso.example>' }),
    publicUrl: house.url,
  };
});
afterAll(() => house.close());

/** All that is stored, whatever other tests have open. */
async function derive(): Promise<void> {
  await untilReadable(house.database);
  await deriveNotices(deps);
}

const rowsOf = (code: string) =>
  house.database.asOwner((tx) =>
    tx.rows<{ kind: string; emailState: string; attempts: number; forPerson: boolean }>(
      `select kind, email_state as "emailState", email_attempts as attempts, person_id is not null as "forPerson"
       from notice where dossier_code = $1 order by at, kind`,
      [code],
    ),
  );

describe('notices', () => {
  it('tells the citizen of each change once, on the page and by e-mail without anything personal in the subject', async () => {
    let state = await fileOne(house);
    state = await act(house, state, 'accept', 'reception');
    state = await act(house, state, 'assign', 'reception');
    await derive();
    await derive();
    const rows = await rowsOf(state.code);
    expect(rows.filter((row) => row.forPerson).map((row) => row.kind)).toEqual(['received', 'accepted', 'examining']);
    expect(rows.filter((row) => !row.forPerson).map((row) => row.kind)).toContain('assigned');
    const before = house.outside.mail.mails.length;
    expect(await sendMails(deps)).toEqual({ sent: 2, failed: 0 });
    expect(await sendMails(deps)).toEqual({ sent: 0, failed: 0 });
    const mails = house.outside.mail.mails.slice(0, house.outside.mail.mails.length - before);
    expect(mails.map((mail) => mail.text).join('\n')).toContain(state.code);
    expect(mails[0]?.subject).toBe('Cửa Số: có thông báo mới về hồ sơ của bạn');
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(2);
    expect(mails.every((mail) => !mail.text.includes('Bưởi') && !mail.text.includes('999196000014'))).toBe(true);
    const shown = await (await fetch(house.outside.mail.url)).text();
    expect(shown).toContain('SANDBOX');
    expect(shown).toContain(state.code);
  });

  it('tells nothing twice and loses nothing when the connection is killed in between', async () => {
    const state = await fileOne(house);
    let killed = false;
    const fragile: NoticeDeps = {
      ...deps,
      describeDossiers: async (tx, ids) => {
        const found = await deps.describeDossiers(tx, ids);
        if (!killed) {
          killed = true;
          await tx.rows('select pg_terminate_backend(pg_backend_pid())');
        }
        return found;
      },
    };
    await untilReadable(house.database);
    await expect(deriveNotices(fragile)).rejects.toThrow();
    expect(await rowsOf(state.code)).toEqual([]);
    await Promise.all([deriveNotices(fragile), deriveNotices(deps)]);
    expect((await rowsOf(state.code)).filter((row) => row.kind === 'received')).toHaveLength(1);
  });

  it('tries a mail server that is away again later, not at once', async () => {
    await sendMails(deps);
    const state = await fileOne(house);
    await derive();
    const away = { ...deps, mailer: smtpMailer({ host: '127.0.0.1', port: 1, from: 'a@b.example' }) };
    expect(await sendMails(away)).toEqual({ sent: 0, failed: 1 });
    expect(await sendMails(away)).toEqual({ sent: 0, failed: 0 });
    expect((await rowsOf(state.code)).find((row) => row.kind === 'received')).toMatchObject({
      emailState: 'waiting',
      attempts: 1,
    });
    await house.database.asOwner((tx) =>
      tx.run(`update notice set email_next_at = now() - interval '1 minute' where email_state = 'waiting'`),
    );
    expect(await sendMails(deps)).toEqual({ sent: 1, failed: 0 });
  });

  it('shows each reader their own, marks them read, and heeds how a person wants to be told', async () => {
    const visitor = new Visitor(house.url);
    await signInAsCitizen(visitor, 'nguyen-thi-buoi');
    const page = await visitor.get('/thong-bao');
    expect(page.text).toContain('Đã nhận hồ sơ của bạn');
    expect(page.text).toMatch(/Thông báo \(\d+ chưa đọc\)/);
    const _csrf = hiddenField(page.text, '_csrf');
    expect((await visitor.post('/thong-bao', { _csrf })).text).toContain('Bạn đã đọc hết.');
    await visitor.post('/thong-bao/cach-nhan', { _csrf, tieng: 'en' });
    const state = await fileOne(house);
    await derive();
    expect((await rowsOf(state.code)).find((row) => row.kind === 'received')?.emailState).toBe('none');
    const other = new Visitor(house.url);
    await signInAsOfficer(other, 'le-thi-hong-cuc');
    const office = await other.get('/mot-cua/thong-bao');
    expect(office.text).toContain('Hồ sơ được chuyển đến bạn');
    expect(office.text).not.toContain('Đã nhận hồ sơ của bạn');
  });
});
