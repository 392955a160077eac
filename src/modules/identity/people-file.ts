import { type StaffRole, staffRoles } from '../../platform/actor.ts';
import type { Words } from '../../platform/errors.ts';
import { identityErrors } from './errors.ts';
import {
  type BirthPrecision,
  type DelegationForm,
  type DocumentKind,
  delegationForms,
  type Gender,
  isDocumentNumber,
  parseBirth,
} from './model.ts';

/** `people.yaml` of a province, checked. */
export interface PeopleFile {
  readonly synthetic: boolean;
  readonly citizens: readonly CitizenRecord[];
  readonly organisations: readonly OrganisationRecord[];
  readonly officers: readonly OfficerRecord[];
  readonly delegations: readonly DelegationRecord[];
  /** Titles by kind of agency and role: whoever an agency lacks is made from this. */
  readonly staffing: Readonly<Record<string, Readonly<Partial<Record<StaffRole, Words>>>>>;
}

export interface CitizenRecord {
  readonly key: string;
  readonly name: string;
  readonly birthText: string;
  readonly birthDate: Temporal.PlainDate;
  readonly birthPrecision: BirthPrecision;
  readonly gender: Gender;
  readonly nationality: string;
  readonly ethnicity: string | undefined;
  readonly commune: string;
  readonly address: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly documents: readonly { readonly kind: DocumentKind; readonly number: string; readonly country: string }[];
  /** Level of the e-identity account; without one there is no account. */
  readonly vneidLevel: 1 | 2 | undefined;
  readonly wards: readonly { readonly person: string; readonly ground: Words; readonly from: Temporal.PlainDate }[];
  readonly represents: readonly {
    readonly organisation: string;
    readonly title: Words;
    readonly from: Temporal.PlainDate;
  }[];
  readonly note: Words;
}

export interface OrganisationRecord {
  readonly key: string;
  readonly name: Words;
  readonly kind: 'enterprise' | 'household-business' | 'cooperative' | 'other';
  readonly identifier: string;
  readonly commune: string;
  readonly address: string | undefined;
}

export interface OfficerRecord {
  readonly key: string;
  readonly name: string;
  readonly positions: readonly PositionRecord[];
  readonly note: Words;
}

export interface PositionRecord {
  readonly agency: string;
  readonly title: Words;
  readonly roles: readonly StaffRole[];
  readonly fields: readonly string[];
}

