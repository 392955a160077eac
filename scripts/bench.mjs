// Measures the platform against the sizes it must keep to: npm run bench [-- --sizes 10000,100000] [-- --only submit,open]
import process from 'node:process';
import { runPinned } from './run-pinned.mjs';

runPinned('bench/main.ts', process.argv.slice(2));
