import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkJournal } from '../src/app/check-journal.ts';
import { declaredMeasures } from '../src/app/measures.ts';
import { mergeProvince, settle } from '../src/app/merge/merge-province.ts';
import { mergingRules } from '../src/app/merge/rules.ts';
import type { OpenProvince } from '../src/app/open-province.ts';
import { type DossierState, rebuildDossiers } from '../src/modules/dossiers/index.ts';
import { openDossier } from '../src/modules/dossiers/queries/open-dossier.ts';
import { personIdOf } from '../src/modules/identity/index.ts';
import { hiddenField, signInAsCitizen, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { listKeptTrust } from '../src/modules/papers/index.ts';
import { httpCertificateAuthority, verifySignedPdf } from '../src/modules/papers/signing/index.ts';
import { importDemoPast, ProgressReader } from '../src/modules/progress/index.ts';
import { findAgencyByKey } from '../src/modules/territory/index.ts';
import { publicActor } from '../src/platform/actor.ts';
import { backup } from '../src/platform/backup/index.ts';
import { damage } from '../src/platform/backup/testing.ts';
import { SetClock } from '../src/platform/clock.ts';
import { dateOf } from '../src/platform/text.ts';
import { allFigures } from './all-figures.ts';
import { callerFor } from './callers.ts';
import { act, carry, fileOne, officerFor, uploadPaper } from './dossiers.ts';
import { testSchema } from './global-setup.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';
import { bacLieu, caMau } from './provinces.ts';

/** The last Friday of Bạc Liêu, and two weeks into the new Cà Mau. */
const before = Temporal.Instant.from('2025-06-27T09:00:00+07:00');
const after = Temporal.Instant.from('2025-07-15T09:00:00+07:00');
const theirSecret = 'a secret that only the other province knows';
/** Known in both provinces by the same personal number. */
const tri = {
  key: 'huynh-minh-tri',
  name: 'Huỳnh Minh Trí',
  documentNumber: '999204000115',
  birthDate: '2004-10-10',
  address: 'Khóm 1',
};

let folder: string;
let file: string;
let old: House;
let house: House;
let theirs: {
  returned: DossierState;
  examining: DossierState;
  filed: DossierState;
  district: DossierState;
  ofTri: DossierState;
};
let own: { returned: DossierState; examining: DossierState; ofTri: DossierState };
let oldPdf: Uint8Array;

const asProvince = (of: House, clock: OpenProvince['clock'] = of.clock): OpenProvince => ({
  config: of.config,
  schema: testSchema,
  owner: of.database.owner,
  database: of.database,
  keys: of.keys,
  clock,
  migrated: [],
  close: async () => undefined,
});

const merge = (
  options: { from?: string; dryRun?: boolean; clock?: OpenProvince['clock']; secret?: string | undefined } = {},
) =>
  mergeProvince(asProvince(house, options.clock), {
    file: options.from ?? file,
    secret: theirSecret,
    log: () => undefined,
    ...options,
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cuaso-merge-'));
  file = join(folder, 'bac-lieu.cuaso');
  [old, house] = await Promise.all([
    openHouse({ province: bacLieu, start: before, secret: theirSecret }),
    openHouse({ province: caMau, start: after }),
  ]);
  const paperIds = [await uploadPaper(old, 'giay-chung-sinh')];
  const steps = { paperIds, chosen: { 'birth.notification': 'paper' } };
  theirs = {
    returned: await carry(old, await fileOne(old, '1.001193', steps)),
    examining: await carry(old, await fileOne(old), 'assign'),
    filed: await fileOne(old),
    district: await carry(old, await fileOne(old, 'thanh-lap-ho-kinh-doanh'), 'accept'),
    ofTri: await carry(old, await fileOne(old, 'xac-nhan-tinh-trang-hon-nhan', { applicant: tri, commune: '31834' })),
  };
  oldPdf = await old.dossiers.documents.open(theirs.returned.outcome?.documentId ?? '');
  own = {
    returned: await carry(house, await fileOne(house)),
    examining: await carry(house, await fileOne(house), 'assign'),
    ofTri: await fileOne(house, 'dang-ky-khai-sinh', { applicant: tri, commune: '32002' }),
  };
  for (const [each, filings] of [
    [old, 150],
    [house, 60],
  ] as const) {
    await importDemoPast({
      database: each.database,
      vault: each.keys.vault,
      provinceCode: each.province.code,
      until: each === old ? before : after,
      recordedAt: Temporal.Now.instant(),
      filings,
    });
    await untilReadable(each.database);
    await countMeasures(each.database, declaredMeasures);
  }
  await backupOf(old, file);
}, 240_000);

afterAll(async () => {
  await old?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

function backupOf(of: House, to: string) {
  const { dataDir } = of.config;
  return backup({
    owner: of.database.owner,
    schema: testSchema,
    filesDir: join(dataDir, 'files'),
    keysDir: join(dataDir, 'keys'),
    to,
    secret: of.keys.secret,
    appVersion: '0.1.0',
  });
}

/** Everything that a merger could touch: rows of each table, files, schemas. */
async function fingerprint(): Promise<unknown> {
  const tables = await house.database.asOwner(async (tx) => {
    const counts: Record<string, unknown> = {};
    for (const table of Object.keys(mergingRules))
      counts[table] = await tx.row(
        `select count(*) as count, coalesce(md5(string_agg(t::text, '' order by t::text)), '') as rows from "${table}" t`,
      );
    const schemas = await tx.rows<{ name: string }>(
      `select nspname as name from pg_namespace where nspname like '%joining'`,
    );
    return { counts, schemas };
  });
  const files = readdirSync(join(house.config.dataDir, 'files'), { recursive: true }).filter((name) =>
    /[0-9a-f-]{36}$/.test(String(name)),
  );
  return { ...tables, files: files.sort(), aside: existsSync(join(house.config.dataDir, 'joining')) };
}

const figures = (of: House) => allFigures(of.database);

describe('a province that cannot be taken in is told in one line, and nothing changes', () => {
  let whole: unknown;
  beforeAll(async () => {
    whole = await fingerprint();
  });
  const owner = (sql: string, params: readonly unknown[] = []) => house.database.asOwner((tx) => tx.run(sql, params));

  it('says what would come, on a dry run', async () => {
    const report = await merge({ dryRun: true });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ code: '95', united: 1, dossiers: { open: expect.any(Number) } });
    expect(await fingerprint()).toEqual(whole);
  });

  it('its own backup, one of a day to come, a damaged one', async () => {
    const ownFile = join(folder, 'own.cuaso');
    await backupOf(house, ownFile);
    await expect(merge({ from: ownFile, secret: house.keys.secret })).rejects.toMatchObject({ code: 'MRG-0001' });
    await expect(merge({ secret: undefined })).rejects.toMatchObject({ code: 'MRG-0007' });
    await expect(merge({ clock: new SetClock('2025-06-30T10:00:00Z') })).rejects.toMatchObject({ code: 'MRG-0004' });
    const damaged = join(folder, 'damaged.cuaso');
    writeFileSync(damaged, damage(readFileSync(file), 1 / 2).damaged);
    await expect(merge({ from: damaged })).rejects.toMatchObject({ code: 'BKP-0002' });
    await expect(merge({ secret: randomBytes(32).toString('hex') })).rejects.toMatchObject({ code: 'BKP-0013' });
    expect(await fingerprint()).toEqual(whole);
  });

  it('a key that both gave out', async () => {
    const { key } = await old.database.asOwner((tx) =>
      tx.row<{ key: string }>('select idempotency_key as key from submission order by 1 limit 1'),
    );
    await owner('insert into submission (idempotency_key, person_id, dossier_id) values ($1, $2, $3)', [
      key,
      house.citizen(caMau.applicant.key).personId,
      own.returned.id,
    ]);
    await expect(merge()).rejects.toMatchObject({
      code: 'MRG-0006',
      words: { en: expect.stringContaining(`submission are here already by idempotency_key: ${key}`) },
    });
    expect((await merge({ dryRun: true })).findings).toHaveLength(1);
    await owner('delete from submission where idempotency_key = $1', [key]);
    expect(await fingerprint()).toEqual(whole);
  });

  it('one number for two people', async () => {
    const id = personIdOf('96', tri.key);
    await owner(`update person set birth_date = '2004-10-11' where id = $1`, [id]);
    await expect(merge()).rejects.toMatchObject({ words: { en: expect.stringContaining('born on different days') } });
    await owner(`update person set birth_date = '2004-10-10' where id = $1`, [id]);
    expect(await fingerprint()).toEqual(whole);
  });

  it('an agency without a successor, or one with nobody in it', async () => {
    await owner(`update agency set valid_to = '2025-07-02' where key = 'xa-31825'`);
    const { findings } = await merge({ dryRun: true });
    expect(findings).toEqual(
      expect.arrayContaining([expect.stringMatching(/agency xa-31822 of province 95 has \d+ dossier/)]),
    );
    await expect(merge()).rejects.toMatchObject({ code: 'MRG-0006' });
    await owner(`update agency set valid_to = null where key = 'xa-31825'`);
    await owner(
      `update staff_position set valid_to = '2025-07-02' where agency_key = 'xa-31825' and 'specialist' = any (roles)`,
    );
    await expect(merge()).rejects.toMatchObject({ words: { en: expect.stringContaining('nobody as specialist') } });
    await owner(
      `update staff_position set valid_to = null where agency_key = 'xa-31825' and 'specialist' = any (roles)`,
    );
    expect(await fingerprint()).toEqual(whole);
  });
});

describe('two provinces become one', () => {
  let sum: { received: number; online: number };
  let months: readonly object[];

  beforeAll(async () => {
    const [there, here] = [await figures(old), await figures(house)];
    sum = {
      received: (there['received'] ?? 0) + (here['received'] ?? 0),
      online: (there['online'] ?? 0) + (here['online'] ?? 0),
    };
    months = await byUnit(old);
    const report = await merge();
    expect(report.findings).toEqual([]);
    expect(report.dossiers.open).toBeGreaterThanOrEqual(3);
    expect((await settle(asProvince(house))).faults).toEqual([]);
  }, 240_000);

  it('knows every table of the schema', async () => {
    const tables = await house.database.asOwner((tx) =>
      tx.rows<{ name: string }>(
        `select relname::text as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r' order by 1`,
        [testSchema],
      ),
    );
    expect(Object.keys(mergingRules).sort()).toEqual(tables.map(({ name }) => name));
  });

  it('keeps every chain and the roots of both, and a changed entry of theirs shows', async () => {
    const check = () =>
      checkJournal(
        house.database,
        { vault: house.keys.vault, rootSeed: house.keys.derive('journal root') },
        dateOf(house.clock.real()),
      );
    const report = await check();
    expect(report.faults).toEqual([]);
    expect(report.roots).toBeGreaterThan(0);
    const change = (to: string) =>
      house.database.asOwner((tx) =>
        tx.run(
          `update journal set facts = facts || jsonb_build_object('field', $2::text) where stream_id = $1 and version = 1`,
          [theirs.returned.id, to],
        ),
      );
    await change('khac');
    expect((await check()).faults).toHaveLength(1);
    await change(theirs.returned.field);
    expect((await check()).faults).toEqual([]);
  });

  it('leaves a rebuild nothing to mend', async () => {
    const { vault } = house.keys;
    expect(await rebuildDossiers({ database: house.database, vault })).toMatchObject({
      differed: 0,
      missing: 0,
      orphans: 0,
    });
  });

  it('finds a dossier by its old code and the second fact', async () => {
    const visitor = new Visitor(house.url);
    const page = await visitor.get('/tra-cuu');
    const found = await visitor.post('/tra-cuu', {
      _csrf: hiddenField(page.text, '_csrf'),
      ma: theirs.examining.code,
      so: bacLieu.applicant.documentNumber.slice(-4),
    });
    expect(found.status).toBe(200);
    expect(found.text).toContain('phường Bạc Liêu');
  });

  it('shows citizens of both their own dossiers, with answers and papers; one person sees those of both', async () => {
    const buoi = { capacity: 'citizen', personId: personIdOf('95', bacLieu.applicant.key), assuranceLevel: 2 } as const;
    const caller = await callerFor(house, 'buoi', buoi);
    const mine = (await caller.send('GET', '/ho-so')).text;
    for (const code of [theirs.returned.code, theirs.examining.code, theirs.filed.code, theirs.district.code])
      expect(mine).toContain(code);
    expect(mine).not.toContain(own.returned.code);
    const view = await openDossier(house.dossiers, buoi, theirs.returned.id, 'handle');
    expect(view.content.people[0]?.name).toBe(bacLieu.applicant.name);
    expect(view.content.history.at(-1)?.action).toBe('succeed');
    const paper = await caller.send('GET', `/giay-to/${view.state.papers[0]?.paperId}`);
    expect([paper.status, paper.text.slice(0, 5)]).toEqual([200, '%PDF-']);

    const visitor = new Visitor(house.url);
    await signInAsCitizen(visitor, tri.key);
    const his = (await visitor.get('/ho-so')).text;
    expect(his).toContain(theirs.ofTri.code);
    expect(his).toContain(own.ofTri.code);
    const stranger = new Visitor(house.url);
    await signInAsCitizen(stranger, caMau.applicant.key);
    expect((await stranger.get(`/ho-so/${theirs.returned.code}`)).status).toBe(404);
  });

  it('verifies results under the agency that issued them, which is no more', async () => {
    const page = await new Visitor(house.url).get(`/kiem-tra/${theirs.returned.outcome?.verificationCode}`);
    expect(page.text).toMatch(/Ủy ban nhân dân [Pp]hường 7/);
    const pdf = await house.dossiers.documents.open(theirs.returned.outcome?.documentId ?? '');
    expect(Buffer.compare(pdf, oldPdf)).toBe(0);
    const now = await httpCertificateAuthority({ url: house.outside.authorityUrl }).trust();
    const kept = await house.database.read(publicActor, listKeptTrust);
    const at = house.clock.business();
    expect((await verifySignedPdf(pdf, { ...now, at })).verdict).toBe('unknown-signer');
    const trust = { trustedRoots: [...now.trustedRoots, ...kept.trustedRoots], crls: [...now.crls, ...kept.crls] };
    expect((await verifySignedPdf(pdf, { ...trust, at })).verdict).toBe('whole');
  });

  it('moves the custody of closed dossiers and gives open ones an owner where they go on', async () => {
    const today = dateOf(house.clock.business());
    const heir = await house.database.read(publicActor, (tx) => findAgencyByKey(tx, 'xa-31825', today));
    const state = (id: string) =>
      house.database.asOwner(
        async (tx) => (await tx.row<{ state: DossierState }>('select state from dossier where id = $1', [id])).state,
      );
    const closed = await state(theirs.returned.id);
    expect(closed.agencies).toEqual({ ...theirs.returned.agencies, custodian: heir?.id });
    expect(closed.leg.holder).toBeUndefined();
    for (const one of [theirs.examining, theirs.filed, theirs.district]) {
      const moved = await state(one.id);
      expect(moved.leg).toMatchObject({ agencyId: heir?.id, holder: expect.any(String) });
      expect(moved.agencies).toMatchObject({ competent: heir?.id, returning: heir?.id, custodian: heir?.id });
      expect(moved.leg.holder).not.toBe(one.leg.holder);
    }
  });

  it('finishes a dossier begun there: examined, signed, numbered and handed over by the agency that follows', async () => {
    let dossier = (
      await house.database.asOwner((tx) =>
        tx.row<{ state: DossierState }>('select state from dossier where id = $1', [theirs.examining.id]),
      )
    ).state;
    dossier = await act(house, dossier, 'propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện.' });
    dossier = await act(house, dossier, 'approve', 'leader');
    dossier = await act(house, dossier, 'issue', 'clerk');
    dossier = await act(house, dossier, 'hand-over', 'reception', { by: 'store' });
    expect(dossier).toMatchObject({ phase: 'returned', code: theirs.examining.code });
    const trust = await httpCertificateAuthority({ url: house.outside.authorityUrl }).trust();
    const pdf = await house.dossiers.documents.open(dossier.outcome?.documentId ?? '');
    expect((await verifySignedPdf(pdf, { ...trust, at: house.clock.business() })).verdict).toBe('whole');
    let filed = (
      await house.database.asOwner((tx) =>
        tx.row<{ state: DossierState }>('select state from dossier where id = $1', [theirs.filed.id]),
      )
    ).state;
    filed = await act(house, filed, 'accept', 'reception');
    expect(filed.phase).toBe('accepted');
    expect((await officerFor(house, filed, 'reception')).agencyId).toBe(dossier.leg.agencyId);
  });

  it('goes on with what is its own', async () => {
    expect((await carryOn(own.examining)).phase).toBe('returned');
    const next = await fileOne(house);
    expect(next.code).toMatch(/^H12\./);
  });

  it('adds the figures of both, by the units of then and by those of now', async () => {
    await untilReadable(house.database);
    await countMeasures(house.database, declaredMeasures);
    const counted = await figures(house);
    // One more was filed here after the merger.
    expect(counted['received']).toBe(sum.received + 1);
    expect(counted['online']).toBe(sum.online + 1);
    const now = await byUnit(house);
    expect(now).toEqual(expect.arrayContaining(months as object[]));
  });

  it('takes a province in once', async () => {
    await expect(merge()).rejects.toMatchObject({ code: 'MRG-0002' });
  });
});

async function carryOn(from: DossierState): Promise<DossierState> {
  let state = await act(house, from, 'propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện.' });
  for (const [action, role] of [
    ['approve', 'leader'],
    ['issue', 'clerk'],
  ] as const)
    state = await act(house, state, action, role);
  return act(house, state, 'hand-over', 'reception', { by: 'store' });
}

/** What was received in each unit as it was called then. */
function byUnit(of: House): Promise<object[]> {
  return of.database.asOwner((tx) =>
    tx.rows(
      "select unit_id, month::text, measure, value from measure_month where measure in ('dossiers.received', 'dossiers.online', 'dossiers.onlineAlone') and value <> 0 order by 1, 2, 3",
    ),
  );
}
