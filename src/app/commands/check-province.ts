import { resolve } from 'node:path';
import { checkProvince } from '../../modules/catalogue/index.ts';
import type { CommandContext } from './context.ts';

export async function checkProvinceCommand({ args, config, print }: CommandContext): Promise<number> {
  const check = checkProvince(args[0] === undefined ? config.provinceDir : resolve(args[0]), 'en');
  for (const line of check.lines) print(line);
  return check.ok ? 0 : 1;
}
