import { expect, test } from 'vitest';
import type { Actor, CitizenActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database.ts';
import { recordRead } from './operations/record-read.ts';
import { findPersonByDocument, findPersonFacts, getPersonFacts, involveAgencies, registerPerson } from './store.ts';
import { knownDossier, withHouse } from './testing/with-house.ts';

// The last wall: what the database itself refuses when every check in the code is forgotten.
const here = withHouse();
const today = Temporal.PlainDate.from('2022-10-10');
const citizenOf = (key: string): CitizenActor => ({
  capacity: 'citizen',
  personId: here.person(key),
  assuranceLevel: 2,
});
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => here.store.database.transact(actor, work);
const count = async (actor: Actor, table: string) =>
  (await as(actor, (tx) => tx.row<{ n: number }>(`select count(*) as n from ${table}`))).n;

test('a citizen sees one person row, their own, and changes no more than contact data', async () => {
  const buoi = citizenOf('nguyen-thi-buoi');
  expect(await count(buoi, 'person')).toBe(1);
  expect(await count(buoi, 'identity_document')).toBe(1);
  expect(await as(buoi, (tx) => tx.run("update person set phone = '0000 000 999'"))).toBe(1);
  await expect(as(buoi, (tx) => tx.run("update person set full_name = 'X'"))).rejects.toThrow(/permission denied/);
});

test('a guardian reads the facts of the ward, a stranger does not', async () => {
  const ward = here.person('vo-gia-bao');
  expect((await as(citizenOf('vo-thi-thanh-thuy'), (tx) => getPersonFacts(tx, ward, today))).fullName).toBe(
    'Võ Gia Bảo',
  );
  expect(
    await as(citizenOf('vo-thi-thanh-thuy'), (tx) => findPersonFacts(tx, ward, Temporal.PlainDate.from('2020-01-01'))),
  ).toBeUndefined();
  expect(await as(citizenOf('nguyen-thi-buoi'), (tx) => findPersonFacts(tx, ward, today))).toBeUndefined();
});

test('an official reads people of their own agency’s dossiers only', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const elsewhere = await here.actorOf('bui-thi-cam-tu');
  const khoi = here.person('tran-van-khoi');
  expect(await as(cuc, (tx) => findPersonFacts(tx, khoi, today))).toBeUndefined();
  await as(citizenOf('tran-van-khoi'), (tx) =>
    involveAgencies(tx, {
      personIds: [khoi],
      agencyIds: [cuc.agencyId],
      ground: 'dossier',
      on: today,
      at: here.clock.business(),
    }),
  );
  expect((await as(cuc, (tx) => findPersonFacts(tx, khoi, today)))?.fullName).toBe('Trần Văn Khởi');
  expect(await as(elsewhere, (tx) => findPersonFacts(tx, khoi, today))).toBeUndefined();
  await expect(
    as(elsewhere, (tx) =>
      involveAgencies(tx, {
        personIds: [khoi],
        agencyIds: [elsewhere.agencyId],
        ground: 'x',
        on: today,
        at: here.clock.business(),
      }),
    ),
  ).rejects.toThrow(/may be passed on/);
});

test('a citizen passes on nobody but themselves and their wards', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const pass = (key: string) =>
    as(citizenOf('vo-thi-thanh-thuy'), (tx) =>
      involveAgencies(tx, {
        personIds: [here.person(key)],
        agencyIds: [cuc.agencyId],
        ground: 'dossier',
        on: today,
        at: here.clock.business(),
      }),
    );
  await pass('vo-gia-bao');
  await expect(pass('lam-quoc-huy')).rejects.toThrow(/may be passed on/);
});

test('at the counter the exact paper finds its holder; clerks look nobody up', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const paper = { kind: 'old-identity-card', number: '999 610 081' } as const;
  const found = await as(cuc, (tx) => findPersonByDocument(tx, paper, today, here.clock.business()));
  expect(found?.fullName).toBe('Lý Văn Tư');
  expect(found?.documents).toMatchObject([{ number: '999610081' }]);
  expect(
    await as(cuc, (tx) => findPersonByDocument(tx, { ...paper, number: '999610082' }, today, here.clock.business())),
  ).toBeUndefined();
  const clerk = await here.actorOf('truong-my-hanh');
  await expect(as(clerk, (tx) => findPersonByDocument(tx, paper, today, here.clock.business()))).rejects.toThrow(
    /look people up/,
  );
});

