import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { publicActor } from '../../../platform/actor.ts';
import {
  findAgencyByKey,
  findCompetentAgency,
  findReceivingOffice,
  findUnitByCode,
  listCommunes,
  listSuccessions,
  listUnits,
  rollUpMap,
} from '../../territory/index.ts';
import { addWorkingTime } from '../calendar.ts';
import {
  findProcedureInForce,
  getCalendar,
  getProcedureVersion,
  listFields,
  listLifeEvents,
  listProcedures,
  listProvinces,
  listReasons,
  listSynonyms,
} from '../store.ts';
import { loadProvince, type ProvinceFiles } from './load-province.ts';
import { assertVersionsIntact, publishProvince } from './publish-province.ts';

const root = fileURLToPath(new URL('../../../../provinces', import.meta.url));
const at = Temporal.Instant.from('2022-10-10T01:00:00Z');
const date = (text: string) => Temporal.PlainDate.from(text);

function load(dir: string): ProvinceFiles {
  const { files, faults } = loadProvince(dir);
  if (files === undefined)
    throw new Error(faults.map((fault) => `${fault.file}:${fault.line} ${fault.words.en}`).join('\n'));
  return files;
}

describe('publishing Bạc Liêu', () => {
  let db: TestDatabase;
  const files = load(join(root, 'bac-lieu'));
  beforeAll(async () => {
    db = await openTestDatabase('empty');
    await db.database.asOwner((tx) => publishProvince(tx, files, { at }));
  });
  afterAll(() => db.close());

  test('brings every unit, and everyone may read them', async () => {
    await db.database.read(publicActor, async (tx) => {
      expect(
        (await listUnits(tx, date('2022-10-10'))).map((unit) => unit.level).filter((level) => level === 'district'),
      ).toHaveLength(7);
      const communes = await listCommunes(tx, date('2022-10-10'));
      expect(communes).toHaveLength(64);
      expect(communes.find((unit) => unit.code === '31822')?.name.vi).toBe('Phường 7');
      expect((await listReasons(tx, 'supplement')).length).toBeGreaterThan(5);
      expect((await listFields(tx)).length).toBeGreaterThan(10);
      expect((await listLifeEvents(tx)).length).toBeGreaterThan(6);
      expect((await listSynonyms(tx)).length).toBeGreaterThan(20);
      expect(await listProvinces(tx)).toHaveLength(1);
    });
  });

  test('finds who decides: commune, district of the commune, department, province', async () => {
    await db.database.read(publicActor, async (tx) => {
      const on = date('2022-10-10');
      const commune = (await findUnitByCode(tx, '31822', on))?.id;
      expect((await findCompetentAgency(tx, { level: 'commune' }, commune, on))?.key).toBe('xa-31822');
      expect((await findCompetentAgency(tx, { level: 'district' }, commune, on))?.key).toBe('huyen-954');
      expect((await findCompetentAgency(tx, { level: 'province' }, undefined, on))?.key).toBe('ubnd-tinh');
      expect(await findCompetentAgency(tx, { level: 'commune' }, undefined, on)).toBeUndefined();
      const department = await findCompetentAgency(tx, { level: 'province', department: 'so-tu-phap' }, commune, on);
      expect(department?.key).toBe('so-tu-phap');
      expect(department && (await findReceivingOffice(tx, department, on))?.key).toBe('mot-cua-tinh');
      const ward = await findAgencyByKey(tx, 'xa-31822', on);
      expect(ward && (await findReceivingOffice(tx, ward, on))?.key).toBe('mot-cua-xa-31822');
    });
  });

  test('publishing the same files again adds nothing', async () => {
    const again = await db.database.asOwner((tx) => publishProvince(tx, files, { at }));
    expect(again).toMatchObject({
      units: { added: 0, changed: 0 },
      agencies: { added: 0, changed: 0 },
      calendarDays: { added: 0, changed: 0 },
      entries: { added: 0, changed: 0 },
      versions: [],
      unchanged: files.procedures.length,
      withdrawn: [],
      calendarChanged: false,
    });
  });

  test('finds a procedure by address and by code, with its form', async () => {
    await db.database.read(publicActor, async (tx) => {
      const bySlug = await findProcedureInForce(tx, 'dang-ky-khai-sinh', date('2022-10-10'));
      const byCode = await findProcedureInForce(tx, '1.001193', date('2022-10-10'));
      expect(byCode).toEqual(bySlug);
      expect(bySlug?.content.form?.steps.map((step) => step.key)).toContain('child');
      expect(await findProcedureInForce(tx, '1.001193', date('2022-06-30'))).toBeUndefined();
      expect(bySlug && (await getProcedureVersion(tx, bySlug.id))).toEqual(bySlug);
      expect(await listProcedures(tx, date('2022-10-10'))).toHaveLength(files.procedures.length);
    });
  });

  test('the calendar knows that a file accepted on Friday before National Day is due after it', async () => {
    const calendar = await db.database.read(publicActor, (tx) => getCalendar(tx));
    // 1 and 2 September 2022 (Thursday, Friday) were off.
    const due = addWorkingTime(
      Temporal.Instant.from('2022-08-31T09:00:00+07:00'),
      { value: 3, unit: 'working-day', note: undefined },
      calendar,
    );
    expect(due.toString()).toBe('2022-09-07T02:00:00Z');
  });

  test('a changed file makes a new version, the old one stays; a removed one is withdrawn and may return', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'catalogue-'));
    cpSync(join(root, 'bac-lieu'), dir, { recursive: true });
    const file = join(dir, 'procedures/dang-ky-khai-sinh.yaml');
    const original = readFileSync(file, 'utf8');
    const before = await db.database.read(publicActor, (tx) =>
      findProcedureInForce(tx, '1.001193', date('2022-10-10')),
    );
    writeFileSync(file, original.replace('không mất tiền', 'không tốn tiền'));
    const later = Temporal.Instant.from('2022-11-01T01:00:00Z');
    const changed = await db.database.asOwner((tx) => publishProvince(tx, load(dir), { at: later }));
    expect(changed.versions).toMatchObject([{ code: '1.001193', version: 2 }]);
    await db.database.read(publicActor, async (tx) => {
      expect((await findProcedureInForce(tx, '1.001193', date('2022-10-31')))?.hash).toBe(before?.hash);
      expect((await findProcedureInForce(tx, '1.001193', date('2022-11-01')))?.hash).not.toBe(before?.hash);
      expect(before && (await getProcedureVersion(tx, before.id)).content).toEqual(before?.content);
    });
    rmSync(file);
    const withdrawn = await db.database.asOwner((tx) =>
      publishProvince(tx, load(dir), { at: Temporal.Instant.from('2022-12-01T01:00:00Z') }),
    );
    expect(withdrawn.withdrawn).toEqual(['1.001193']);
    writeFileSync(file, original);
    await db.database.asOwner((tx) =>
      publishProvince(tx, load(dir), { at: Temporal.Instant.from('2023-01-02T01:00:00Z') }),
    );
    await db.database.read(publicActor, async (tx) => {
      expect(await findProcedureInForce(tx, '1.001193', date('2022-12-15'))).toBeUndefined();
      expect((await findProcedureInForce(tx, 'dang-ky-khai-sinh', date('2023-01-02')))?.hash).toBe(before?.hash);
    });
    rmSync(dir, { recursive: true });
  });

  test('no role may write, and an altered version stops the next publishing', async () => {
    for (const sql of [
      "update procedure_version set slug = 'x'",
      'delete from procedure_version',
      "insert into office_hours values ('2030-01-01', '[]', 'demo')",
      "update agency set identifier = 'H99'",
    ]) {
      await expect(
        db.database.transact(publicActor, (tx) => tx.run(sql)),
        sql,
      ).rejects.toThrow(/permission denied/);
      await expect(
        db.database.transact({ capacity: 'job', name: 'test' }, (tx) => tx.run(sql)),
        sql,
      ).rejects.toThrow(/permission denied/);
    }
    const failing = db.database.asOwner(async (tx) => {
      await tx.run(
        `update procedure_version set content = jsonb_set(content, '{assuranceLevel}', '1') where code = '1.001193' and version = 1`,
      );
      await assertVersionsIntact(tx);
    });
    await expect(failing).rejects.toMatchObject({ code: 'CAT-0003' });
  });
});

