/** The door of the room: what other rooms may use. */
export type { Agency, AgencyKind, Succession, Unit, UnitLevel } from './model.ts';
