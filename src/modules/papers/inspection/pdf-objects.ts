/**
 * A reader of PDF objects (ISO 32000-2, 7.3) that goes through the whole file from its first byte to its last and does not follow the
 * cross-reference table: an object that some table hides is seen all the same. It reads to inspect, never to show.
 */
export type PdfValue = number | boolean | null | PdfName | PdfText | PdfReference | readonly PdfValue[] | PdfDictionary;
export type PdfDictionary = ReadonlyMap<string, PdfValue>;
export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
/** A string; its content is not needed for any rule. */
export class PdfText {}
export class PdfReference {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}
export class PdfSyntaxError extends Error {}

const delimiter = new Set([...'()<>[]{}/%'].map((character) => character.charCodeAt(0)));
const whitespace = new Set([0, 9, 10, 12, 13, 32]);
const deepest = 60;

export class PdfReader {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return;
      if (byte === 0x25) {
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      } else if (whitespace.has(byte)) this.at++;
      else return;
    }
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw new PdfSyntaxError('nested too deep');
    this.skipSpace();
    switch (this.bytes[this.at]) {
      case 0x2f:
        return this.#name();
      case 0x28:
        return this.#text();
      case 0x5b:
        return this.#list(depth);
      case 0x3c:
        return this.bytes[this.at + 1] === 0x3c ? this.dictionary(depth) : this.#hexText();
      default:
        return this.#numberOrWord();
    }
  }

  dictionary(depth = 0): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      if (this.bytes[this.at] !== 0x2f) throw new PdfSyntaxError('a key is no name');
      const key = this.#name().name;
      const value = this.value(depth + 1);
      // The first of two equal keys counts for some readers, the last for others: both are kept in sight.
      entries.set(entries.has(key) ? `${key}\u0000${entries.size}` : key, value);
    }
    this.at += 2;
    return entries;
  }

  word(): string {
    const from = this.at;
    while (
      this.at < this.bytes.length &&
      !whitespace.has(this.bytes[this.at] as number) &&
      !delimiter.has(this.bytes[this.at] as number)
    )
      this.at++;
    return this.bytes.subarray(from, this.at).toString('latin1');
  }

  #name(): PdfName {
    this.at++;
    const raw = this.word();
    return new PdfName(
      raw.replaceAll(/#([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  #list(depth: number): PdfValue[] {
    this.at++;
    const values: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x5d) break;
      if (this.at >= this.bytes.length) throw new PdfSyntaxError('a list has no end');
      values.push(this.value(depth + 1));
    }
    this.at++;
    return values;
  }

  #text(): PdfText {
    for (let open = 0; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === 0x5c) this.at++;
      else if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) {
        this.at++;
        return new PdfText();
      }
    }
    throw new PdfSyntaxError('a string has no end');
  }

  #hexText(): PdfText {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw new PdfSyntaxError('a string has no end');
    this.at = end + 1;
    return new PdfText();
  }

  #numberOrWord(): PdfValue {
    const word = this.word();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (word === '') throw new PdfSyntaxError('unexpected character');
    if (!/^[+-]?[\d.]+$/.test(word)) throw new PdfSyntaxError('unknown word');
    const after = this.at;
    const reference = /^\d+$/.test(word) ? this.#restOfReference() : false;
    if (reference) return new PdfReference(Number(word));
    this.at = after;
    return Number(word);
  }

  #restOfReference(): boolean {
    this.skipSpace();
    if (!/^\d+$/.test(this.word())) return false;
    this.skipSpace();
    return this.word() === 'R';
  }
}

export interface PdfObject {
  readonly number: number;
  readonly value: PdfValue;
  readonly stream: Buffer | undefined;
}

/** Every object and trailer dictionary of the file; a trailer has number -1. Objects that cannot be read are counted. */
export function readObjects(bytes: Buffer, most: number): { objects: PdfObject[]; unreadable: number } | 'too-many' {
  const objects: PdfObject[] = [];
  let unreadable = 0;
  const heading = /(?:(\d{1,10})[\s\0]+\d{1,5}[\s\0]+obj|\btrailer)(?![A-Za-z0-9])/g;
  const text = bytes.toString('latin1');
  for (let match = heading.exec(text); match !== null; match = heading.exec(text)) {
    if (objects.length + unreadable > most) return 'too-many';
    const reader = new PdfReader(bytes, heading.lastIndex);
    try {
      const value = reader.value();
      const stream = value instanceof Map ? streamAt(reader, value) : undefined;
      objects.push({ number: match[1] === undefined ? -1 : Number(match[1]), value, stream });
      heading.lastIndex = reader.at;
    } catch (error) {
      if (!(error instanceof PdfSyntaxError)) throw error;
      unreadable++;
    }
  }
  return { objects, unreadable };
}

/** Objects packed into an object stream (7.5.7), already inflated. */
export function readPackedObjects(inflated: Buffer, dictionary: PdfDictionary): PdfObject[] {
  const count = dictionary.get('N');
  const first = dictionary.get('First');
  if (typeof count !== 'number' || typeof first !== 'number') return [];
  const head = inflated
    .subarray(0, first)
    .toString('latin1')
    .trim()
    .split(/[\s\0]+/)
    .map(Number);
  const objects: PdfObject[] = [];
  for (let index = 0; index < Math.min(count, Math.floor(head.length / 2)); index++) {
    const reader = new PdfReader(inflated, first + (head[index * 2 + 1] as number));
    try {
      objects.push({ number: head[index * 2] as number, value: reader.value(), stream: undefined });
    } catch (error) {
      if (!(error instanceof PdfSyntaxError)) throw error;
    }
  }
  return objects;
}

/** The raw content behind `stream`; where its length is wrong or stands in another object, it runs to `endstream`. */
function streamAt(reader: PdfReader, dictionary: PdfDictionary): Buffer | undefined {
  const before = reader.at;
  reader.skipSpace();
  if (reader.word() !== 'stream') {
    reader.at = before;
    return undefined;
  }
  if (reader.bytes[reader.at] === 13) reader.at++;
  if (reader.bytes[reader.at] === 10) reader.at++;
  const from = reader.at;
  const length = dictionary.get('Length');
  let end = typeof length === 'number' && Number.isInteger(length) && length >= 0 ? from + length : -1;
  if (
    end < 0 ||
    end > reader.bytes.length ||
    !/^[\s\0]*endstream/.test(reader.bytes.subarray(end, end + 16).toString('latin1'))
  ) {
    end = reader.bytes.indexOf('endstream', from);
  }
  if (end < 0) throw new PdfSyntaxError('a stream has no end');
  reader.at = end;
  return reader.bytes.subarray(from, end);
}
