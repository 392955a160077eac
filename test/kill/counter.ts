// A counter of its own process, to be killed: counts what comes, and with `rebuild` counts everything anew over and over. One argument, JSON.
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { dossierMeasures } from '../../src/modules/dossiers/index.ts';
import { countMeasures, rebuildMeasures } from '../../src/modules/indicators/index.ts';
import { Database } from '../../src/platform/database.ts';
import type { CounterWish } from './count-until-killed.ts';

const { connection, version, rebuilds, batchSize } = JSON.parse(process.argv[2] ?? '{}') as CounterWish;
const database = new Database(connection);
const declared = [{ ...dossierMeasures, version }];
process.stdout.write('ready\n');
for (;;) {
  if (rebuilds) await rebuildMeasures(database, declared, batchSize);
  await countMeasures(database, declared, batchSize);
  await pause(5);
}
