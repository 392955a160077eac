// Started by a test as a process of its own, to be killed: starts a throw-away cluster, prints its connection and waits.
import process from 'node:process';
import { startTestCluster } from '../testing.ts';

const { connection } = await startTestCluster();
process.stdout.write(`${JSON.stringify(connection)}\n`);
setInterval(() => undefined, 60_000);
