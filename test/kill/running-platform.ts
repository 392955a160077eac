import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type OpenProvince, openProvince } from '../../src/app/open-province.ts';
import { parseConfig } from '../../src/platform/config.ts';
import { findRunningPostgres } from '../../src/platform/postgres/index.ts';
import { freePort } from '../free-port.ts';
import { root } from '../provinces.ts';

/** The platform as people start it: a process of its own with its embedded database, to be killed and started again on the same folder. */
export class RunningPlatform {
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;
  #said = '';
  readonly url: string;
  readonly dataDir: string;

  private constructor(dataDir: string, port: number) {
    this.dataDir = dataDir;
    this.url = `http://127.0.0.1:${port}`;
    this.#environment = { PORT: String(port), HOST: '127.0.0.1', CUASO_DATA: dataDir, CUASO_MODE: 'demo' };
  }

  static async in(dataDir: string): Promise<RunningPlatform> {
    return new RunningPlatform(dataDir, await freePort());
  }

  /** Starts, and waits until it is ready to serve. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'scripts/start.mjs'), 'serve'],
      {
        cwd: root,
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          TMPDIR: process.env['TMPDIR'],
          ...this.#environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    this.#said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (this.#said = (this.#said + text.toString()).slice(-4000)));
    await this.untilReady();
  }

  /** Waits for a platform that starts, or whose database comes back. */
  async untilReady(): Promise<void> {
    for (;;) {
      if (this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`the platform has ended:\n${this.#said}`);
      const ready = await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  /** kill -9 of the server; its database lives on and is adopted by the next start. */
  async killServer(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** kill -9 of every process of the database; the server lives on and starts it again. */
  async killDatabase(): Promise<void> {
    const found = findRunningPostgres({ dataDir: this.dataDir });
    if (found === undefined) throw new Error('no database runs');
    const [pid] = readFileSync(join(found.host, `.s.PGSQL.${found.port}.lock`), 'utf8').split('\n');
    process.kill(-Number(pid), 'SIGKILL');
  }

  /** kill -9 of both, the database first. */
  async killBoth(): Promise<void> {
    await this.killDatabase();
    await this.#end('SIGKILL');
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  async #end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** The province's database beside the running platform, for making sessions and for counting. */
  open(): Promise<OpenProvince> {
    return openProvince(parseConfig(this.#environment, root), () => undefined, 'beside');
  }
}