test('two provinces in one schema: no ids collide, and a commune of 2022 leads to its heir of 2025', async () => {
  const db = await openTestDatabase('empty');
  const oldFiles = load(join(root, 'bac-lieu'));
  const newFiles = load(join(root, 'ca-mau-2025-mau'));
  const after = Temporal.Instant.from('2025-07-01T01:00:00Z');
  await db.database.asOwner(async (tx) => {
    await publishProvince(tx, oldFiles, { at });
    const report = await publishProvince(tx, newFiles, { at: after });
    // Its heirs were already there: Bạc Liêu’s files name them as successors, under the same ids. New are two communes of the old Cà Mau.
    expect(report.units.added).toBe(2);
    expect(report.agencies.added).toBe(newFiles.territory.agencies.length);
  });
  await db.database.read(publicActor, async (tx) => {
    const ward7 = await findUnitByCode(tx, '31822', date('2022-10-10'));
    const heir = await findUnitByCode(tx, '31825', date('2025-10-10'));
    const ward1 = await findUnitByCode(tx, '31825', date('2022-10-10'));
    expect([ward1?.name.vi, heir?.name.vi]).toEqual(['Phường 1', 'Phường Bạc Liêu']);
    expect(ward1?.id).not.toBe(heir?.id);
    expect(ward7 && (await listSuccessions(tx, ward7.id)).map((s) => s.toUnitId)).toEqual([heir?.id]);
    const roll = await rollUpMap(tx, date('2025-10-10'));
    const province = await findUnitByCode(tx, '96', date('2025-10-10'));
    expect(ward7 && roll.get(ward7.id)).toEqual([heir?.id, province?.id]);
    const old = await rollUpMap(tx, date('2022-10-10'));
    expect(ward7 && old.get(ward7.id)).toHaveLength(3);
    expect(await findUnitByCode(tx, '31822', date('2025-10-10'))).toBeUndefined();
    expect(heir && (await findCompetentAgency(tx, { level: 'commune' }, heir.id, date('2025-10-10')))?.key).toBe(
      'xa-31825',
    );
    expect(heir && (await findCompetentAgency(tx, { level: 'district' }, heir.id, date('2025-10-10')))).toBeUndefined();
    expect((await findAgencyByKey(tx, 'xa-31825', date('2022-10-10')))?.identifier).toMatch(/^H04\./);
    expect((await findAgencyByKey(tx, 'xa-31825', date('2025-10-10')))?.identifier).toMatch(/^H12\./);
    expect((await listProvinces(tx)).map((each) => each.code)).toEqual(['95', '96']);
    expect(
      (await findProcedureInForce(tx, '1.001193', date('2025-10-10')))?.content.papers.map((paper) => paper.key),
    ).not.toContain('giay-to-giam-ho');
    expect(
      (await findProcedureInForce(tx, '1.001193', date('2022-10-10')))?.content.papers.map((paper) => paper.key),
    ).toContain('giay-to-giam-ho');
  });
  await db.close();
});
