import { resolve } from 'node:path';
import { openProvince } from '../open-province.ts';
import { publishFiles, readProvince } from '../publish-files.ts';
import { type CommandContext, plainArguments } from './context.ts';

export async function publishCommand({ args, config, print }: CommandContext): Promise<number> {
  const [dir] = plainArguments(args, 1);
  const files = readProvince(dir === undefined ? config.provinceDir : resolve(dir));
  const province = await openProvince(config, print, 'beside');
  try {
    const report = await publishFiles(province.database, files, province.clock.business());
    for (const version of report.versions)
      print(`new version ${version.version} of ${version.code} ${version.slug}, in force from ${version.inForceFrom}`);
    for (const slug of report.withdrawn) print(`no longer offered: ${slug}`);
    for (const { kind, key, version } of report.definitions.versions)
      if (version > 1) print(`new version ${version} of ${kind} ${key}`);
    const made = report.versions.length + report.definitions.versions.length;
    print(`${made} new, ${report.unchanged + report.definitions.unchanged} unchanged.`);
    return 0;
  } finally {
    await province.close();
  }
}
