import process from 'node:process';
import { runCommand } from './app/commands/index.ts';
import { projectFolder } from './platform/project-folder.ts';

process.exitCode = await runCommand(process.argv.slice(2), process.env, projectFolder());
