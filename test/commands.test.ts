import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cuaso, type RunningCommand, startCuaso } from './cuaso.ts';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'cuaso-commands-'));
// As root the database runs as another user, who has to pass through.
chmodSync(folder, 0o711);
const data = join(folder, 'data');
const province = join(folder, 'bac-lieu');
const secret = 'a secret of the tests, forty characters..';
let port = 0;
let env: Record<string, string> = {};
let server: RunningCommand | undefined;

beforeAll(async () => {
  cpSync(join(root, 'provinces/bac-lieu'), province, { recursive: true });
  port = await freePort();
  env = { CUASO_DATA: data, CUASO_PROVINCE: province, PORT: String(port) };
});
afterAll(async () => {
  server?.child.kill('SIGTERM');
  await server?.ended;
  rmSync(folder, { recursive: true, force: true });
});

describe('words of the command line', { timeout: 180_000 }, () => {
  it('lists every command, and tells of each how it is called', async () => {
    const help = await cuaso(['--help']);
    expect(help.code).toBe(0);
    const names = [...help.output.matchAll(/^ {2}cuaso ([a-z-]+)/gm)].map((match) => match[1] as string);
    expect(names).toEqual(
      expect.arrayContaining(['serve', 'migrate', 'publish', 'rebuild', 'backup', 'restore', 'erase']),
    );
    for (const name of ['serve', 'erase']) {
      expect(await cuaso([name, '--help'])).toMatchObject({
        code: 0,
        output: expect.stringContaining(`cuaso ${name}`),
      });
    }
  });

  it.each([
    [['nonsense'], 2, 'there is no command "nonsense"'],
    [['serve', '--wat'], 2, "Unknown option '--wat'"],
    [['publish', '--what'], 2, "Unknown option '--what'"],
    [['rebuild', 'extra'], 2, "Unexpected argument 'extra'"],
    [['clock', '--advance', '3x'], 1, 'Examples: 3d, 12h, 30m'],
    [['clock', '--advance', '-1d'], 2, "Option '--advance' argument is ambiguous. Usage: cuaso clock"],
    [['clock', '--advance', '99999d'], 1, 'at most a year'],
    [['backup'], 1, 'Name the backup file'],
    [['backup', '/nowhere/file'], 1, 'There is no folder /nowhere'],
    [['restore', '/nowhere/file'], 1, 'There is no backup file /nowhere/file'],
    [['backup', 'one', 'two'], 1, 'Unexpected argument "two"'],
    [['publish', 'one', 'two'], 1, 'Unexpected argument "two"'],
    [['restore', 'one', '--old-postgres', '/nowhere'], 1, 'Unexpected argument "one"'],
    [['restore', '/'], 1, 'is not a backup'],
    [['import-index', 'annex.csv'], 1, '--edition and --from are needed'],
    [['import-index', 'a', 'b', '--edition', 'dti-922', '--from', '2023-01-01'], 1, 'Unexpected argument "b"'],
    [['import-index', '/nowhere', '--edition', 'dti-922', '--from', '2023-01-01'], 1, 'There is no file /nowhere'],
    [['index-total', 'values.csv'], 1, '--edition are needed'],
    [['index-total', '/nowhere', '--edition', 'dti-1'], 1, 'There is no edition "dti-1". There are: dti-1726'],
    [['erase', 'H04'], 1, '--ground'],
  ])('refuses %j in one line', async (args, code, words) => {
    const run = await cuaso(args, env);
    expect(run).toMatchObject({ code, output: '' });
    expect(oneLine(run.errors)).toContain(words);
  });
});

