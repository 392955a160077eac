import { dateOf } from '../../platform/text.ts';
import { checkJournal } from '../check-journal.ts';
import { openProvince } from '../open-province.ts';
import { type CommandContext, plainArguments } from './context.ts';

const whatToDo = [
  'What to do: stop the platform, change nothing, and copy database and data folder as they are.',
  'Restore the last backup that is whole beside it and compare the streams named above (docs/runbook.md, "Somebody doubts the history").',
];

/** Checks every chain, content and daily root; a fault names stream, version and day. */
export async function verifyJournalCommand({ args, config, print }: CommandContext): Promise<number> {
  plainArguments(args);
  const province = await openProvince(config, print, 'kept');
  try {
    const { database, keys, clock } = province;
    const report = await checkJournal(
      database,
      { vault: keys.vault, rootSeed: keys.derive('journal root') },
      dateOf(clock.real()),
    );
    for (const fault of report.faults) print(fault);
    const whole = report.faults.length === 0;
    print(
      `${report.entries} entries in ${report.streams} streams, ${report.roots} daily roots: ${whole ? 'whole' : `${report.faults.length} fault(s)`}.`,
    );
    if (!whole) for (const line of whatToDo) print(line);
    return whole ? 0 : 1;
  } finally {
    await province.close();
  }
}
