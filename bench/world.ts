import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Keys, openKeys } from '../src/app/keys.ts';
import { schemaOf } from '../src/app/open-province.ts';
import { type Config, parseConfig } from '../src/platform/config.ts';
import { type Connection, Database } from '../src/platform/database.ts';
import { listMigrations, migrate } from '../src/platform/migrate.ts';
import {
  type EmbeddedPostgres,
  findRunningPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/postgres/index.ts';
import { freePort } from '../test/free-port.ts';
import { moveCursors } from './ballast.ts';
import { HttpClient } from './load.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** As behind a proxy that ends TLS: secure cookies, and the caller's address from the proxy. */
const publicUrl = 'https://bench.cuaso.example';

/** While ballast is brought in nothing is measured, and what a crash would lose is made again; before measuring the server starts anew, durable. */
const seedingSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_wal_size: '16GB',
  autovacuum: 'off',
  maintenance_work_mem: '512MB',
  work_mem: '64MB',
};

/** A data folder of its own, and the product as a child process on it. */
export class World {
  readonly config: Config;
  readonly keys: Keys;
  readonly schema: string;
  readonly #env: NodeJS.ProcessEnv;
  #server: ChildProcess | undefined;
  /** While ballast is brought in; an interrupted bench must not leave it running. */
  #embedded: EmbeddedPostgres | undefined;
  #database: Database | undefined;
  #client: HttpClient | undefined;

  readonly #profileDir: string | undefined;
  readonly #kept: boolean;

  private constructor(config: Config, env: NodeJS.ProcessEnv, profileDir: string | undefined, kept: boolean) {
    this.#kept = kept;
    this.config = config;
    this.#env = env;
    this.#profileDir = profileDir;
    this.keys = openKeys(config);
    this.schema = schemaOf(config);
  }

  /** In a new folder that is removed in the end, or in a given one, which is kept with what it holds. */
  static async make(options: {
    readonly folder?: string | undefined;
    readonly profileDir?: string | undefined;
    /** Left out: the demonstration's. */
    readonly provinceDir?: string | undefined;
  }): Promise<World> {
    const port = await freePort();
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'cuaso-bench-'));
    mkdirSync(folder, { recursive: true });
    // Started by root, the database runs as a plain user, who has to pass through.
    chmodSync(folder, 0o711);
    const province = options.provinceDir === undefined ? {} : { CUASO_PROVINCE: options.provinceDir };
    const own = { CUASO_DATA: folder, PORT: String(port), CUASO_URL: publicUrl, ...province };
    const world = new World(
      parseConfig(own, root),
      {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TMPDIR: process.env['TMPDIR'],
        ...own,
      },
      options.profileDir,
      options.folder !== undefined,
    );
    await world.seeding(async (database) => {
      // The bench brings its own past; the demonstration's would only be in the way.
      await database.asOwner(async (tx) => {
        await tx.run('update progress_state set demo_past_made = true');
        await moveCursors(tx, false);
      });
    });
    return world;
  }

  get database(): Database {
    if (this.#database === undefined) throw new Error('the server does not run');
    return this.#database;
  }

  get client(): HttpClient {
    if (this.#client === undefined) throw new Error('the server does not run');
    return this.#client;
  }

  get owner(): Connection {
    return this.database.owner;
  }

  get publicUrl(): string {
    return publicUrl;
  }

  get localUrl(): string {
    return `http://127.0.0.1:${this.config.port}`;
  }

  /** Runs work on the database alone, quick and lossy, with a checkpoint at the end. */
  async seeding(work: (database: Database) => Promise<void>): Promise<void> {
    const embedded = await startEmbeddedPostgres({
      dataDir: this.config.dataDir,
      log: () => undefined,
      settings: seedingSettings,
    });
    this.#embedded = embedded;
    try {
      const owner = embedded.connection;
      const secret = this.keys.secret;
      await migrate({ owner, schema: this.schema, secret, migrations: listMigrations(root) });
      const database = new Database({ owner, schema: this.schema, secret });
      await work(database);
      await database.close();
    } finally {
      this.#embedded = undefined;
      await embedded.stop();
    }
    // What the lossy server left to the operating system's cache goes to the disk before durable writes are timed.
    await run('sync', [], this.#env);
  }

  /** Starts the product as `npm start` does; returns the seconds until its first page was answered. */
  async start(): Promise<number> {
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      [
        ...(this.#profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${this.#profileDir}`]),
        ...startLine(),
        'serve',
      ],
      { cwd: root, env: this.#env, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
    this.#server = child;
    const client = new HttpClient(this.config.port, publicUrl);
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${said}`);
      const answer = await client.ask({ method: 'GET', path: '/' }).catch(() => undefined);
      if (answer?.status === 200) break;
      if (performance.now() - begun > 120_000) throw new Error(`no page within two minutes:\n${said}`);
      await sleep(20);
    }
    const seconds = (performance.now() - begun) / 1000;
    const owner = findRunningPostgres({ dataDir: this.config.dataDir });
    if (owner === undefined) throw new Error('the server runs without its database');
    this.#client = client;
    this.#database = new Database({
      owner,
      schema: this.schema,
      secret: this.keys.secret,
      poolSize: { public: 1, citizen: 2, staff: 2, job: 2, owner: 2 },
    });
    return seconds;
  }

  async stop(): Promise<void> {
    await this.#embedded?.stop();
    this.#embedded = undefined;
    this.#client?.close();
    await this.#database?.close();
    this.#client = undefined;
    this.#database = undefined;
    const child = this.#server;
    this.#server = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await ended;
    clearTimeout(cut);
  }

  /** Megabytes resident in the server's process, now and at most. */
  memory(): { now: number; most: number } {
    const status = readFileSync(`/proc/${this.#server?.pid}/status`, 'utf8');
    const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
    return { now: read('VmRSS'), most: read('VmHWM') };
  }

  /** Another command of the product beside the server. */
  command(args: readonly string[], line: (text: string) => void): { ended: Promise<number>; stop(): void } {
    const child = spawn(process.execPath, [...startLine(), ...args], {
      cwd: root,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      for (const text of chunk.toString().split('\n')) if (text !== '') line(text);
    });
    return {
      ended: new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))),
      stop: () => child.kill('SIGTERM'),
    };
  }

  async remove(): Promise<void> {
    await this.stop();
    if (this.#kept) return;
    await removeEmbeddedPostgres({ dataDir: this.config.dataDir, log: () => undefined });
    rmSync(this.config.dataDir, { recursive: true, force: true });
  }
}

export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', reject);
    child.once('exit', () => resolve(text));
  });
}

/** Flags and start file of `npm start`. */
function startLine(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const words = scripts.start.split(' ');
  return words.slice(words.indexOf('node') + 1, -1);
}