describe('what cannot work is said in one line, and nothing is left running', { timeout: 180_000 }, () => {
  it.each([
    ['a bad port', { PORT: 'abc' }, 'PORT = "abc"'],
    ['production without a secret', { CUASO_MODE: 'production' }, 'CUASO_SECRET'],
    ['production without an address', { CUASO_MODE: 'production', CUASO_SECRET: secret }, 'CUASO_URL'],
    [
      'production without the real services',
      { CUASO_MODE: 'production', CUASO_SECRET: secret, CUASO_URL: 'https://a.example' },
      'CUASO_VNEID_URL, CUASO_VNEID_CLIENT',
    ],
    ['a database that is not there', { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }, 'Cannot connect to PostgreSQL'],
    ['a short secret', { CUASO_SECRET: 'abc' }, 'CUASO_SECRET = "(hidden)". At least 32 characters'],
    ['an address of another machine', { HOST: '192.0.2.1' }, 'no address HOST = "192.0.2.1"'],
    ['a province folder that is not there', { CUASO_PROVINCE: '/nowhere' }, 'There is no province folder /nowhere'],
    [
      'a data folder in a file system without folders',
      { CUASO_DATA: '/proc/cuaso/data' },
      'Set CUASO_DATA to another folder',
    ],
    ['a name too long for a folder', { CUASO_DATA: `/tmp/${'x'.repeat(300)}` }, 'ENAMETOOLONG'],
    ['a data folder that cannot be one', { CUASO_DATA: join(root, 'package.json', 'data') }, 'Cannot write to'],
  ])('%s', async (_what, given, words) => {
    const run = await cuaso(['serve'], { ...env, CUASO_DATA: join(folder, 'none'), ...given });
    expect(run.code).toBe(1);
    expect(oneLine(run.errors)).toContain(words);
    expect(existsSync(join(folder, 'none', 'postgres'))).toBe(false);
  });

  it.each([
    ['backup', [join(folder, 'of-nothing')]],
    ['rebuild', []],
    ['verify-journal', []],
    ['clock', []],
    ['erase', ['H04.1-221010-0001', '--ground', 'request 1']],
  ])('%s where nothing is kept, which leaves nothing behind', async (name, args) => {
    const none = join(folder, 'nothing');
    const run = await cuaso([name, ...args], { ...env, CUASO_DATA: none });
    expect(run).toMatchObject({ code: 1, output: '' });
    expect(oneLine(run.errors)).toContain(`nothing kept in ${none} yet, so nothing was done. Set CUASO_DATA`);
    expect(existsSync(none)).toBe(false);
    expect(existsSync(join(folder, 'of-nothing'))).toBe(false);
  });

  it('a busy port', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    try {
      const run = await cuaso(['serve'], env);
      expect(run.code).toBe(1);
      expect(oneLine(run.errors)).toMatch(/Port \d+ is in use by another program.*PORT=3001/);
    } finally {
      other.close();
    }
  });

  it('data of another PostgreSQL', async () => {
    const old = join(folder, 'old');
    mkdirSync(join(old, 'postgres/data'), { recursive: true });
    writeFileSync(join(old, 'postgres/data/PG_VERSION'), '14\n');
    if (process.getuid?.() === 0) chownSync(join(old, 'postgres/data'), 65534, 65534);
    const run = await cuaso(['serve'], { ...env, CUASO_DATA: old });
    expect(run.code).toBe(1);
    expect(oneLine(run.errors)).toMatch(/PostgreSQL 14.*restore/);
  });

  it('a faulty file of the province, by file and line', async () => {
    const bad = join(folder, 'bad');
    cpSync(province, bad, { recursive: true });
    writeFileSync(join(bad, 'province.yaml'), `${readFileSync(join(bad, 'province.yaml'), 'utf8')}\nfoo: [1`);
    const run = await cuaso(['serve'], { ...env, CUASO_PROVINCE: bad });
    expect(run.code).toBe(1);
    expect(run.errors).toMatch(/^province\.yaml:\d+:\d+ /m);
  });
});

it('the people of the demonstration, by line, before anything is set up', async () => {
  const bad = join(folder, 'bad-people');
  cpSync(province, bad, { recursive: true });
  const people = join(bad, 'people.yaml');
  const text = readFileSync(people, 'utf8');
  writeFileSync(people, `${text}\nx: [`);
  const started = await cuaso(['serve'], { ...env, CUASO_DATA: join(folder, 'none'), CUASO_PROVINCE: bad });
  expect(started.code).toBe(1);
  expect(oneLine(started.errors)).toMatch(/people\.yaml:\d+:\d+: Not valid YAML/);
  writeFileSync(people, text.replace(/birthDate: .*/, 'birthDate: soon'));
  const checked = await cuaso(['check-province', bad], env);
  expect(checked.code).toBe(1);
  expect(oneLine(checked.errors)).toContain('citizens[0]: birthDate "soon"');
  rmSync(people);
  expect((await cuaso(['serve'], { ...env, CUASO_DATA: join(folder, 'none'), CUASO_PROVINCE: bad })).errors).toContain(
    'people.yaml:1:1: This file is missing',
  );
}, 60_000);

describe('Ctrl-C', { timeout: 180_000 }, () => {
  it('that comes twice, as from a terminal and from npm, and while the platform is still being set up, leaves nothing running', async () => {
    const fresh = { ...env, CUASO_DATA: join(folder, 'interrupted'), PORT: '0' };
    const setting = startCuaso(['serve'], fresh);
    await fileAppears(join(fresh.CUASO_DATA, 'postgres/data/postmaster.pid'));
    const postmaster = postmasterPid(fresh.CUASO_DATA);
    setting.child.kill('SIGINT');
    setting.child.kill('SIGINT');
    expect(await setting.ended).toBe(0);
    expect(setting.output()).toContain('Stopping…');
    expect(setting.output()).not.toContain('Stop with Ctrl-C.');
    expect(isAlive(postmaster)).toBe(false);
  });

  it('does not wait for a sender who never ends; a free port is told', async () => {
    const fresh = { ...env, CUASO_DATA: join(folder, 'interrupted'), PORT: '0' };
    const running = startCuaso(['serve'], fresh);
    await running.says('Stop with Ctrl-C.');
    const told = Number(/http:\/\/127\.0\.0\.1:(\d+)\/dang-nhap/.exec(running.output())?.[1]);
    expect(told).toBeGreaterThan(0);
    const sender = connect(told, '127.0.0.1');
    sender.on('error', () => undefined);
    sender.write(
      'POST /api/v1/dossiers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{',
    );
    await once(sender, 'ready');
    const postmaster = postmasterPid(fresh.CUASO_DATA);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    sender.destroy();
    expect(isAlive(postmaster)).toBe(false);
  });

  it('of a terminal that is gone: what can no longer be said does not keep the database running', async () => {
    const running = startCuaso(['serve'], { ...env, CUASO_DATA: join(folder, 'interrupted'), PORT: '0' });
    await running.says('Stop with Ctrl-C.');
    const postmaster = postmasterPid(join(folder, 'interrupted'));
    // Nobody reads on: what it says from now on fails.
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    running.child.kill('SIGHUP');
    await running.ended;
    expect(isAlive(postmaster)).toBe(false);
  });
});

