import type { StaffActor, StaffRole } from '../../platform/actor.ts';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';

export type BirthPrecision = 'day' | 'month' | 'year' | 'unknown';
export type DocumentKind = 'personal-number' | 'old-identity-card' | 'passport';
export type Gender = 'female' | 'male' | 'other';

/** A paper that says who somebody is: 12 digits (số định danh), the old card of 9 digits (CMND), or a passport. */
export interface IdentityDocument {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly country: string;
  readonly validTo: Temporal.PlainDate | undefined;
}

export interface PersonFacts {
  readonly id: Id<'person'>;
  readonly fullName: string;
  /** First day of the year or month where papers show no more; see `birthPrecision`. */
  readonly birthDate: Temporal.PlainDate | undefined;
  readonly birthPrecision: BirthPrecision;
  readonly gender: Gender | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly nationality: string;
  readonly ethnicity: string | undefined;
  /** Commune of residence. */
  readonly unitId: Id<'unit'> | undefined;
  readonly address: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly synthetic: boolean;
  readonly documents: readonly IdentityDocument[];
}

export interface Organisation {
  readonly id: Id<'organisation'>;
  readonly name: Words;
  readonly kind: 'enterprise' | 'household-business' | 'cooperative' | 'other';
  /** Tax code, which is also the enterprise code. */
  readonly identifier: string;
  readonly unitId: Id<'unit'> | undefined;
  readonly address: string | undefined;
}

/** What an official is in an agency (vị trí). */
export interface Position {
  readonly id: Id<'position'>;
  readonly personId: Id<'person'>;
  readonly holderName: string;
  readonly agencyId: Id<'agency'>;
  readonly agencyKey: string;
  readonly agencyName: Words;
  readonly title: Words;
  readonly roles: readonly StaffRole[];
  /** Fields of work by key; empty means every field of the agency. */
  readonly fields: readonly string[];
  readonly validFrom: Temporal.PlainDate;
  /** First day on which it is no longer held. */
  readonly validTo: Temporal.PlainDate | undefined;
}

export const delegationForms = ['KT.', 'TL.', 'TUQ.', 'Q.'] as const;
/** KT.: for the head, by a deputy; TL.: by order, by a head of unit; TUQ.: by authority given; Q.: acting head (Nghị định 30/2020/NĐ-CP, art. 13). */
export type DelegationForm = (typeof delegationForms)[number];

/** Authority given by a document (giấy ủy quyền): the deputy acts and signs with their own key. */
export interface Delegation {
  readonly id: Id<'delegation'>;
  readonly number: string;
  readonly documentDate: Temporal.PlainDate;
  readonly agencyId: Id<'agency'>;
  readonly form: DelegationForm;
  readonly principalPositionId: Id<'position'>;
  readonly principalTitle: Words;
  readonly principalName: string;
  readonly principalRoles: readonly StaffRole[];
  readonly deputyPositionId: Id<'position'>;
  readonly deputyName: string;
  readonly deputyTitle: Words;
  /** Codes of procedures and keys of fields; both empty means everything that the principal may do. */
  readonly procedures: readonly string[];
  readonly fields: readonly string[];
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate;
  readonly revokedOn: Temporal.PlainDate | undefined;
}

export const breakGlassGrounds = ['complaint', 'inspection', 're-assignment', 'emergency'] as const;
export type BreakGlassGround = (typeof breakGlassGrounds)[number];

export function isHeldOn(position: Pick<Position, 'validFrom' | 'validTo'>, on: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(position.validFrom, on) <= 0 &&
    (position.validTo === undefined || Temporal.PlainDate.compare(on, position.validTo) < 0)
  );
}

export function isInForceOn(
  delegation: Pick<Delegation, 'validFrom' | 'validTo' | 'revokedOn'>,
  on: Temporal.PlainDate,
): boolean {
  const { validFrom, validTo, revokedOn } = delegation;
  if (revokedOn !== undefined && Temporal.PlainDate.compare(revokedOn, on) <= 0) return false;
  return Temporal.PlainDate.compare(validFrom, on) <= 0 && Temporal.PlainDate.compare(on, validTo) < 0;
}

