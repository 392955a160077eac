import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unitIdOf } from '../src/modules/territory/index.ts';
import { type Database, json } from '../src/platform/database.ts';
import { root } from './world.ts';

interface CountryUnit {
  readonly code: string;
  readonly level: 'province' | 'district' | 'commune';
  readonly parent: string;
  readonly vi: string;
  readonly en: string;
}

export const countryCode = '00';
/** All units of October 2022, beside the project; without it as many invented ones. Read, not copied. */
const unitsFile = join(root, '../shared/domain/units-2022-vietnam.csv');

/** The demonstration's province; its units come with its files, which its agencies need. */
const ownProvince = '95';

/** A folder for the country's own tenant: the demonstration's rules and indicators, told of every level out of sums alone. */
export function writeCountryFiles(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  cpSync(join(root, 'provinces/bac-lieu'), dir, { recursive: true });
  // The merger of 2025 is about one province.
  rmSync(join(dir, 'succession.yaml'));
  change(dir, 'units.yaml', (text) =>
    text
      .replace(`code: "${ownProvince}",`, `code: "${ownProvince}", parent: "${countryCode}",`)
      .replace(
        /^units:$/m,
        `units:\n  - { code: "${countryCode}", level: country, name: { vi: Cả nước, en: The country }, short: Cả nước }`,
      ),
  );
  change(dir, 'province.yaml', (text) => text.replace(/^tiers: .*$/m, 'tiers: [country, province, district, commune]'));
  // What agencies report reaches the country as sums, like what is counted.
  change(dir, 'indicators/indicators.yaml', (text) =>
    text
      .replaceAll(/levels: \[[^\]]*\]/g, 'levels: [commune, district, province, country]')
      .replaceAll(/figure: ([a-z-]+)/g, 'measure: figures.$1'),
  );
}

/** Brings in the units of all other provinces: too many for a file. Returns the number of communes of the country. */
export async function addOtherProvinces(database: Database): Promise<{ communes: number; invented: boolean }> {
  const invented = !existsSync(unitsFile);
  const units = invented ? inventUnits() : readUnits();
  const from = Temporal.PlainDate.from('2022-01-01');
  const under = new Set([ownProvince]);
  const others = units.filter(({ code, parent }) => {
    if (code === ownProvince || under.has(parent)) under.add(code);
    return !under.has(code);
  });
  await database.asOwner((tx) =>
    tx.run(
      `insert into unit (id, province_code, code, name_vi, name_en, short_name, level, parent_id, valid_from, founded_known)
       select id, '${ownProvince}', code, vi, en, vi, level, coalesce(parent, (select id from unit where level = 'country')), $2, false
       from json_to_recordset($1::json) as u (id uuid, code text, vi text, en text, level text, parent uuid) on conflict (id) do nothing`,
      [
        json(
          others.map(({ parent, ...unit }) => ({
            ...unit,
            id: unitIdOf(ownProvince, unit.code, from),
            parent: parent === countryCode ? undefined : unitIdOf(ownProvince, parent, from),
          })),
        ),
        from,
      ],
    ),
  );
  const { communes } = await database.asOwner((tx) =>
    tx.row<{ communes: number }>(
      `select count(*)::int as communes from unit where level = 'commune' and valid_from <= $1 and valid_to is null`,
      [from],
    ),
  );
  return { communes, invented };
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

/** As many as there were in 2022 besides the demonstration's: 62 provinces, 698 districts, 10,535 communes. */
function inventUnits(): CountryUnit[] {
  const make = (level: CountryUnit['level'], code: string, parent: string): CountryUnit => ({
    code,
    level,
    parent,
    vi: `Đơn vị ${code}`,
    en: `Unit ${code}`,
  });
  const provinces = Array.from({ length: 62 }, (_, n) => make('province', String(n + 10), countryCode));
  const districts = Array.from({ length: 698 }, (_, n) => make('district', String(n + 100), String((n % 62) + 10)));
  const communes = Array.from({ length: 10_535 }, (_, n) =>
    make('commune', String(n + 40_000), String((n % 698) + 100)),
  );
  return [...provinces, ...districts, ...communes];
}
