// Started by tests as a process of its own, to be killed: starts the server of argv[2] (system folder argv[3]), says so as one line of
// JSON on stdout, then inserts numbered rows one by one and prints each number once its insert was acknowledged.
import process from 'node:process';
import pg from 'pg';
import { DomainError } from '../../errors.ts';
import { startEmbeddedPostgres } from '../embedded.ts';

const [, , dataDir = '', systemFolder = '', mode = 'write'] = process.argv;

try {
  const server = await startEmbeddedPostgres({
    dataDir,
    systemFolder,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const { adopted, home, pid, version, connection } = server;
  process.stdout.write(`${JSON.stringify({ adopted, home, pid, version, host: connection.host })}\n`);
  if (mode === 'stop') await server.stop();
  else await writeForever(connection);
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ refused: error instanceof DomainError ? error.words.en : String(error) })}\n`,
  );
  process.exitCode = 1;
}

async function writeForever(connection: pg.ClientConfig): Promise<never> {
  const client = new pg.Client(connection);
  client.on('error', () => process.exit(2));
  await client.connect();
  await client.query('create table if not exists acknowledged (number integer primary key)');
  for (let number = 1; ; number += 1) {
    await client.query('insert into acknowledged values ($1)', [number]);
    process.stdout.write(`${number}\n`);
  }
}
