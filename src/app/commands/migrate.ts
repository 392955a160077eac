import { openProvince } from '../open-province.ts';
import type { CommandContext } from './context.ts';

export async function migrateCommand({ config, print }: CommandContext): Promise<number> {
  const province = await openProvince(config, print, 'beside');
  await province.close();
  print(
    province.migrated.length === 0
      ? 'The schema was up to date.'
      : province.migrated.map((name) => `ran ${name}`).join('\n'),
  );
  return 0;
}
