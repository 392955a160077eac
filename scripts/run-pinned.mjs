// Runs the project's programs, and the tools of its packages, on the pinned Node. Plain ECMAScript for Node >= 20: it may run before the pinned Node is there.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends as the program ends; what it is told (Ctrl-C) is passed on, and it stops by itself. */
export function runPinned(program, args) {
  const pinned = join(root, 'node_modules/.bin/node');
  // A program in TypeScript needs the compiler of TSX; `start.mjs` decides for itself.
  const compiler = program.endsWith('.ts') ? ['--import', join(root, 'scripts/tsx-hook.mjs')] : [];
  // Memory as with `npm start`, whose flags stand in package.json (docs/decisions/0018).
  const memory = ['--max-semi-space-size=16', '--heap-growing-percent=70'];
  const flags = [...memory, '--disable-warning=ExperimentalWarning', '--enable-source-maps', ...compiler];
  const child = spawn(existsSync(pinned) ? pinned : process.execPath, [...flags, join(root, program), ...args], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

/** A tool of the packages, wherever we were called from and whether by npm or not; the process ends with it when it fails. */
export function runTool(command, args, env = {}) {
  const bin = join(root, 'node_modules/.bin');
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: bin + delimiter + (process.env.PATH ?? '') },
  });
  if (result.error) console.error(`${command} did not run: ${result.error.message}. Set the project up with: npm ci`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}
