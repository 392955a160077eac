import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';

/** `country` only in the country's own tenant, above all provinces. */
export type UnitLevel = 'country' | 'province' | 'district' | 'commune';
/** Levels whose committees decide on dossiers. */
export type DecidingLevel = Exclude<UnitLevel, 'country'>;

/**
 * An administrative unit (đơn vị hành chính) over the time it existed under this code. A code alone names nothing: 31825 was one ward in
 * 2022 and is another since July 2025, so the id is made of province code, unit code and start of validity.
 */
export interface Unit {
  readonly id: Id<'unit'>;
  readonly code: string;
  /** Full name with its kind: `Phường 7`. */
  readonly name: Words;
  readonly shortName: string;
  readonly level: UnitLevel;
  readonly parentId: Id<'unit'> | undefined;
  readonly validFrom: Temporal.PlainDate;
  /** First day on which it no longer exists under this code; undefined while it does. */
  readonly validTo: Temporal.PlainDate | undefined;
}

/**
 * The place before the date of an official paper: the name alone (`Vĩnh Trạch`), but whole where the unit is named by a number
 * (`Phường 7`), as Nghị định 30/2020/NĐ-CP asks (Annex I, part II.4).
 */
export function placeNameOf({ name, shortName }: Pick<Unit, 'name' | 'shortName'>): string {
  return /^\d/.test(shortName) ? name.vi : shortName;
}

/** What became of a unit: all (`full`) or a part of it went into the successor. */
export interface Succession {
  readonly fromUnitId: Id<'unit'>;
  readonly toUnitId: Id<'unit'>;
  readonly on: Temporal.PlainDate;
  readonly coverage: 'full' | 'part';
  readonly document: string | undefined;
}

/** Which agency of another province takes over from one here, where its unit does not say it. */
export interface AgencySuccession {
  readonly fromAgencyId: Id<'agency'>;
  readonly toProvince: string;
  /** Its key there: a natural key, since the other province publishes it, perhaps later. */
  readonly toKey: string;
  readonly on: Temporal.PlainDate;
  readonly document: string | undefined;
}

export type AgencyKind =
  | 'ministry'
  | 'province-committee'
  | 'department'
  | 'district-committee'
  | 'commune-committee'
  | 'one-stop';

/** An agency (cơ quan): acts on dossiers. A one-stop office belongs to the agency that it receives for. */
export interface Agency {
  readonly id: Id<'agency'>;
  /** Key in the province's files: `xa-31822`, `so-tu-phap`. */
  readonly key: string;
  readonly name: Words;
  readonly kind: AgencyKind;
  readonly unitId: Id<'unit'>;
  readonly parentId: Id<'agency'> | undefined;
  /** Official identifier code (mã định danh, Quyết định 20/2020/QĐ-TTg): first part of dossier codes. */
  readonly identifier: string;
  readonly identifierCertainty: 'confirmed' | 'secondary' | 'memory' | 'provisional';
  /** Address, telephone as shown to people; marked synthetic in the demo. */
  readonly address: Words | undefined;
  readonly phone: string | undefined;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | undefined;
}
