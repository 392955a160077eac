import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allFigures } from '../../../test/all-figures.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { untilReadable } from '../../../test/horizon.ts';
import { measureFacts } from '../../app/measures.ts';
import { SetClock } from '../../platform/clock.ts';
import { type Entry, entrySelect, findChainFault } from '../../platform/journal.ts';
import { Vault } from '../../platform/vault.ts';
import { dossierMeasures, rebuildDossiers } from '../dossiers/index.ts';
import { countMeasures, IndicatorReader, rebuildMeasures } from '../indicators/index.ts';
import { demoPastInParts, hasDemoPast, importDemoPast } from './demo-past/import-demo-past.ts';
import { homeProgress } from './home-progress.ts';
import { childrenOf, shareOf } from './model.ts';
import { ProgressReader } from './queries/progress.ts';
import { smallestShown } from './suppression.ts';
import { loadDemoPeople } from './testing.ts';

const clock = new SetClock('2022-10-10T01:00:00Z');
const filings = 900;
const progressOf = (database: TestDatabase['database']) =>
  new ProgressReader(database, new IndicatorReader(database, clock, measureFacts));

describe('the demonstration’s past, counted', () => {
  let test: TestDatabase;
  const vault = new Vault(randomBytes(32));
  beforeAll(async () => {
    test = await openTestDatabase();
    await loadDemoPeople(test.database, clock.business());
    const made = await importDemoPast({
      provinceCode: '95',
      database: test.database,
      vault,
      until: clock.business(),
      recordedAt: clock.real(),
      filings,
    });
    expect(made).toBeGreaterThan(filings * 0.95);
    await untilReadable(test.database);
    await countMeasures(test.database, [dossierMeasures]);
  });
  afterAll(() => test.close());

  it('is made once, and says so', async () => {
    expect(await hasDemoPast(test.database)).toBe(true);
    expect(
      await importDemoPast({
        provinceCode: '95',
        database: test.database,
        vault,
        until: clock.business(),
        recordedAt: clock.real(),
        filings,
      }),
    ).toBe(0);
  });

  it('is a journal like any other: chains hold, and rows are what it says', async () => {
    const entries = await test.database.asOwner((tx) =>
      tx.rows<Entry>(`select ${entrySelect} from journal where stream_kind = 'dossier' order by stream_id, version`),
    );
    const faults = [...Map.groupBy(entries, ({ streamId }) => streamId).values()]
      .map(findChainFault)
      .filter((fault) => fault !== undefined);
    expect(faults).toEqual([]);
    expect(await rebuildDossiers({ database: test.database, vault })).toMatchObject({ differed: 0 });
  });

  it('lies in the past, is marked as invented, and leaves nobody without an owner', async () => {
    const row = await test.database.asOwner((tx) =>
      tx.row<{ latest: Temporal.Instant; real: number; ownerless: number; open: number }>(
        `select max(j.at) as latest, (select count(*) from dossier where not synthetic)::int as real,
           (select count(*) from dossier where not closed and holder is null)::int as ownerless, (select count(*) from dossier where not closed)::int as open from journal j
         where stream_kind = 'dossier'`,
      ),
    );
    expect(Temporal.Instant.compare(row.latest, clock.business())).toBeLessThan(0);
    expect([row.real, row.ownerless]).toEqual([0, 0]);
    expect(row.open).toBeGreaterThan(0);
  });

  it('has about 4 % online, counted alike at every level', async () => {
    const tree = await progressOf(test.database).current();
    const province = tree.province;
    if (province === undefined) throw new Error('no province');
    const stored = await test.database.asOwner((tx) =>
      tx.row<{ received: number; online: number }>(
        `select count(*)::int as received, count(*) filter (where channel = 'online')::int as online from dossier`,
      ),
    );
    const counted = await allFigures(test.database);
    expect(counted).toMatchObject({ ...stored, synthetic: stored.received });
    expect(province.all.received).toBe(stored.received);
    expect(shareOf(stored.online, stored.received)).toBeGreaterThan(0.02);
    expect(shareOf(stored.online, stored.received)).toBeLessThan(0.065);
    expect(counted['onTime']).toBeLessThan(counted['finished'] ?? 0);
    expect(shareOf(counted['onTime'], counted['finished'])).toBeGreaterThan(0.8);
  });

  it('is public as far as nobody can be told from it', async () => {
    const tree = await progressOf(test.database).current();
    const province = tree.province;
    if (province === undefined) throw new Error('no province');
    const communes = childrenOf(tree, province).flatMap((district) => childrenOf(tree, district));
    let [shown, hidden] = [0, 0];
    for (const { months } of communes)
      for (const figures of months.values())
        for (const count of [figures.received, figures.online, figures.finished, figures.onTime]) {
          if (count === undefined) hidden += 1;
          else {
            shown += 1;
            expect(count === 0 || count >= smallestShown).toBe(true);
          }
        }
    expect(shown).toBeGreaterThan(100);
    expect(hidden).toBeGreaterThan(100);
    expect(communes.flatMap(({ months }) => [...months.keys()])).not.toContain('2022-10');
    expect(province.months.get('2022-10')?.received).toBeGreaterThan(0);
    // The first page tells what it may; a share with a hidden part is left out.
    const { progress } = await homeProgress(progressOf(test.database))();
    expect(progress?.received).toBe(province.all.online === undefined ? undefined : province.all.received);
  });

  it('gives the same figures when counted again from nothing', async () => {
    const read = () =>
      test.database.asOwner(async (tx) => [
        await tx.rows(
          'select measure, day, known_on, unit_id, dimensions, value from measure_day where value <> 0 order by 1, 2, 3, 4, 5',
        ),
        await tx.rows('select measure, month, unit_id, value from measure_month where value <> 0 order by 1, 2, 3'),
      ]);
    const before = await read();
    await rebuildMeasures(test.database, [dossierMeasures]);
    expect(await read()).toEqual(before);
  });

  it('shows no small count of a procedure in a commune', async () => {
    const { safe } = await progressOf(test.database).procedures('2022-09');
    for (const count of safe.cells.flat()) if (count !== undefined) expect(count).toBeGreaterThanOrEqual(smallestShown);
  });
});

