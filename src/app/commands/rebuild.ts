import { rebuildDossiers } from '../../modules/dossiers/index.ts';
import { openProvince } from '../open-province.ts';
import type { CommandContext } from './context.ts';

/** Folds every dossier's journal again and compares with, and mends, its row; readers go on meanwhile. */
export async function rebuildCommand({ config, print }: CommandContext): Promise<number> {
  const province = await openProvince(config, print, 'beside');
  try {
    const started = performance.now();
    const report = await rebuildDossiers(province.database, (done) => print(`${done} dossiers…`));
    print(
      `${report.rebuilt} dossiers rebuilt in ${((performance.now() - started) / 1000).toFixed(1)} s; ${report.differed} rows differed.`,
    );
    return 0;
  } finally {
    await province.close();
  }
}
