import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './world.ts';

interface CountryUnit {
  readonly code: string;
  readonly level: 'province' | 'district' | 'commune';
  readonly parent: string;
  readonly vi: string;
  readonly en: string;
}

export const countryCode = '00';
/** All units of October 2022, beside the project; without it as many invented ones. */
const unitsFile = join(root, '../shared/domain/units-2022-vietnam.csv');

/** A folder for the country's own tenant: the demonstration's rules and indicators, told of every level of the whole country out of sums alone. */
export function writeCountryFiles(dir: string): { communes: number; invented: boolean } {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  cpSync(join(root, 'provinces/bac-lieu'), dir, { recursive: true });
  // The merger of 2025 is about one province.
  rmSync(join(dir, 'succession.yaml'));
  const invented = !existsSync(unitsFile);
  const units = invented ? inventUnits() : readUnits();
  const lines = units.map(
    ({ code, level, parent, vi, en }) =>
      `  - { code: "${code}", parent: "${parent}", level: ${level}, name: { vi: ${JSON.stringify(vi)}, en: ${JSON.stringify(en)} }, short: ${JSON.stringify(vi)} }`,
  );
  writeFileSync(
    join(dir, 'units.yaml'),
    `knownFrom: 2019-01-01\nsource: a measurement\nunits:\n  - { code: "${countryCode}", level: country, name: { vi: Cả nước, en: The country }, short: Cả nước }\n${lines.join('\n')}\n`,
  );
  change(dir, 'province.yaml', (text) => text.replace(/^tiers: .*$/m, 'tiers: [country, province, district, commune]'));
  // What agencies report reaches the country as sums, like what is counted.
  change(dir, 'indicators/indicators.yaml', (text) =>
    text
      .replaceAll(/levels: \[[^\]]*\]/g, 'levels: [commune, district, province, country]')
      .replaceAll(/figure: ([a-z-]+)/g, 'measure: figures.$1'),
  );
  return { communes: units.filter(({ level }) => level === 'commune').length, invented };
}

function change(dir: string, file: string, by: (text: string) => string): void {
  writeFileSync(join(dir, file), by(readFileSync(join(dir, file), 'utf8')));
}

function readUnits(): CountryUnit[] {
  const [, ...lines] = readFileSync(unitsFile, 'utf8').trim().split(/\r?\n/);
  return lines.flatMap((line) => {
    // Names hold no commas.
    const [code = '', vi = '', en = '', , level = '', parent = ''] = line.split(',');
    if (level !== 'province' && level !== 'district' && level !== 'commune') return [];
    return [{ code, level, parent: parent === '' ? countryCode : parent, vi, en }];
  });
}

/** As many as there were in 2022: 63 provinces, 705 districts, 10,599 communes. The demonstration's own codes are among them, for its agencies. */
function inventUnits(): CountryUnit[] {
  const two = (n: number, digits: number) => String(n).padStart(digits, '0');
  const make = (level: CountryUnit['level'], code: string, parent: string): CountryUnit => ({
    code,
    level,
    parent,
    vi: `Đơn vị ${code}`,
    en: `Unit ${code}`,
  });
  const provinces = Array.from({ length: 63 }, (_, n) => make('province', two(n + 33, 2), countryCode));
  const districts = Array.from({ length: 705 }, (_, n) => make('district', two(n + 295, 3), two((n % 63) + 33, 2)));
  const communes = Array.from({ length: 10_599 }, (_, n) =>
    make('commune', two(n + 22_000, 5), two((n % 705) + 295, 3)),
  );
  return [...provinces, ...districts, ...communes];
}
