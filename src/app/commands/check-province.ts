import { resolve } from 'node:path';
import { checkProvince, formatFault } from '../../modules/catalogue/index.ts';
import type { CommandContext } from './index.ts';

export async function checkProvinceCommand({ args, config, print }: CommandContext): Promise<number> {
  const check = checkProvince(args[0] === undefined ? config.provinceDir : resolve(args[0]));
  for (const fault of check.faults) print(formatFault(fault));
  print(check.faults.length === 0 ? 'Sound.' : `${check.faults.length} fault(s).`);
  return check.faults.length === 0 ? 0 : 1;
}
