import { resolve } from 'node:path';
import { checkProvince } from '../../modules/catalogue/index.ts';
import { type CommandContext, plainArguments } from './context.ts';

export async function checkProvinceCommand({ args, config, print }: CommandContext): Promise<number> {
  const [dir] = plainArguments(args, 1);
  const check = checkProvince(dir === undefined ? config.provinceDir : resolve(dir), 'en');
  for (const line of check.lines) print(line);
  return check.ok ? 0 : 1;
}
