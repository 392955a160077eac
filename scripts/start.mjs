// Starts the program in this process: node scripts/start.mjs COMMAND. On the pinned Node; `scripts/cuaso.mjs` finds it whatever is installed.
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { programFile, root } from './program.mjs';

process.setSourceMapsEnabled(true);
const built = programFile();
if (built === undefined) await import('./tsx-hook.mjs');
await import(pathToFileURL(built ?? join(root, 'src/main.ts')).href);
