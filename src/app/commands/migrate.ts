import { openProvince } from '../open-province.ts';
import { type CommandContext, plainArguments } from './context.ts';

export async function migrateCommand({ args, config, print }: CommandContext): Promise<number> {
  plainArguments(args);
  const province = await openProvince(config, print, 'beside');
  await province.close();
  print(
    province.migrated.length === 0
      ? 'The schema was up to date.'
      : province.migrated.map((name) => `ran ${name}`).join('\n'),
  );
  return 0;
}
