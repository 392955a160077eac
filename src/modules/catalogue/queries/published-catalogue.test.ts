import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { SetClock } from '../../../platform/clock.ts';
import { CatalogueReader } from './published-catalogue.ts';

describe('the published catalogue in memory', () => {
  let test: TestDatabase;
  const clock = new SetClock('2022-10-10T01:00:00Z');
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.close());

  it('holds what is in force today, by field, with a history and the name of the department', async () => {
    const catalogue = await new CatalogueReader(test.database, clock).current();
    const birth = catalogue.byCode.get('1.001193');
    expect(birth?.content.shortName.vi).toMatch(/khai sinh/i);
    expect(birth?.history).toHaveLength(1);
    expect(birth?.history[0]?.hash).toBe(birth?.version.hash);
    expect(catalogue.bySlug.get(birth?.content.slug ?? '')).toBe(birth);
    expect(catalogue.fields.reduce((sum, { count }) => sum + count, 0)).toBe(catalogue.procedures.length);
    expect(catalogue.search.find('khai sinh').found[0]).toBe(birth?.content.slug);
  });

  it('reads nothing twice while nothing changes, and sees a withdrawal', async () => {
    const reader = new CatalogueReader(test.database, clock);
    const first = await reader.current();
    expect(await reader.refresh()).toBe(first);
    await test.database.asOwner((tx) =>
      tx.run(
        `insert into procedure_withdrawal (province_code, code, withdrawn_from) select distinct province_code, code, date '2022-10-01' from procedure_version where code = '1.001193'`,
      ),
    );
    const later = await reader.refresh();
    expect(later.stamp).not.toBe(first.stamp);
    expect(later.byCode.has('1.001193')).toBe(false);
    expect(later.search.find('1.001193').found).toEqual([]);
    await test.database.asOwner((tx) => tx.run('delete from procedure_withdrawal'));
  });

  it('changes with the day, since versions come into force by date', async () => {
    const reader = new CatalogueReader(test.database, clock);
    const today = await reader.current();
    clock.set('2022-10-11T01:00:00Z');
    expect((await reader.refresh()).stamp).not.toBe(today.stamp);
    clock.set('2022-10-10T01:00:00Z');
  });

  it('goes on with what it has while the database is away', async () => {
    const own = await openTestDatabase();
    const reader = new CatalogueReader(own.database, clock);
    const kept = await reader.current();
    await own.close();
    expect(await reader.refresh()).toBe(kept);
  });
});
