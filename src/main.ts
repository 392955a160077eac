import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runCommand } from './app/commands/index.ts';

process.exitCode = await runCommand(process.argv.slice(2), process.env, fileURLToPath(new URL('..', import.meta.url)));
