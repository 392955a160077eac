import { rebuildDossiers } from '../../modules/dossiers/index.ts';
import { rebuildMeasures } from '../../modules/indicators/index.ts';
import { declaredMeasures } from '../measures.ts';
import { openProvince } from '../open-province.ts';
import { type CommandContext, plainArguments } from './context.ts';

/** Folds every dossier's journal again and compares with, and mends, its row; counts the public figures again; readers go on meanwhile. */
export async function rebuildCommand({ args, config, print }: CommandContext): Promise<number> {
  plainArguments(args);
  const province = await openProvince(config, print, 'kept');
  try {
    const started = performance.now();
    const report = await rebuildDossiers({ database: province.database, vault: province.keys.vault }, (done) =>
      print(`${done} dossiers…`),
    );
    print(
      `${report.rebuilt} dossiers rebuilt in ${((performance.now() - started) / 1000).toFixed(1)} s; ${report.differed} rows differed.`,
    );
    if (report.missing > 0) print(`${report.missing} of these rows were missing altogether.`);
    if (report.orphans > 0)
      print(`${report.orphans} rows have no entry in the journal and were left as they are: run cuaso verify-journal.`);
    print(
      `${await rebuildMeasures(province.database, declaredMeasures)} entries of the journal counted again for the figures.`,
    );
    return 0;
  } finally {
    await province.close();
  }
}
