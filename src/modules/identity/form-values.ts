/** What a plain form posted: a field given once is a text, several times a list. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>> | undefined | null;

/** One line, in NFC, without space around it. */
export function lineOf(body: FormBody, name: string, maxLength = 200): string {
  const value = body?.[name];
  const first = typeof value === 'string' ? value : (value?.[0] ?? '');
  // PostgreSQL takes no NUL, and nobody means a control character in one line.
  return first
    .replaceAll(/\p{Cc}/gu, ' ')
    .normalize('NFC')
    .trim()
    .slice(0, maxLength);
}

export function listOf(body: FormBody, name: string): readonly string[] {
  const value = body?.[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Several boxes, or one line with commas, as one line with commas. */
export function joinedOf(body: FormBody, name: string): string {
  return listOf(body, name)
    .map((one) => one.normalize('NFC').trim())
    .join(', ')
    .slice(0, 400);
}

/** `ho-tich, chung-thuc` as a list; undefined where something is no key. */
export function keysOf(text: string): readonly string[] | undefined {
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  return keys.every((key) => /^[a-z0-9][a-z0-9.-]{0,40}$/i.test(key)) ? keys : undefined;
}

export function dateOfField(text: string): Temporal.PlainDate | undefined {
  // Two centuries are enough for appointments; PostgreSQL does not read the years past 9999 that a sum could reach.
  if (!/^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}
