import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkProvince, formatFault } from '../../modules/catalogue/index.ts';
import { readPeopleFile } from '../../modules/identity/index.ts';
import { loadDefinitions } from '../../modules/indicators/index.ts';
import { measureKeys } from '../measures.ts';
import { assertProvinceFolder } from '../publish-files.ts';
import { type CommandContext, plainArguments } from './context.ts';

export async function checkProvinceCommand({ args, config, print }: CommandContext): Promise<number> {
  const [given] = plainArguments(args, 1);
  const dir = given === undefined ? config.provinceDir : resolve(given);
  assertProvinceFolder(dir);
  const check = checkProvince(dir, 'en');
  const measured = loadDefinitions(dir, measureKeys);
  for (const fault of measured.faults) print(formatFault(fault, 'en'));
  for (const line of check.lines) print(line);
  // The people of a demonstration; a province in production has no such file.
  if (check.ok && existsSync(join(dir, 'people.yaml'))) readPeopleFile(dir);
  return check.ok && measured.files !== undefined ? 0 : 1;
}
