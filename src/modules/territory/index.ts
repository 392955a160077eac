/** The door of the room: what other rooms may use. */
export { territoryErrors } from './errors.ts';
export { territoryMerging } from './merging.ts';
export {
  type Agency,
  type AgencyKind,
  type AgencySuccession,
  type DecidingLevel,
  placeNameOf,
  type Succession,
  type Unit,
  type UnitLevel,
} from './model.ts';
export { publishTerritory } from './publish-territory.ts';
export { findMerger, type Merger, Successors } from './queries/successors.ts';
export {
  type AgencyRecord,
  agencyIdOf,
  type PublishedCount,
  type TerritoryRecords,
  type UnitRecord,
  unitIdOf,
} from './records.ts';
export {
  type CompetenceRule,
  findAgency,
  findAgencyByKey,
  findCompetentAgency,
  findReceivingOffice,
  findUnit,
  findUnitByCode,
  getAgency,
  getUnit,
  listAgencies,
  listAncestors,
  listCommunes,
  listSuccessions,
  listUnits,
  readUnitHistory,
  rollUpMap,
  territoryMark,
} from './store.ts';
export { isValidOn, type PlacedUnits, placeUnits, type UnitHistory } from './unit-history.ts';
