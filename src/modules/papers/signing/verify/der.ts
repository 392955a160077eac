/**
 * A strict reader for DER from outside: one form for each value, views instead of copies, nothing parsed before it is
 * asked for. (`asn1js` accepts BER as well, and took ten times as long over a signature.) Faults are thrown.
 */
export interface Der {
  readonly tag: number;
  /** The whole value, header included. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  generalizedTime: 0x18,
  /** Context-specific and constructed. */
  tagged0: 0xa0,
  tagged1: 0xa1,
  tagged3: 0xa3,
} as const;

class DerFault extends Error {}

const fault = (what: string): never => {
  throw new DerFault(what);
};

/** The value at the start of the bytes. */
export function firstDer(bytes: Uint8Array): Der {
  const tag = bytes[0] ?? fault('empty');
  if ((tag & 0x1f) === 0x1f) fault('long tag');
  const first = bytes[1] ?? fault('no length');
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || (first >= 0x80 && count === 0)) fault('length form');
  let length = first;
  if (count > 0) {
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[2 + i] ?? fault('length cut off'));
    if (length < 0x80 || length < 256 ** (count - 1)) fault('length not the shortest');
  }
  const end = 2 + count + length;
  if (end > bytes.length) fault('value cut off');
  return { tag, bytes: bytes.subarray(0, end), content: bytes.subarray(2 + count, end) };
}

/** One value that fills the bytes. */
export function oneDer(bytes: Uint8Array): Der {
  const value = firstDer(bytes);
  return value.bytes.length === bytes.length ? value : fault('more than one value');
}

/** The members of a constructed value of that tag, `count` of them where given. */
export function members(value: Der | undefined, tag: number, count?: number): readonly Der[] {
  if (value?.tag !== tag) return fault('unexpected tag');
  const list: Der[] = [];
  for (let rest = value.content; rest.length > 0; ) {
    const member = firstDer(rest);
    list.push(member);
    rest = rest.subarray(member.bytes.length);
  }
  return count !== undefined && list.length !== count ? fault('unexpected number of members') : list;
}

export function only(value: Der | undefined, tag: number): Der {
  return members(value, tag, 1)[0] ?? fault('empty');
}

export function contentOf(value: Der | undefined, tag: number): Uint8Array {
  return value?.tag === tag ? value.content : fault('unexpected tag');
}

/** Dotted decimal. */
export function oidOf(value: Der | undefined): string {
  const numbers: number[] = [];
  let current = 0;
  let open = false;
  for (const byte of contentOf(value, tags.oid)) {
    if (!open && byte === 0x80) fault('identifier not the shortest');
    current = current * 128 + (byte & 0x7f);
    if (current > Number.MAX_SAFE_INTEGER / 128) fault('identifier too long');
    open = byte >= 0x80;
    if (open) continue;
    numbers.push(current);
    current = 0;
  }
  const [first = fault('empty identifier'), ...rest] = numbers;
  if (open) fault('identifier cut off');
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - 40 * root, ...rest].join('.');
}

export const isNull = (value: Der): boolean => value.tag === tags.nothing && value.content.length === 0;

/** An integer of one octet that is not negative. */
export function smallIntegerOf(value: Der | undefined): number {
  const content = contentOf(value, tags.integer);
  const [octet = 0x80] = content;
  return content.length === 1 && octet < 0x80 ? octet : fault('small integer');
}

export function positiveIntegerOf(value: Der | undefined): bigint {
  const content = contentOf(value, tags.integer);
  if (content.length === 0 || (content[0] ?? 0) >= 0x80) fault('positive integer');
  return BigInt(`0x${Buffer.from(content).toString('hex')}`);
}