describe('a server over its life', { timeout: 300_000 }, () => {
  it('serves, publishes a changed file and moves its time, while it runs', async () => {
    server = startCuaso(['serve', '--fresh'], env);
    await server.says('Stop with Ctrl-C.');
    expect(server.output()).toContain('Beginning anew');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(oneLine((await cuaso(['serve'], { ...env, PORT: '0' })).errors)).toContain('is in use by another Cửa Số');
    expect((await cuaso(['publish'], env)).output).toMatch(/\b0 new, [1-9]\d* unchanged\./);
    const misled = await cuaso(['publish'], { ...env, CUASO_SECRET: secret });
    expect(misled).toMatchObject({ code: 1, output: '' });
    expect(oneLine(misled.errors)).toContain('served with another secret');
    // Nor did that shut out the server, whose database roles go by the secret.
    expect((await fetch(`http://127.0.0.1:${port}/thu-tuc`)).status).toBe(200);
    const file = join(province, 'procedures', 'dang-ky-khai-sinh.yaml');
    const changed = readFileSync(file, 'utf8').replace(/(name: *\{? *vi: *)(.)/, '$1Thử $2');
    writeFileSync(file, changed);
    expect((await cuaso(['publish'], env)).output).toMatch(/new version 2 of 1\.001193/);
    expect((await cuaso(['clock', '--advance', '3d'], env)).output).toMatch(/13\/10\/2022|13 October 2022|October 13/);
  });

  it('stops on Ctrl-C within seconds, the database too, and goes on with the same data', async () => {
    const running = server as RunningCommand;
    // A browser keeps its connection open.
    const kept = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'keep-alive' } });
    await kept.text();
    const postmaster = postmasterPid();
    const begun = performance.now();
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(isAlive(postmaster)).toBe(false);
    server = startCuaso(['serve'], env);
    await server.says('Stop with Ctrl-C.');
    expect(server.output()).toMatch(/Business time \d\d:\d\d, 13\/10\/2022/);
    expect(server.output()).not.toContain('published');
  });

  it('is adopted after a kill -9, checks and rebuilds whole, and comes back from a backup', async () => {
    (server as RunningCommand).child.kill('SIGKILL');
    await server?.ended;
    const postmaster = postmasterPid();
    server = startCuaso(['serve'], env);
    await server.says('Stop with Ctrl-C.');
    expect(server.output()).toContain(`still running (pid ${postmaster})`);
    expect((await cuaso(['verify-journal'], env)).output).toMatch(/: whole\.$/m);
    expect((await cuaso(['rebuild'], env)).output).toMatch(/; 0 rows differed/);
    const file = join(folder, 'backup');
    expect((await cuaso(['backup', file], env)).output).toMatch(/: [1-9]\d* entries of the journal, \d+ files\./);
    const another = { ...env, CUASO_PROVINCE: join(folder, 'another') };
    expect(oneLine((await cuaso(['backup', join(folder, 'of-another')], another)).errors)).toContain(
      'nothing kept in cuaso.another yet, so nothing was done. Set CUASO_PROVINCE',
    );
    const other = { ...env, CUASO_DATA: join(folder, 'restored') };
    expect(await cuaso(['restore', file], other)).toMatchObject({ code: 0 });
    const counted = /(\d+) entries/;
    const before = counted.exec((await cuaso(['verify-journal'], env)).output)?.[1];
    const after = await cuaso(['verify-journal'], other);
    expect(after.code).toBe(0);
    expect(Number(counted.exec(after.output)?.[1])).toBeGreaterThan(0);
    expect(Number(counted.exec(after.output)?.[1])).toBeLessThanOrEqual(Number(before));
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
  });
});

function oneLine(errors: string): string {
  const lines = errors.trim().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] as string;
}

async function fileAppears(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function postmasterPid(dataDir = data): number {
  const place = join(dataDir, 'postgres.place');
  const home = existsSync(place) ? readFileSync(place, 'utf8').trim() : join(dataDir, 'postgres');
  return Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
