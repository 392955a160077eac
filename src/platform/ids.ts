import { createHash, randomBytes } from 'node:crypto';

declare const brand: unique symbol;
/** A UUID that names one kind of thing: `Id<'dossier'>` cannot be passed for `Id<'person'>`. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && pattern.test(text);
}

/** UUIDv7 (RFC 9562): time-ordered, so that keys of new rows lie together in the index. It shows its time of creation. */
export function newId<Kind extends string>(atMs: number = Date.now()): Id<Kind> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(atMs, 0, 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return format(bytes) as Id<Kind>;
}

/**
 * The same id for the same name, everywhere and always (UUIDv8 of SHA-256): units, agencies and other things that province files name.
 * Names carry province, code and start of validity, so that two provinces can be merged.
 */
export function nameId<Kind extends string>(kind: Kind, ...name: readonly string[]): Id<Kind> {
  const bytes = createHash('sha256')
    .update([kind, ...name].join('\u001f'))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return format(bytes) as Id<Kind>;
}

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
