import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { type ProvinceFault, readYaml, type YamlSource } from '../../../platform/yaml-source.ts';
import type { TerritoryRecords } from '../../territory/index.ts';
import type { ProcedureContent } from '../model.ts';
import { calendarFaults, duplicateFaults } from './list-faults.ts';
import { type KnownNames, procedureFaults } from './procedure-faults.ts';
import { type PartsFile, type ProcedureFile, partsSchema, procedureSchema } from './procedure-schemas.ts';
import { resolveProcedure } from './resolve-procedure.ts';
import {
  type AgenciesFile,
  agenciesSchema,
  type CalendarFile,
  calendarSchema,
  type FieldsFile,
  fieldsSchema,
  type LifeEventsFile,
  lifeEventsSchema,
  type ProvinceFile,
  provinceSchema,
  type ReasonsFile,
  reasonsSchema,
  type SynonymsFile,
  successionSchema,
  synonymsSchema,
  unitsSchema,
} from './schemas.ts';
import { shapeFaults } from './shape.ts';
import { toTerritoryRecords } from './territory-records.ts';

/** A province's files, read, checked and resolved: what `cuaso publish` brings into the database. */
export interface ProvinceFiles {
  readonly dir: string;
  readonly province: ProvinceFile;
  readonly territory: TerritoryRecords;
  readonly calendar: CalendarFile;
  readonly fields: FieldsFile['fields'];
  readonly lifeEvents: LifeEventsFile['lifeEvents'];
  readonly synonyms: SynonymsFile['synonyms'];
  readonly reasons: ReasonsFile['reasons'];
  readonly procedures: readonly LoadedProcedure[];
}

export interface LoadedProcedure {
  readonly content: ProcedureContent;
  /** Set in the file when the first day matters; otherwise the day of publishing. */
  readonly inForceFrom: Temporal.PlainDate | undefined;
}

export type ProvinceLoad =
  | { readonly files: ProvinceFiles; readonly faults: readonly [] }
  | { readonly files: undefined; readonly faults: readonly ProvinceFault[] };

const lists = {
  province: ['province.yaml', provinceSchema],
  units: ['units.yaml', unitsSchema],
  agencies: ['agencies.yaml', agenciesSchema],
  calendar: ['calendar.yaml', calendarSchema],
  fields: ['fields.yaml', fieldsSchema],
  lifeEvents: ['life-events.yaml', lifeEventsSchema],
  synonyms: ['synonyms.yaml', synonymsSchema],
  reasons: ['reasons.yaml', reasonsSchema],
  parts: ['parts.yaml', partsSchema],
} as const satisfies Record<string, readonly [string, TSchema]>;

/** The day on which a demonstration of the province begins, without reading the rest of its files; undefined when its file is not sound. */
export function readSettingDate(dir: string): Temporal.PlainDate | undefined {
  const [file, schema] = lists.province;
  const source = readYaml(join(dir, file), file);
  if (!('value' in source) || dated(source, shapeFaults(source, schema)).length > 0) return undefined;
  return Temporal.PlainDate.from((source.value as ProvinceFile).settingDate);
}

