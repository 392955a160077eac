import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { testSchema, testSecret } from '../../test/global-setup.ts';
import { Database } from './database.ts';
import { startPeriodicJobs } from './periodic-jobs.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await openTestDatabase('empty');
  database = new Database({
    owner: test.database.owner,
    schema: testSchema,
    secret: testSecret,
    poolSize: { job: 3 },
  });
});
afterAll(async () => {
  await database?.close();
  await test?.close();
});

it('runs more jobs than there are connections, though each works beside its lock, and goes on after one that fails', async () => {
  const names = Array.from({ length: 7 }, (_, index) => `job-${index}`);
  const failed: string[] = [];
  const done = new Map<string, number>();
  const twice = Promise.withResolvers<void>();
  const jobs = names.map((name) => ({
    name,
    everyMs: 1,
    run: async () => {
      await database.transact({ capacity: 'job', name }, (tx) => tx.row('select 1'));
      done.set(name, (done.get(name) ?? 0) + 1);
      if (names.every((one) => (done.get(one) ?? 0) >= 2)) twice.resolve();
      if (name === 'job-3') throw new Error('a fault of its own');
    },
  }));
  const stop = startPeriodicJobs(database, jobs, { failed: (name) => void failed.push(name) });
  await twice.promise;
  await stop();
  expect(new Set(failed)).toEqual(new Set(['job-3']));
});

it('tells a failure once while its reason stays, and anew after a run that went well', async () => {
  const outcomes = ['away', 'away', 'full', 'full', 'well', 'full', 'full'];
  const told: string[] = [];
  const over = Promise.withResolvers<void>();
  const job = {
    name: 'job',
    everyMs: 1,
    run: async () => {
      const outcome = outcomes.shift();
      if (outcome === undefined) over.resolve();
      else if (outcome !== 'well') throw new Error(outcome);
    },
  };
  const stop = startPeriodicJobs(database, [job], {
    failed: (_name, error) => void told.push((error as Error).message),
  });
  await over.promise;
  await stop();
  expect(told).toEqual(['away', 'full', 'full']);
});
