import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The command line as a process of its own, with an environment that holds nothing but what is given. */
export interface RunningCommand {
  readonly child: ChildProcess;
  output(): string;
  errors(): string;
  /** Resolves once the output says it; rejects when the process ends before. */
  says(text: string | RegExp): Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

export function startCuaso(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningCommand {
  const flags = ['--disable-warning=ExperimentalWarning', join(root, 'scripts/start.mjs')];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text.err += part;
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    child,
    output: () => text.out,
    errors: () => text.err,
    ended,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof wanted === 'string' ? text.out.includes(wanted) : wanted.test(text.out)) resolve();
        };
        look();
        child.stdout.on('data', look);
        void ended.then((code) =>
          reject(new Error(`ended with ${code} before it said ${wanted}: ${text.out}${text.err}`)),
        );
      }),
  };
}

/** Runs to its end. */
export async function cuaso(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string; errors: string }> {
  const running = startCuaso(args, env);
  const code = await running.ended;
  return { code, output: running.output(), errors: running.errors() };
}