test('reception registers whoever is not known yet, with any paper, once', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const person = {
    fullName: 'Sơn Thị Già',
    birthDate: Temporal.PlainDate.from('1940-01-01'),
    birthPrecision: 'year',
    gender: 'female',
    nationality: 'VN',
    paper: { kind: 'old-identity-card', number: '999 611 111' },
  } as const;
  const id = await as(cuc, (tx) => registerPerson(tx, person, today, here.clock.business()));
  expect(await as(cuc, (tx) => findPersonFacts(tx, id, today))).toMatchObject({
    fullName: 'Sơn Thị Già',
    birthPrecision: 'year',
    documents: [{ number: '999611111' }],
  });
  await expect(as(cuc, (tx) => registerPerson(tx, person, today, here.clock.business()))).rejects.toMatchObject({
    code: 'IDE-0023',
  });
  await expect(
    as(cuc, (tx) =>
      registerPerson(tx, { ...person, paper: { kind: 'personal-number', number: '12' } }, today, here.clock.business()),
    ),
  ).rejects.toMatchObject({ code: 'IDE-0014' });
  const clerk = await here.actorOf('truong-my-hanh');
  await expect(
    as(clerk, (tx) =>
      registerPerson(tx, { ...person, paper: { kind: 'passport', number: 'ZZ0000777' } }, today, here.clock.business()),
    ),
  ).rejects.toThrow(/lacks the role/);
});

test('a position that one does not hold opens nothing', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const admin = await here.actorOf('ngo-duc-thinh');
  const forged = { ...cuc, positionId: admin.positionId };
  await expect(
    as(forged, (tx) => tx.rows('select end_position($1, $2, 1, null, $2, now())', [cuc.positionId, today])),
  ).rejects.toThrow(/lacks the role/);
  await expect(as(cuc, (tx) => tx.rows("select grant_delegation('{}'::jsonb, $1)", [today]))).rejects.toThrow(
    /lacks the role/,
  );
  await expect(
    as(cuc, (tx) => tx.rows('select * from audit_access_log($1, now(), null, null, 10)', [today])),
  ).rejects.toThrow(/lacks the role/);
  await expect(
    as(cuc, (tx) => tx.rows('select * from audit_security_events($1, now(), null, 10)', [today])),
  ).rejects.toThrow(/lacks the role/);
});

test('reads are written in one’s own name only, and stay', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const subject = here.person('nguyen-thi-buoi');
  await as(cuc, (tx) =>
    recordRead(tx, {
      dossierIds: [knownDossier.id],
      subjects: [subject],
      purpose: 'handle',
      at: here.clock.business(),
    }),
  );
  const other = await here.actorOf('nguyen-van-hau');
  await expect(
    as({ ...cuc, positionId: other.positionId }, (tx) =>
      recordRead(tx, {
        dossierIds: [knownDossier.id],
        subjects: [subject],
        purpose: 'handle',
        at: here.clock.business(),
      }),
    ),
  ).rejects.toThrow(/row-level security/);
  await expect(as(cuc, (tx) => tx.run('delete from access_log'))).rejects.toThrow(/permission denied/);
  await expect(
    as({ capacity: 'job', name: 'x' }, (tx) => tx.run("update access_log set purpose_vi = 'x'")),
  ).rejects.toThrow(/permission denied/);
});

test('a citizen sees reads of their own data without the other people of a list', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  const [khoi, huy] = [here.person('huynh-minh-tri'), here.person('lam-quoc-huy')];
  await as(cuc, (tx) =>
    recordRead(tx, { dossierIds: [], subjects: [khoi, huy], purpose: 'inbox', at: here.clock.business(), act: 'list' }),
  );
  expect(await count(citizenOf('huynh-minh-tri'), 'access_log')).toBe(1);
  expect(await count(citizenOf('pham-thi-ut'), 'access_log')).toBe(0);
  for (const column of ['subject_person_ids', 'officer_name', 'person_id']) {
    await expect(as(citizenOf('huynh-minh-tri'), (tx) => tx.rows(`select ${column} from access_log`))).rejects.toThrow(
      /permission denied/,
    );
  }
});

test('nobody but the sign-in job touches accounts, attempts, events and tokens', async () => {
  const actors: Actor[] = [{ capacity: 'public' }, citizenOf('nguyen-thi-buoi'), await here.actorOf('ngo-duc-thinh')];
  for (const actor of actors) {
    for (const sql of [
      'select 1 from sign_in_account',
      'select 1 from sign_in_attempt',
      'select 1 from security_event',
      'select token_hash from session',
      "insert into security_event (id, at, kind) values (gen_random_uuid(), now(), 'signed-in')",
    ]) {
      await expect(
        as(actor, (tx) => tx.rows(sql)),
        `${actor.capacity}: ${sql}`,
      ).rejects.toThrow(/permission denied/);
    }
  }
});

test('the public sees none of the room’s tables', async () => {
  const tables = [
    'person',
    'identity_document',
    'guardianship',
    'organisation',
    'representative',
    'staff_position',
    'delegation',
    'person_agency',
    'break_glass',
    'access_log',
    'consent',
    'session',
  ];
  for (const table of tables)
    await expect(count({ capacity: 'public' }, table), table).rejects.toThrow(/permission denied/);
});
