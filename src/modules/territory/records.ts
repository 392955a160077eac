import { type Id, nameId } from '../../platform/ids.ts';
import type { Agency, AgencySuccession, Succession, Unit } from './model.ts';

/** A unit with what only publishing needs. */
export interface UnitRecord extends Unit {
  readonly provinceCode: string;
  /** false: `validFrom` is the first day on which it is known to have existed, not the day of its founding. */
  readonly foundedKnown: boolean;
}

export interface AgencyRecord extends Agency {
  readonly provinceCode: string;
  /** How sure it is that the agency existed under this name. */
  readonly certainty: 'confirmed' | 'secondary' | 'memory' | 'demo';
}

/** Everything a province's files say about territory; parents stand before their children. */
export interface TerritoryRecords {
  readonly units: readonly UnitRecord[];
  readonly successions: readonly Succession[];
  readonly agencies: readonly AgencyRecord[];
  readonly agencySuccessions: readonly AgencySuccession[];
}

export function unitIdOf(provinceCode: string, code: string, validFrom: Temporal.PlainDate): Id<'unit'> {
  return nameId('unit', provinceCode, code, validFrom.toString());
}

export function agencyIdOf(provinceCode: string, key: string, validFrom: Temporal.PlainDate): Id<'agency'> {
  return nameId('agency', provinceCode, key, validFrom.toString());
}

export interface PublishedCount {
  readonly added: number;
  readonly changed: number;
}
