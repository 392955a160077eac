import type { ProvinceFault, YamlSource } from '../../../platform/yaml-source.ts';
import {
  type AgencyRecord,
  type AgencySuccession,
  agencyIdOf,
  type Succession,
  type TerritoryRecords,
  type UnitRecord,
  unitIdOf,
} from '../../territory/index.ts';
import type { AgenciesFile, ProvinceFile, SuccessionFile, UnitsFile } from './schemas.ts';

export interface TerritorySources {
  readonly units: YamlSource;
  readonly succession: YamlSource | undefined;
  readonly agencies: YamlSource;
}

/** Units, successions and agencies of the files, with ids; names that lead nowhere become faults. */
export function toTerritoryRecords(
  province: ProvinceFile,
  sources: TerritorySources,
): { records: TerritoryRecords; faults: ProvinceFault[] } {
  const faults: ProvinceFault[] = [];
  const unitsFile = sources.units.value as UnitsFile;
  const successionFile = sources.succession?.value as SuccessionFile | undefined;
  const ended = endOf(successionFile);
  const own = new Map<string, UnitRecord>();
  const top = province.tiers.includes('country') ? 'country' : 'province';
  unitsFile.units.forEach((unit, index) => {
    const path = ['units', index] as const;
    if (own.has(unit.code)) faults.push(sources.units.faultAt([...path, 'code'], duplicate(unit.code)));
    const parent = unit.parent === undefined ? undefined : own.get(unit.parent);
    if ((unit.level === top) !== (unit.parent === undefined) || (unit.parent !== undefined && parent === undefined)) {
      faults.push(
        sources.units.faultAt([...path, 'parent'], {
          vi: `Đơn vị ${unit.code} phải nêu cấp trên đứng trước nó trong tệp (chỉ đơn vị cao nhất không có).`,
          en: `Unit ${unit.code} must name a parent that stands before it in the file (only the highest has none).`,
        }),
      );
    }
    if (!province.tiers.includes(unit.level))
      faults.push(
        sources.units.faultAt([...path, 'level'], {
          vi: `province.yaml không có cấp "${unit.level}".`,
          en: `province.yaml has no tier "${unit.level}".`,
        }),
      );
    const validFrom = Temporal.PlainDate.from(unit.founded ?? unitsFile.knownFrom);
    own.set(unit.code, {
      id: unitIdOf(province.code, unit.code, validFrom),
      provinceCode: province.code,
      code: unit.code,
      name: unit.name,
      shortName: unit.short,
      level: unit.level,
      parentId: parent?.id,
      validFrom,
      foundedKnown: unit.founded !== undefined,
      validTo: ended.get(unit.code),
    });
  });
  const heirs =
    successionFile === undefined || sources.succession === undefined
      ? noHeirs
      : toSuccessions(own, successionFile, sources.succession, faults);
  const agencies = toAgencies(province, own, sources.agencies, faults);
  const agencySuccessions =
    successionFile === undefined || sources.succession === undefined
      ? []
      : toAgencySuccessions(agencies, successionFile, sources.succession, faults);
  const units = [...own.values(), ...heirs.units];
  return { records: { units, successions: heirs.successions, agencies, agencySuccessions }, faults };
}

const noHeirs = { units: [] as UnitRecord[], successions: [] as Succession[] };
const duplicate = (name: string) => ({ vi: `"${name}" có hai lần.`, en: `"${name}" stands twice.` });

function endOf(file: SuccessionFile | undefined): ReadonlyMap<string, Temporal.PlainDate> {
  if (file === undefined) return new Map();
  const on = Temporal.PlainDate.from(file.on);
  return new Map([...file.successions.map((s) => s.from), ...file.abolished].map((code) => [code, on]));
}

