// Every test: the static checks first, then Vitest with real PostgreSQL, HTTP servers and a browser. With names of files, those alone.
import process from 'node:process';
import { runTool } from './run-pinned.mjs';

const only = process.argv.slice(2);
const env = { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' };
if (only.length === 0) runTool('node', ['scripts/check.mjs'], env);
runTool('vitest', ['run', ...only], env);
