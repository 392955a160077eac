import { statSync } from 'node:fs';
import {
  formatFault,
  loadProvince,
  type ProvinceFiles,
  type PublishReport,
  publishProvince,
  readSettingDate,
} from '../modules/catalogue/index.ts';
import {
  type DefinitionFiles,
  type DefinitionsPublished,
  loadDefinitions,
  publishDefinitions,
} from '../modules/indicators/index.ts';
import type { Database } from '../platform/database.ts';
import { defineErrors } from '../platform/errors.ts';
import { dateOf } from '../platform/text.ts';
import { measureKeys } from './measures.ts';

export const publishErrors = defineErrors('PUB', {
  faulty: [
    '0001',
    'invalid',
    'Thư mục tỉnh {dir} có lỗi:\n{faults}',
    "The province's files in {dir} have faults:\n{faults}",
  ],
  noFolder: [
    '0002',
    'invalid',
    'Không có thư mục tỉnh {dir}. Hãy đặt CUASO_PROVINCE là thư mục chứa tệp của tỉnh, ví dụ provinces/bac-lieu.',
    'There is no province folder {dir}. Set CUASO_PROVINCE to the folder of its files, such as provinces/bac-lieu.',
  ],
});

/** One line for a folder that is none, instead of one for each file that is missing. */
export function assertProvinceFolder(dir: string): void {
  let found = false;
  try {
    found = statSync(dir).isDirectory();
  } catch {
    // Missing, or behind a folder that may not be entered.
  }
  if (!found) throw publishErrors.noFolder({ values: { dir } });
}

/** Everything that a province's folder says: the catalogue's files, and how the province is measured. */
export interface ProvinceFolder extends ProvinceFiles {
  readonly definitions: DefinitionFiles;
}

/** Reads and checks a province's files; every fault at once. */
export function readProvince(dir: string): ProvinceFolder {
  assertProvinceFolder(dir);
  const load = loadProvince(dir);
  const measured = loadDefinitions(dir, measureKeys);
  if (load.files === undefined || measured.files === undefined)
    throw publishErrors.faulty({
      values: {
        dir,
        faults: [...load.faults, ...measured.faults]
          .slice(0, 20)
          .map((fault) => formatFault(fault, 'en'))
          .join('\n'),
      },
    });
  return { ...load.files, definitions: measured.files };
}

/** The day on which a demonstration of the province begins; every fault of the files where it cannot be read. */
export function settingDateOf(dir: string): Temporal.PlainDate {
  return readSettingDate(dir) ?? Temporal.PlainDate.from(readProvince(dir).province.settingDate);
}

export interface FolderPublished extends PublishReport {
  readonly definitions: DefinitionsPublished;
}

/** All of a folder in one transaction. */
export function publishFiles(
  database: Database,
  files: ProvinceFolder,
  at: Temporal.Instant,
): Promise<FolderPublished> {
  return database.asOwner(async (tx) => ({
    ...(await publishProvince(tx, files, { at })),
    definitions: await publishDefinitions(tx, files.definitions, dateOf(at)),
  }));
}
