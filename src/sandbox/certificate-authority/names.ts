import { Set as Asn1Set, PrintableString, Sequence, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, RelativeDistinguishedNames } from 'pkijs';

/** Stands in every name this authority gives itself, so that nobody takes its certificates for the Government's. */
export const sandboxNotice = 'SANDBOX - NOT A REAL CA';

export interface PersonSubject {
  readonly kind: 'person';
  readonly name: string;
  readonly title?: string;
  readonly agency: string;
  readonly locality?: string;
}

/** An agency's seal. `identifier` is its official code; the names of both kinds are shown by verifiers. */
export interface OrganisationSubject {
  readonly kind: 'organisation';
  readonly name: string;
  readonly identifier: string;
  readonly locality?: string;
}

export type CertificateSubject = PersonSubject | OrganisationSubject;

const types = {
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
  title: '2.5.4.12',
  commonName: '2.5.4.3',
  organisationIdentifier: '2.5.4.97',
};

export const authorityName = (commonName: string): RelativeDistinguishedNames =>
  distinguishedName([
    ['country', 'VN'],
    ['organisation', sandboxNotice],
    ['commonName', `${commonName} (${sandboxNotice})`],
  ]);

export function subjectName(subject: CertificateSubject): RelativeDistinguishedNames {
  const organisation = subject.kind === 'person' ? subject.agency : subject.name;
  return distinguishedName([
    ['country', 'VN'],
    ['locality', subject.locality],
    ['organisation', organisation],
    ['unit', 'SANDBOX'],
    ['organisationIdentifier', subject.kind === 'organisation' ? subject.identifier : undefined],
    ['title', subject.kind === 'person' ? subject.title : undefined],
    ['commonName', subject.name],
  ]);
}

/** One attribute per RDN, as verifiers expect; the library alone would put them all into one. */
function distinguishedName(
  parts: readonly (readonly [keyof typeof types, string | undefined])[],
): RelativeDistinguishedNames {
  const names = parts.flatMap(([type, value]) =>
    value === undefined
      ? []
      : [
          new Asn1Set({
            value: [new AttributeTypeAndValue({ type: types[type], value: text(type, value) }).toSchema()],
          }),
        ],
  );
  return RelativeDistinguishedNames.fromBER(new Sequence({ value: names }).toBER());
}

/** RFC 5280: the country as PrintableString, the rest as UTF8String. */
function text(type: string, value: string): PrintableString | Utf8String {
  return type === 'country' ? new PrintableString({ value }) : new Utf8String({ value: value.normalize('NFC') });
}