/** Reads a province's folder. Either everything is sound, or every fault of every file is told at once. */
export function loadProvince(dir: string): ProvinceLoad {
  const faults: ProvinceFault[] = [];
  const read = (file: string, schema: TSchema): YamlSource | undefined => {
    const source = readYaml(join(dir, file), file);
    const found = 'value' in source ? dated(source, shapeFaults(source, schema)) : source;
    faults.push(...found);
    return 'value' in source && found.length === 0 ? source : undefined;
  };
  const sources = Object.fromEntries(
    Object.entries(lists).map(([name, [file, schema]]) => [name, read(file, schema)]),
  ) as Record<keyof typeof lists, YamlSource | undefined>;
  const succession = existsSync(join(dir, 'succession.yaml')) ? read('succession.yaml', successionSchema) : undefined;
  const slugs = procedureSlugs(dir, faults);
  const procedures = slugs.map((slug) => ({ slug, source: read(`procedures/${slug}.yaml`, procedureSchema) }));

  const { province, units, agencies, calendar, fields, lifeEvents, synonyms, reasons, parts } = sources;
  if (!province || !units || !agencies || !calendar || !fields || !lifeEvents || !synonyms || !reasons || !parts)
    return { files: undefined, faults: inOrder(faults) };
  const territory = toTerritoryRecords(province.value as ProvinceFile, { units, succession, agencies });
  faults.push(...territory.faults, ...calendarFaults(calendar));
  faults.push(
    ...duplicateFaults(fields, 'fields'),
    ...duplicateFaults(lifeEvents, 'lifeEvents'),
    ...duplicateFaults(reasons, 'reasons'),
  );

  const known: KnownNames = {
    fields: new Set((fields.value as FieldsFile).fields.map((field) => field.key)),
    lifeEvents: new Set((lifeEvents.value as LifeEventsFile).lifeEvents.map((event) => event.key)),
    departments: new Set(
      (agencies.value as AgenciesFile).agencies
        .filter((agency) => agency.kind === 'department')
        .map((agency) => agency.key),
    ),
    tiers: (province.value as ProvinceFile).tiers,
  };
  const loaded = loadProcedures(procedures, parts.value as PartsFile, known, faults);
  if (faults.length > 0) return { files: undefined, faults: inOrder(faults) };
  return {
    faults: [],
    files: {
      dir,
      province: province.value as ProvinceFile,
      territory: territory.records,
      calendar: calendar.value as CalendarFile,
      fields: (fields.value as FieldsFile).fields,
      lifeEvents: (lifeEvents.value as LifeEventsFile).lifeEvents,
      synonyms: (synonyms.value as SynonymsFile).synonyms,
      reasons: (reasons.value as ReasonsFile).reasons,
      procedures: loaded,
    },
  };
}

function loadProcedures(
  procedures: readonly { slug: string; source: YamlSource | undefined }[],
  parts: PartsFile,
  known: KnownNames,
  faults: ProvinceFault[],
): LoadedProcedure[] {
  const codes = new Map<string, string>();
  return procedures.flatMap(({ slug, source }): LoadedProcedure[] => {
    if (source === undefined) return [];
    const resolved = resolveProcedure(source.value as ProcedureFile, slug, parts);
    faults.push(...procedureFaults(source, resolved, known));
    const { code } = resolved.content;
    const other = codes.get(code);
    if (other !== undefined)
      faults.push(
        source.faultAt(['code'], {
          vi: `Mã ${code} đã dùng ở ${other}.`,
          en: `Code ${code} is already used in ${other}.`,
        }),
      );
    codes.set(code, source.file);
    return [
      {
        content: resolved.content,
        inForceFrom: resolved.inForceFrom === undefined ? undefined : Temporal.PlainDate.from(resolved.inForceFrom),
      },
    ];
  });
}

function procedureSlugs(dir: string, faults: ProvinceFault[]): string[] {
  const file = 'procedures';
  const fault = (name: string, vi: string, en: string) =>
    faults.push({ file: name, line: 1, column: 1, path: '', words: { vi, en } });
  let names: string[];
  try {
    names = readdirSync(join(dir, file)).sort();
  } catch {
    fault(
      file,
      'Thiếu thư mục procedures, hoặc không đọc được.',
      'The folder procedures is missing or cannot be read.',
    );
    return [];
  }
  return names.flatMap((name) => {
    if (/^[a-z0-9]+(-[a-z0-9]+)*\.yaml$/.test(name)) return [name.slice(0, -'.yaml'.length)];
    fault(
      `${file}/${name}`,
      'Tên tệp phải như dang-ky-khai-sinh.yaml; nó là địa chỉ trang của thủ tục.',
      'The file must be named like dang-ky-khai-sinh.yaml; the name is the address of the page.',
    );
    return [];
  });
}

/** Dates that have the form of one but do not exist (2022-02-30). */
function dated(source: YamlSource, faults: ProvinceFault[]): ProvinceFault[] {
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
      try {
        Temporal.PlainDate.from(value);
      } catch {
        faults.push(source.faultAt(path, { vi: `Không có ngày ${value}.`, en: `There is no date ${value}.` }));
      }
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index]);
    } else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(source.value, []);
  return faults;
}

function inOrder(faults: readonly ProvinceFault[]): ProvinceFault[] {
  return [...faults].sort((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
}