/** Whether the document reaches this procedure: it names the procedure, or its field, or names nothing and reaches everything. */
export function delegationCovers(
  delegation: Pick<Delegation, 'procedures' | 'fields'>,
  matter: { readonly procedure: string; readonly field: string },
): boolean {
  if (delegation.procedures.length === 0 && delegation.fields.length === 0) return true;
  return delegation.procedures.includes(matter.procedure) || delegation.fields.includes(matter.field);
}

/** Full years of age on a day; undefined where the birth is not known to the year. A year or month alone counts from its last day, to the person's disadvantage. */
export function ageOn(
  person: Pick<PersonFacts, 'birthDate' | 'birthPrecision'>,
  on: Temporal.PlainDate,
): number | undefined {
  if (person.birthDate === undefined) return undefined;
  const last =
    person.birthPrecision === 'year'
      ? person.birthDate.with({ month: 12, day: 31 })
      : person.birthPrecision === 'month'
        ? person.birthDate.with({ day: person.birthDate.daysInMonth })
        : person.birthDate;
  return Math.max(0, last.until(on, { largestUnit: 'year' }).years);
}

/** What a position may do while a delegation is used: its own roles and those of the principal, within the fields of the document. */
export function actAs(
  position: Position,
  delegation: Delegation | undefined,
  breakGlassId: Id<'break-glass'> | undefined,
): StaffActor {
  const base = {
    capacity: 'staff',
    personId: position.personId,
    positionId: position.id,
    agencyId: position.agencyId,
  } as const;
  const extra = breakGlassId === undefined ? {} : { breakGlassId };
  if (delegation === undefined) return { ...base, roles: position.roles, fields: position.fields, ...extra };
  const roles = [
    ...new Set([
      ...position.roles,
      ...delegation.principalRoles.filter((role) => role === 'leader' || role === 'clerk'),
    ]),
  ];
  return {
    ...base,
    roles,
    fields: position.fields,
    delegation: { delegationId: delegation.id, form: delegation.form, principalTitle: delegation.principalTitle.vi },
    ...extra,
  };
}

/** Shows a birth date to the precision that is known: `14/03/1996`, `06/1947`, `1953`. */
export function formatBirth(person: Pick<PersonFacts, 'birthDate' | 'birthPrecision'>): string {
  if (person.birthDate === undefined || person.birthPrecision === 'unknown') return '';
  const [year, month, day] = person.birthDate.toString().split('-');
  if (person.birthPrecision === 'year') return String(year);
  return person.birthPrecision === 'month' ? `${month}/${year}` : `${day}/${month}/${year}`;
}

/** Reads `1996-03-14`, `1947-06`, `1953`; undefined where it is no such date. */
export function parseBirth(
  text: string,
): { readonly birthDate: Temporal.PlainDate; readonly birthPrecision: BirthPrecision } | undefined {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day] = parts;
  try {
    const birthDate = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: 'reject' },
    );
    return { birthDate, birthPrecision: day !== undefined ? 'day' : month !== undefined ? 'month' : 'year' };
  } catch {
    return undefined;
  }
}

/** The number as it is stored and compared: digits only, passports in capitals. */
export function normalizeDocumentNumber(kind: DocumentKind, number: string): string {
  return kind === 'passport' ? number.replaceAll(/[\s.-]/g, '').toUpperCase() : number.replaceAll(/\D/g, '');
}

const documentShapes: Readonly<Record<DocumentKind, RegExp>> = {
  'personal-number': /^\d{12}$/,
  'old-identity-card': /^\d{9}$/,
  passport: /^[A-Z0-9]{6,9}$/,
};

export function isDocumentNumber(kind: DocumentKind, number: string): boolean {
  return documentShapes[kind].test(number);
}
