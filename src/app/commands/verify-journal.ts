import { verifyJournal } from '../../platform/journal-roots.ts';
import { openProvince } from '../open-province.ts';
import { type CommandContext, plainArguments } from './context.ts';

/** Checks every chain and every daily root; a fault names stream and version. */
export async function verifyJournalCommand({ args, config, print }: CommandContext): Promise<number> {
  plainArguments(args);
  const province = await openProvince(config, print, 'beside');
  try {
    const report = await verifyJournal(province.database, province.keys.derive('journal root'));
    for (const fault of report.faults) print(fault);
    print(
      `${report.entries} entries in ${report.streams} streams, ${report.roots} daily roots: ${report.faults.length === 0 ? 'whole' : `${report.faults.length} fault(s)`}.`,
    );
    return report.faults.length === 0 ? 0 : 1;
  } finally {
    await province.close();
  }
}