function toSuccessions(
  own: ReadonlyMap<string, UnitRecord>,
  file: SuccessionFile,
  source: YamlSource,
  faults: ProvinceFault[],
) {
  const on = Temporal.PlainDate.from(file.on);
  const heirs = new Map<string, UnitRecord>();
  file.successors.forEach((unit, index) => {
    if (heirs.has(unit.code)) faults.push(source.faultAt(['successors', index, 'code'], duplicate(unit.code)));
    const parent = unit.parent === undefined ? undefined : heirs.get(unit.parent);
    if ((unit.level === 'province') !== (parent === undefined)) {
      faults.push(
        source.faultAt(['successors', index], {
          vi: `Đơn vị kế thừa ${unit.code} cần cấp trên đứng trước nó.`,
          en: `Successor ${unit.code} needs a parent that stands before it.`,
        }),
      );
    }
    heirs.set(unit.code, {
      id: unitIdOf(unit.province, unit.code, on),
      provinceCode: unit.province,
      code: unit.code,
      name: unit.name,
      shortName: unit.short,
      level: unit.level,
      parentId: parent?.id,
      validFrom: on,
      foundedKnown: true,
      validTo: undefined,
    });
  });
  const successions = file.successions.flatMap((s, index): Succession[] => {
    const from = own.get(s.from);
    const to = heirs.get(s.to);
    if (from === undefined)
      faults.push(
        source.faultAt(['successions', index, 'from'], {
          vi: `units.yaml không có đơn vị ${s.from}.`,
          en: `units.yaml has no unit ${s.from}.`,
        }),
      );
    if (to === undefined)
      faults.push(
        source.faultAt(['successions', index, 'to'], {
          vi: `successors không có đơn vị ${s.to}.`,
          en: `successors has no unit ${s.to}.`,
        }),
      );
    if (from === undefined || to === undefined) return [];
    return [{ fromUnitId: from.id, toUnitId: to.id, on, coverage: s.coverage, document: file.document }];
  });
  return { units: [...heirs.values()], successions };
}

function toAgencySuccessions(
  agencies: readonly AgencyRecord[],
  file: SuccessionFile,
  source: YamlSource,
  faults: ProvinceFault[],
): AgencySuccession[] {
  const toProvince = file.successors.find((unit) => unit.level === 'province')?.province;
  return (file.agencies ?? []).flatMap(({ from, to }, index): AgencySuccession[] => {
    const agency = agencies.find(({ key }) => key === from);
    if (agency === undefined)
      faults.push(
        source.faultAt(['agencies', index, 'from'], {
          vi: `agencies.yaml không có cơ quan "${from}".`,
          en: `agencies.yaml has no agency "${from}".`,
        }),
      );
    if (agency === undefined || toProvince === undefined) return [];
    const on = Temporal.PlainDate.from(file.on);
    return [{ fromAgencyId: agency.id, toProvince, toKey: to, on, document: file.document }];
  });
}

function toAgencies(
  province: ProvinceFile,
  units: ReadonlyMap<string, UnitRecord>,
  source: YamlSource,
  faults: ProvinceFault[],
): AgencyRecord[] {
  const file = source.value as AgenciesFile;
  const made = new Map<string, AgencyRecord>();
  const identifiers = new Map<string, string>();
  file.agencies.forEach((agency, index) => {
    const path = ['agencies', index] as const;
    if (made.has(agency.key)) faults.push(source.faultAt([...path, 'key'], duplicate(agency.key)));
    if (identifiers.has(agency.identifier)) {
      faults.push(
        source.faultAt([...path, 'identifier'], {
          vi: `Mã định danh ${agency.identifier} đã là của "${identifiers.get(agency.identifier)}"; mã hồ sơ sẽ trùng nhau.`,
          en: `Identifier ${agency.identifier} already belongs to "${identifiers.get(agency.identifier)}"; dossier codes would collide.`,
        }),
      );
    }
    identifiers.set(agency.identifier, agency.key);
    const unit = units.get(agency.unit);
    if (unit === undefined)
      faults.push(
        source.faultAt([...path, 'unit'], {
          vi: `units.yaml không có đơn vị ${agency.unit}.`,
          en: `units.yaml has no unit ${agency.unit}.`,
        }),
      );
    const parent = agency.parent === undefined ? undefined : made.get(agency.parent);
    if (agency.parent !== undefined && parent === undefined) {
      faults.push(
        source.faultAt([...path, 'parent'], {
          vi: `Cơ quan cấp trên "${agency.parent}" phải đứng trước trong tệp.`,
          en: `The parent "${agency.parent}" must stand before it in the file.`,
        }),
      );
    }
    if (unit === undefined) return;
    const validFrom = Temporal.PlainDate.from(agency.from ?? file.knownFrom);
    made.set(agency.key, {
      id: agencyIdOf(province.code, agency.key, validFrom),
      provinceCode: province.code,
      key: agency.key,
      name: agency.name,
      kind: agency.kind,
      unitId: unit.id,
      parentId: parent?.id,
      identifier: agency.identifier,
      identifierCertainty: agency.identifierCertainty,
      certainty: agency.certainty,
      address: agency.address,
      phone: agency.phone,
      validFrom,
      // An agency ends with its unit unless the file says otherwise.
      validTo: agency.to === undefined ? unit.validTo : Temporal.PlainDate.from(agency.to),
    });
  });
  return [...made.values()];
}
