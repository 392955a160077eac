import { Certificate } from 'pkijs';
import { toArrayBuffer } from '../asn1.ts';

/** Who a certificate speaks of. An agency's seal has an organisation identifier and names itself in CN. */
export interface Party {
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly title: string | undefined;
  readonly agency: string | undefined;
}

const fields = {
  name: '2.5.4.3',
  organisation: '2.5.4.10',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
  organisationIdentifier: '2.5.4.97',
};
/** Names longer than this are not shown in full; RFC 5280 caps common names at 64 letters. */
const longestName = 200;

export function readParty(der: Uint8Array, which: 'subject' | 'issuer'): Party | undefined {
  try {
    const names = Certificate.fromBER(toArrayBuffer(der))[which].typesAndValues;
    const find = (type: string) => {
      const value = names.find((entry) => entry.type === type)?.value.valueBlock.value as unknown;
      return typeof value === 'string' ? value.normalize('NFC').slice(0, longestName) : undefined;
    };
    const name = find(fields.name);
    if (name === undefined) return undefined;
    const isSeal = find(fields.organisationIdentifier) !== undefined || find(fields.organisation) === name;
    return {
      kind: isSeal ? 'organisation' : 'person',
      name,
      title: find(fields.title),
      agency: find(fields.organisation),
    };
  } catch {
    return undefined;
  }
}