export interface DelegationRecord {
  readonly number: string;
  readonly documentDate: Temporal.PlainDate;
  readonly form: DelegationForm;
  readonly principal: { readonly officer: string; readonly agency: string };
  readonly deputy: { readonly officer: string; readonly agency: string };
  readonly fields: readonly string[];
  readonly procedures: readonly string[];
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** Checks what the YAML parser returned; the first fault is thrown with its place (`citizens[3].documents[0]`). */
export function parsePeopleFile(raw: unknown): PeopleFile {
  const root = new Reader(raw, '');
  const file: PeopleFile = {
    synthetic: root.get('synthetic').raw === true,
    citizens: root.list('citizens').map(readCitizen),
    organisations: root.list('organisations').map(readOrganisation),
    officers: root.list('officers').map(readOfficer),
    delegations: root.list('delegations').map(readDelegation),
    staffing: readStaffing(root.get('staffing')),
  };
  assertUnique(
    'citizens',
    file.citizens.map((one) => one.key),
  );
  assertUnique(
    'officers',
    file.officers.map((one) => one.key),
  );
  assertUnique(
    'organisations',
    file.organisations.map((one) => one.identifier),
  );
  assertUnique(
    'documents',
    file.citizens.flatMap((one) =>
      one.documents.map((document) => `${document.kind} ${document.country} ${document.number}`),
    ),
  );
  return file;
}

function readCitizen(at: Reader): CitizenRecord {
  const birthText = at.text('birthDate');
  const birth = parseBirth(birthText);
  if (birth === undefined) throw at.fault(`birthDate "${birthText}" is not YYYY, YYYY-MM or YYYY-MM-DD`);
  const level = at.get('vneidLevel').raw;
  if (level !== undefined && level !== 1 && level !== 2) throw at.fault('vneidLevel is 1 or 2');
  return {
    key: at.text('key'),
    name: at.text('name'),
    birthText,
    ...birth,
    gender: at.oneOf('gender', ['female', 'male', 'other'] as const),
    nationality: at.optionalText('nationality') ?? 'VN',
    ethnicity: at.optionalText('ethnicity'),
    commune: at.text('commune'),
    address: at.optionalText('address'),
    phone: at.optionalText('phone'),
    email: at.optionalText('email'),
    documents: at.list('documents').map((one) => {
      const kind = one.oneOf('kind', ['personal-number', 'old-identity-card', 'passport'] as const);
      const number = one.text('number');
      if (!isDocumentNumber(kind, number)) throw one.fault(`"${number}" is no ${kind}`);
      return { kind, number, country: one.optionalText('country') ?? 'VN' };
    }),
    vneidLevel: level,
    wards: at
      .list('wards')
      .map((one) => ({ person: one.text('person'), ground: one.words('ground'), from: one.date('from') })),
    represents: at
      .list('represents')
      .map((one) => ({ organisation: one.text('organisation'), title: one.words('title'), from: one.date('from') })),
    note: at.words('note'),
  };
}

function readOrganisation(at: Reader): OrganisationRecord {
  return {
    key: at.text('key'),
    name: at.words('name'),
    kind: at.oneOf('kind', ['enterprise', 'household-business', 'cooperative', 'other'] as const),
    identifier: at.text('identifier'),
    commune: at.text('commune'),
    address: at.optionalText('address'),
  };
}

function readOfficer(at: Reader): OfficerRecord {
  const positions = at.list('positions').map((one) => ({
    agency: one.text('agency'),
    title: one.words('title'),
    roles: one.list('roles').map((role) => role.asOneOf(staffRoles)),
    fields: one.list('fields').map((field) => field.asText()),
  }));
  if (positions.length === 0) throw at.fault('an officer needs a position');
  return { key: at.text('key'), name: at.text('name'), positions, note: at.words('note') };
}

function readDelegation(at: Reader): DelegationRecord {
  const post = (name: string) => ({ officer: at.get(name).text('officer'), agency: at.get(name).text('agency') });
  return {
    number: at.text('number'),
    documentDate: at.date('documentDate'),
    form: at.oneOf('form', delegationForms),
    principal: post('principal'),
    deputy: post('deputy'),
    fields: at.list('fields').map((one) => one.asText()),
    procedures: at.list('procedures').map((one) => one.asText()),
    from: at.date('from'),
    to: at.date('to'),
  };
}

function readStaffing(at: Reader): PeopleFile['staffing'] {
  return Object.fromEntries(
    at.keys().map((kind) => {
      const roles = at.get(kind);
      for (const role of roles.keys())
        if (!staffRoles.includes(role as StaffRole)) throw roles.fault(`"${role}" is no role`);
      return [kind, Object.fromEntries(roles.keys().map((role) => [role, roles.words(role)]))];
    }),
  );
}

function assertUnique(place: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw identityErrors.peopleFile({ values: { place, fault: `"${twice}" stands twice` } });
}

/** Walks the parsed file and remembers where it is. */
class Reader {
  readonly raw: unknown;
  readonly #place: string;

  constructor(raw: unknown, place: string) {
    this.raw = raw;
    this.#place = place;
  }

  fault(fault: string) {
    return identityErrors.peopleFile({ values: { place: this.#place === '' ? 'the top' : this.#place, fault } });
  }

  get(key: string): Reader {
    if (typeof this.raw !== 'object' || this.raw === null || Array.isArray(this.raw))
      throw this.fault('expected named values');
    return new Reader((this.raw as Record<string, unknown>)[key], this.#place === '' ? key : `${this.#place}.${key}`);
  }

  keys(): string[] {
    return typeof this.raw === 'object' && this.raw !== null ? Object.keys(this.raw) : [];
  }

  list(key: string): Reader[] {
    const child = this.get(key);
    if (child.raw === undefined) return [];
    if (!Array.isArray(child.raw)) throw child.fault('expected a list');
    return child.raw.map((one: unknown, index) => new Reader(one, `${child.#place}[${index}]`));
  }

  asText(): string {
    // YAML reads `1953` as a number; a year of birth is text here.
    if (typeof this.raw === 'number') return String(this.raw);
    if (typeof this.raw !== 'string' || this.raw.trim() === '') throw this.fault('expected a text');
    return this.raw.normalize('NFC');
  }

  text(key: string): string {
    return this.get(key).asText();
  }

  optionalText(key: string): string | undefined {
    const child = this.get(key);
    return child.raw === undefined ? undefined : child.asText();
  }

  asOneOf<const T extends string>(values: readonly T[]): T {
    const text = this.asText();
    if (!values.includes(text as T)) throw this.fault(`"${text}" is none of ${values.join(', ')}`);
    return text as T;
  }

  oneOf<const T extends string>(key: string, values: readonly T[]): T {
    return this.get(key).asOneOf(values);
  }

  words(key: string): Words {
    return { vi: this.get(key).text('vi'), en: this.get(key).text('en') };
  }

  date(key: string): Temporal.PlainDate {
    const text = this.text(key);
    try {
      return Temporal.PlainDate.from(text);
    } catch {
      throw this.get(key).fault(`"${text}" is no date`);
    }
  }
}
