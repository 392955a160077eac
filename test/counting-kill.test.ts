import { expect, it } from 'vitest';
import { dossierMeasures } from '../src/modules/dossiers/index.ts';
import { openTestDatabase } from './database.ts';
import { testSecret } from './global-setup.ts';
import { countAndKill } from './kill/count-until-killed.ts';

// The long form, with a hundred kills: bench/kill-counter.ts.
it('counts every act once over kill -9 of the counter while it counts, rebuilds and counts anew, and leaves nothing half counted', async () => {
  const test = await openTestDatabase();
  try {
    const { owner, schema } = test.database;
    const outcome = await countAndKill({ owner, schema, secret: testSecret }, 10, { dossiers: 800, seed: 7 });
    expect(outcome.faults).toEqual([]);
    expect(new Set(outcome.measures)).toEqual(new Set(dossierMeasures.measures.map(({ key }) => key)));
    expect(outcome.compared).toBeGreaterThan(10_000);
  } finally {
    await test.close();
  }
}, 600_000);
