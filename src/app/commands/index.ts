import process from 'node:process';
import { parseConfig } from '../../platform/config.ts';
import { DomainError } from '../../platform/errors.ts';
import type { CommandContext } from './context.ts';

interface Command {
  readonly summary: string;
  readonly usage: string;
  load(): Promise<(context: CommandContext) => Promise<number>>;
}

/** Loaded when called, so that `cuaso --help` answers at once. */
const commands: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'run the platform (set up what is missing, then serve until Ctrl-C)',
    usage: 'cuaso serve [--fresh]',
    load: async () => (await import('./serve.ts')).serve,
  },
  migrate: {
    summary: 'bring the database schema up to date',
    usage: 'cuaso migrate',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  'check-province': {
    summary: "check a province's files; names file, line and fault",
    usage: 'cuaso check-province [DIR]',
    load: async () => (await import('./check-province.ts')).checkProvinceCommand,
  },
  publish: {
    summary: "make immutable versions of a province's files in the database",
    usage: 'cuaso publish [DIR]',
    load: async () => (await import('./publish.ts')).publishCommand,
  },
  'import-index': {
    summary: "bring an index's official annex (CSV, XLSX) into the province's files; tells every fault at its cell",
    usage: 'cuaso import-index FILE --edition KEY --from DATE [--dry-run]',
    load: async () => (await import('./import-index.ts')).importIndexCommand,
  },
  'index-total': {
    summary: 'totals of an index for the units of a table (CSV, XLSX): a name and a column for each code',
    usage: 'cuaso index-total FILE --edition KEY [--points]',
    load: async () => (await import('./index-total.ts')).indexTotalCommand,
  },
  rebuild: {
    summary: 'rebuild the projections of dossiers from the journal and say what differed',
    usage: 'cuaso rebuild',
    load: async () => (await import('./rebuild.ts')).rebuildCommand,
  },
  clock: {
    summary: 'show business time, or move it on (demo only)',
    usage: 'cuaso clock [--advance 3d]',
    load: async () => (await import('./clock.ts')).clockCommand,
  },
  backup: {
    summary: 'write database, files and keys into one file',
    usage: 'cuaso backup FILE',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  restore: {
    summary: 'put a backup into an empty data folder',
    usage: 'cuaso restore FILE [--overwrite] | --old-postgres BIN_FOLDER',
    load: async () => (await import('./backup.ts')).restoreCommand,
  },
  merge: {
    summary: 'take another province in, from its backup: all of it or nothing',
    usage: 'cuaso merge FILE [--dry-run]',
    load: async () => (await import('./merge.ts')).mergeCommand,
  },
  erase: {
    summary: "erase a closed dossier's personal content; facts and chain of the journal stay",
    usage: 'cuaso erase DOSSIER-CODE --ground TEXT',
    load: async () => (await import('./erase.ts')).eraseCommand,
  },
  'verify-journal': {
    summary: 'check every hash chain and daily root of the journal',
    usage: 'cuaso verify-journal',
    load: async () => (await import('./verify-journal.ts')).verifyJournalCommand,
  },
};

/** Runs one command; returns the exit code. Expected failures are one clear line that says what to do. */
export async function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<number> {
  // Whoever read our output may be gone (a closed terminal, `| head`): no reason to end without closing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const [name = '--help', ...args] = argv;
  const print = (line: string) => console.log(line);
  if (name === '--help' || name === '-h' || name === 'help') {
    print(help());
    return 0;
  }
  const command = commands[name];
  if (command === undefined) {
    console.error(`cuaso: there is no command "${name}". See cuaso --help.`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    print(`${command.usage}\n  ${command.summary}`);
    return 0;
  }
  try {
    const config = parseConfig(env, root);
    return await (await command.load())({ args, config, print });
  } catch (error) {
    if (error instanceof DomainError) {
      console.error(`cuaso: ${error.words.en} [${error.code}]`);
      return 1;
    }
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      // Only what is wrong; the library goes on with advice for programmers.
      console.error(`cuaso: ${error.message.split(/\.? *\n|\. /)[0]}. Usage: ${command.usage}`);
      return 2;
    }
    if (isSystemFault(error)) {
      console.error(`cuaso: the system refused: ${error.message}`);
      return 1;
    }
    throw error;
  }
}

/** What the operating system or the network said (no such file, too many open files): its own line says more than our stack. */
function isSystemFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function help(): string {
  const width = Math.max(...Object.values(commands).map((command) => command.usage.length));
  const lines = Object.values(commands).map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`);
  return [
    'cuaso: the digital-transformation platform of a province',
    '',
    ...lines,
    '',
    'Settings (environment): HOST, PORT, CUASO_URL, CUASO_DATA, CUASO_PROVINCE, DATABASE_URL, CUASO_MODE (demo, production), CUASO_SECRET',
  ].join('\n');
}