describe('a past that an earlier program began', () => {
  it('is finished beside what is there, in as many dossiers, under numbers that nobody has', async () => {
    const test = await openTestDatabase();
    try {
      await loadDemoPeople(test.database, clock.business());
      const options = {
        database: test.database,
        vault: new Vault(randomBytes(32)),
        until: clock.business(),
        recordedAt: clock.real(),
        filings: 700,
      };
      // Other ids and another plan; stopped after a part.
      const begun = await demoPastInParts({ ...options, provinceCode: 'earlier', filings: 640 })();
      expect(begun).toBe(300);
      const [{ agency, series }] = (await test.database.asOwner((tx) =>
        tx.rows<{ agency: string; series: string }>(
          `select agency_id as agency, series from document_counter where year = 2022 order by last desc limit 1`,
        ),
      )) as [{ agency: string; series: string }];
      const real = await test.database.asOwner((tx) =>
        tx.row<{ number: number }>('select next_document_number($1, 2022, $2) as number', [agency, series]),
      );
      const made = await importDemoPast({ ...options, provinceCode: '95' });
      expect(made + begun).toBeGreaterThan(700 * 0.95);
      expect(made + begun).toBeLessThanOrEqual(700);
      expect(await hasDemoPast(test.database)).toBe(true);
      const numbers = await test.database.asOwner((tx) =>
        tx.rows<{ series: string; number: string }>(
          `select (state #>> '{agencies,competent}') || ' ' || field as series, state #>> '{outcome,number}' as number
           from dossier where state #>> '{outcome,number}' is not null`,
        ),
      );
      const given = numbers.map((each) => `${each.series} ${each.number}`);
      expect(given.length).toBeGreaterThan(300);
      expect(new Set(given).size).toBe(given.length);
      expect(given).not.toContain(`${agency} ${series} ${real.number}/2022`);
    } finally {
      await test.close();
    }
  });
});
