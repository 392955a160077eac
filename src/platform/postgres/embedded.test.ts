import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type EmbeddedPostgres,
  findRunningPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded.ts';
import { toStorageError } from './errors.ts';
import { isInstanceLocked } from './instance-lock.ts';
import { isAlive, stopServer } from './server-process.ts';
import { canEnter, ownUser } from './server-user.ts';
import { roomyFolder } from './testing.ts';

const program = fileURLToPath(new URL('test-programs/write-until-killed.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = { name: 'nobody', uid: 65534, gid: 65534, stepDown: true };
const started: { folders: string[]; servers: EmbeddedPostgres[]; children: ChildProcess[]; pids: number[] } = {
  folders: [],
  servers: [],
  children: [],
  pids: [],
};

afterEach(async () => {
  for (const child of started.children.splice(0)) child.kill('SIGKILL');
  for (const server of started.servers.splice(0)) await server.stop();
  for (const pid of started.pids.splice(0)) if (isAlive(pid)) await stopServer(pid, () => undefined, 5_000);
  for (const folder of started.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  test('starts on an empty folder, and keeps its data for the next start', async () => {
    const dataDir = dataFolder();
    const first = await start(dataDir);
    expect(first).toMatchObject({ adopted: false, version: expect.stringMatching(/^18\./) });
    await query(first, 'create table kept as select 7 as value');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start(dataDir);
    expect(await query(second, 'select value from kept')).toEqual([{ value: 7 }]);
  });

  test('is durable, off the network, and sorts and folds case the same on every machine', async () => {
    const server = await start(dataFolder());
    const shown = await query(
      server,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, current_setting('listen_addresses') as addresses,
              lower('ĐẶNG') as lower, array(select x from (values ('b'), ('Á'), ('a'), ('đ')) as t(x) order by x) as sorted`,
    );
    expect(shown).toEqual([{ fsync: 'on', pages: 'on', addresses: '', lower: 'đặng', sorted: ['a', 'b', 'Á', 'đ'] }]);
  });

  test('gives out an owner who is no superuser but may make roles, and step into them', async () => {
    const server = await start(dataFolder());
    expect(
      await query(
        server,
        'select rolsuper as super, rolcreaterole as roles from pg_roles where rolname = current_user',
      ),
    ).toEqual([{ super: false, roles: true }]);
    await query(server, 'create role clerk login nosuperuser');
    expect(await query(server, `set role clerk; select current_user::text as me`)).toEqual([{ me: 'clerk' }]);
    const clerk = await connect({ ...server.connection, user: 'clerk' });
    await expect(clerk.query('create schema mine')).rejects.toThrow(/permission denied/);
    await clerk.end();
  });

  test('starts although the pid in a stale postmaster.pid is a living process by now', async () => {
    const dataDir = dataFolder();
    const first = await start(dataDir);
    process.kill(-first.pid, 'SIGKILL');
    await first.stop();
    const file = join(first.home, 'data', 'postmaster.pid');
    const stale = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(1) : ['', '', '5432', '', '', '', ''];
    writeFileSync(file, [String(process.pid), ...stale].join('\n'));
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a deep data folder gets a short socket folder, which goes with the server', async () => {
    const dataDir = join(dataFolder(), 'x'.repeat(100));
    const server = await start(dataDir);
    expect(server.connection.host.startsWith(dataDir)).toBe(false);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(server.connection.host)).toBe(false);
  });

  test('is found by commands beside the running instance, and no longer after it stopped', async () => {
    const dataDir = dataFolder();
    expect(findRunningPostgres({ dataDir })).toBeUndefined();
    const server = await start(dataDir);
    expect(findRunningPostgres({ dataDir })).toEqual(server.connection);
    await server.stop();
    expect(findRunningPostgres({ dataDir })).toBeUndefined();
  });

  test('--fresh forgets the data, and is refused while an instance runs', async () => {
    const dataDir = dataFolder();
    const server = await start(dataDir);
    await expect(removeEmbeddedPostgres({ dataDir, log: () => undefined })).rejects.toMatchObject({ code: 'PGS-0001' });
    await server.stop();
    await removeEmbeddedPostgres({ dataDir, log: () => undefined });
    expect(existsSync(server.home)).toBe(false);
  });
});

describe('processes that are killed', () => {
  test('after kill -9 of the program the server lives on: the next start adopts it, nothing acknowledged is lost', async () => {
    const dataDir = dataFolder();
    const writer = await startWriter(dataDir);
    const acknowledged = await killDuringWrites(writer, writer.child.pid as number);
    expect(isAlive(writer.pid)).toBe(true);

    const server = await start(dataDir);
    expect(server).toMatchObject({ adopted: true, pid: writer.pid });
    await expectRows(server, acknowledged);
    await server.stop();
    expect(isAlive(writer.pid)).toBe(false);
  });

  test('after kill -9 of server and program together the next start recovers every acknowledged row', async () => {
    const dataDir = dataFolder();
    const writer = await startWriter(dataDir);
    const acknowledged = await killDuringWrites(writer, writer.pid, writer.child.pid as number);
    const server = await start(dataDir);
    expect(server.adopted).toBe(false);
    await expectRows(server, acknowledged);
  });

  test('after kill -9 of the server under a running program it is started again by itself, with every row', async () => {
    const lines: string[] = [];
    const server = await start(dataFolder(), lines);
    await query(server, 'create table kept as select generate_series(1, 1000) as number');
    const killed = server.pid;
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/runs again/), { timeout: 20_000, interval: 50 });
    expect(server.pid).not.toBe(killed);
    expect(await query(server, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }]);
  });

  test('a server with other settings is not adopted but started again with ours', async () => {
    const dataDir = dataFolder();
    const writer = await startWriter(dataDir);
    await killDuringWrites(writer, writer.child.pid as number);
    const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings: { work_mem: '5MB' } });
    started.servers.push(server);
    expect(server.adopted).toBe(false);
    expect(isAlive(writer.pid)).toBe(false);
    expect(await query(server, `select current_setting('work_mem') as memory`)).toEqual([{ memory: '5MB' }]);
  });
});

describe('what cannot work is said in one line', () => {
  test('a second instance on the same folder is refused with pid and since when; a killed holder leaves nothing stale', async () => {
    const dataDir = dataFolder();
    const holder = await startWriter(dataDir);
    expect(isInstanceLocked(dataDir)).toBe(true);
    const holderPid = holder.child.pid as number;
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'PGS-0001',
      words: {
        en: expect.stringMatching(new RegExp(`in use .*pid ${holderPid}, since 20\\d\\d-.*Stop that one first`)),
      },
    });
    await killDuringWrites(holder, holderPid);
    expect(isInstanceLocked(dataDir)).toBe(false);
    await start(dataDir);
  });

  test('the same folder twice in one process is refused too', async () => {
    const dataDir = dataFolder();
    await start(dataDir);
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'PGS-0001' });
  });

  test('data of another major version names the way to bring it up', async () => {
    const dataDir = dataFolder();
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '15\n');
    if (isRoot) chownSync(join(dataDir, 'postgres', 'data'), nobody.uid, nobody.gid);
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'PGS-0004',
      words: {
        en: expect.stringMatching(/PostgreSQL 15; .* 18\. Run `cuaso backup`/),
        vi: expect.stringContaining('cuaso restore'),
      },
    });
  });

  test('a folder with something else in it is left alone', async () => {
    const dataDir = dataFolder();
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data', 'letter.txt'), 'mine');
    if (isRoot) chownSync(join(dataDir, 'postgres', 'data'), nobody.uid, nobody.gid);
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'PGS-0011' });
    expect(existsSync(join(dataDir, 'postgres', 'data', 'letter.txt'))).toBe(true);
  });

  test('a data folder under a file, or one that is closed to us, says which rights are missing', async ({ skip }) => {
    const folder = dataFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(start(join(folder, 'file', 'data'))).rejects.toMatchObject({ code: 'PGS-0003' });
    if (!canRunAsNobody()) skip('needs root, and a project folder that user nobody can enter');
    chmodSync(folder, 0o755);
    const refused = await runAsNobody(join(folder, 'data'), 'stop');
    expect(refused).toMatchObject({
      refused: expect.stringMatching(/^Cannot write to .*EACCES.*Give user nobody write access/),
    });
  });

  test('a full disk is said before anything is written', async ({ skip }) => {
    const folder = dataFolder();
    if (!(await mountSmallDisk(folder, '40m'))) skip('needs the right to mount a small disk');
    try {
      await expect(start(join(folder, 'data'))).rejects.toMatchObject({ code: 'PGS-0002' });
      expect(existsSync(join(folder, 'data', 'postgres', 'data'))).toBe(false);
    } finally {
      await command('umount', folder);
    }
  });
});

describe('a disk that fills up', () => {
  test('refuses what it cannot store, keeps what it acknowledged, and goes on by itself when there is room again', async ({
    skip,
  }) => {
    const folder = dataFolder();
    if (!(await mountSmallDisk(folder, '420m'))) skip('needs the right to mount a small disk');
    try {
      const server = await start(join(folder, 'data'));
      await query(server, 'create table kept (number integer primary key, text text)');
      fillDisk(join(folder, 'filler'));
      let acknowledged = 0;
      const fault = await insertUntilRefused(server, () => {
        acknowledged += 1;
      });
      expect(toStorageError(fault, folder, 'lan')?.code ?? String(fault)).toMatch(
        /PGS-0002|Connection terminated|ECONNREFUSED|57P0/,
      );
      rmSync(join(folder, 'filler'));
      await vi.waitFor(() => query(server, `insert into kept values (0, 'room again')`), {
        timeout: 40_000,
        interval: 200,
      });
      // The row that was refused may have been stored without the answer reaching us; none that was acknowledged is missing.
      const [counted] = (await query(server, 'select count(*)::int as rows from kept where number > 0')) as [
        { rows: number },
      ];
      expect(counted.rows - acknowledged).toBeOneOf([0, 1]);
      await server.stop();
    } finally {
      await command('umount', folder);
    }
  }, 90_000);
});

describe('users', () => {
  test('as root the server runs as a plain user', async ({ skip }) => {
    if (!isRoot) skip('needs root');
    const server = await start(dataFolder());
    const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
    expect(uid).not.toBe('0');
  });

  test('in a folder closed to that user, data goes to the system folder, stays there, and one line says so', async ({
    skip,
  }) => {
    if (!isRoot) skip('needs root');
    const closed = dataFolder();
    chmodSync(closed, 0o700);
    const systemFolder = join(dataFolder(), 'system');
    const lines: string[] = [];
    const first = await startEmbeddedPostgres({
      dataDir: join(closed, 'data'),
      systemFolder,
      log: (line) => lines.push(line),
    });
    started.servers.push(first);
    expect(first.home.startsWith(systemFolder)).toBe(true);
    expect(lines).toEqual([expect.stringMatching(/cannot enter .*; the database is kept in /)]);
    await query(first, 'create table kept as select 7 as value');
    await first.stop();

    chmodSync(closed, 0o755);
    const second = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), systemFolder, log: () => undefined });
    started.servers.push(second);
    expect(await query(second, 'select value from kept')).toEqual([{ value: 7 }]);
    await second.stop();

    // A fresh folder of the same path does not meet the old data; data that was moved away is missed, not replaced by nothing.
    chmodSync(closed, 0o700);
    renameSync(join(closed, 'data'), join(closed, 'before'));
    const third = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), systemFolder, log: () => undefined });
    started.servers.push(third);
    expect(await query(third, `select to_regclass('kept') as kept`)).toEqual([{ kept: null }]);
    await third.stop();
    rmSync(systemFolder, { recursive: true });
    const missing = startEmbeddedPostgres({ dataDir: join(closed, 'before'), systemFolder, log: () => undefined });
    await expect(missing).rejects.toMatchObject({ code: 'PGS-0013' });
  });

  test('a plain user runs everything alone, inside the data folder', async ({ skip }) => {
    if (!canRunAsNobody()) skip('needs root, and a project folder that user nobody can enter');
    const folder = dataFolder();
    chownSync(folder, nobody.uid, nobody.gid);
    expect(await runAsNobody(join(folder, 'data'), 'stop')).toMatchObject({
      adopted: false,
      home: join(folder, 'data', 'postgres'),
    });
    expect(await runAsNobody(join(folder, 'data'), 'stop')).toMatchObject({
      adopted: false,
      version: expect.stringMatching(/^18/),
    });
    // The administrator reaches it while it runs, for a backup.
    const serving = spawn(process.execPath, [program, join(folder, 'data'), '/nonexistent'], {
      uid: nobody.uid,
      gid: nobody.gid,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.children.push(serving);
    const [line] = (await once(createInterface({ input: serving.stdout }), 'line')) as [string];
    const found = findRunningPostgres({ dataDir: join(folder, 'data') });
    expect(found?.host).toBe((JSON.parse(line) as { host: string }).host);
    const client = await connect({ ...found });
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    serving.kill('SIGKILL');
    await once(serving, 'exit');
    // Root may go on with that user's data: the server then runs as its owner.
    const asRoot = await start(join(folder, 'data'));
    expect(await query(asRoot, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

function dataFolder(): string {
  // What kill -9 leaves behind is what the system's cache holds, on any disk; shared memory makes the many first starts quick.
  const folder = mkdtempSync(join(roomyFolder(), 'pgs-test-'));
  chmodSync(folder, isRoot ? 0o711 : 0o700);
  started.folders.push(folder);
  return folder;
}

async function start(dataDir: string, lines: string[] = []): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) });
  started.servers.push(server);
  return server;
}

async function connect(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(connection);
  await client.connect();
  return client;
}

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = await connect(server.connection);
  try {
    const result = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[];
    return Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows;
  } finally {
    await client.end();
  }
}

interface Writer {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly acknowledged: number[];
}

async function startWriter(dataDir: string): Promise<Writer> {
  const child = spawn(process.execPath, [program, dataDir, '/nonexistent'], { stdio: ['ignore', 'pipe', 'ignore'] });
  started.children.push(child);
  const acknowledged: number[] = [];
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => acknowledged.push(Number(line)));
  const { pid } = JSON.parse(first) as { pid: number };
  started.pids.push(pid);
  return { child, pid, acknowledged };
}

/** Kills the given processes while rows are being written; returns how many rows were acknowledged. */
async function killDuringWrites(writer: Writer, ...pids: number[]): Promise<number> {
  await vi.waitFor(() => expect(writer.acknowledged.length).toBeGreaterThan(100), { timeout: 20_000, interval: 10 });
  const ended = once(writer.child, 'close');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await ended;
  return writer.acknowledged.length;
}

async function expectRows(server: EmbeddedPostgres, acknowledged: number): Promise<void> {
  const rows = await query(server, `select count(*)::int as rows from acknowledged where number <= ${acknowledged}`);
  expect(rows).toEqual([{ rows: acknowledged }]);
}

function fillDisk(file: string): void {
  const fd = openSync(file, 'w');
  try {
    for (const piece = Buffer.alloc(256 * 1024); ; ) writeSync(fd, piece);
  } catch {
    // Full: that is what is wanted.
  } finally {
    closeSync(fd);
  }
}

async function insertUntilRefused(server: EmbeddedPostgres, onStored: () => void): Promise<unknown> {
  const client = await connect(server.connection);
  client.on('error', () => undefined);
  try {
    for (let number = 1; ; number += 1) {
      await client.query(
        'insert into kept values ($1, (select string_agg(md5(n::text), $2) from generate_series(1, 4000) n))',
        [number, ' '],
      );
      onStored();
    }
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function canRunAsNobody(): boolean {
  return (
    isRoot && canEnter(nobody, dirname(program)) && canEnter(nobody, dirname(process.execPath)) && ownUser().uid === 0
  );
}

async function runAsNobody(dataDir: string, mode: string): Promise<unknown> {
  const child = spawn(process.execPath, [program, dataDir, '/nonexistent', mode], {
    uid: nobody.uid,
    gid: nobody.gid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  return JSON.parse(output.split('\n')[0] ?? '');
}

async function command(name: string, ...args: string[]): Promise<boolean> {
  const child = spawn(name, args, { stdio: 'ignore' });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', resolve);
  });
  return code === 0;
}

async function mountSmallDisk(folder: string, size: string): Promise<boolean> {
  return isRoot && (await command('mount', '-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', folder));
}
