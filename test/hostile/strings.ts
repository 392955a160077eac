/** Text that looks for a place where it is taken for something else. The marks `x9` make it recognisable wherever it comes back. */
export const hostileStrings: readonly string[] = [
  `<script>x9()</script>`,
  `"><img src=x onerror=x9()>`,
  `' onmouseover='x9()`,
  `" onmouseover="x9()`,
  `</textarea><b data-x9="1">`,
  `</script><script>x9()</script>`,
  `javascript:x9()`,
  `<svg/onload=x9()>`,
  `'; drop table dossier; --`,
  `' or '1'='1`,
  `1); select pg_sleep(9); --`,
  `$1`,
  `\\'; --`,
  `%`,
  `_`,
  `%%%_%`,
  `" or ""="`,
  `{{7*7}}`,
  `$\{7*7}`,
  `<%= 7*7 %>`,
  `#{7*7}`,
  `%s%n%x`,
  `{0}`,
  `$&$\``,
  `__proto__`,
  `constructor`,
  `prototype`,
  `toString`,
  `hasOwnProperty`,
  `\u0000`,
  `a\u0000b`,
  `\ud800`,
  `\udfff\ud800`,
  `\u202etxt.exe`,
  `\ufeff`,
  `\u200b`,
  `Z\u0351\u036b\u0343\u036a\u0302`,
  `ﷺ`,
  `İ`,
  `ẞ`,
  `e\u0301`.repeat(50),
  `\ufdfa`.repeat(40),
  '👩‍👩‍👧‍👦',
  `../../../../etc/passwd`,
  `..%2f..%2fetc%2fpasswd`,
  `..\\..\\windows`,
  `/dev/null`,
  `file:///etc/passwd`,
  `con`,
  `.`,
  `..`,
  `//example.org`,
  `\\\\example.org\\x`,
  `a`.repeat(5000),
  `9`.repeat(400),
  ` `.repeat(300),
  `\r\nSet-Cookie: phien=x9`,
  `\r\n\r\n<b data-x9="1">`,
  `-1`,
  `0`,
  `1e309`,
  `NaN`,
  `null`,
  `undefined`,
  `true`,
  `[]`,
  `{}`,
  `9007199254740993`,
  `-0`,
  `0x10`,
  `2022-02-30`,
  `0000-00-00`,
  `9999-12-31T23:59:60Z`,
  `+275761-01-01`,
  `01999999-0000-7000-8000-000000000000`,
  `URN:UUID:01999999-0000-7000-8000-000000000000`,
  `H04.40.23-221010-9999`,
];

/** Values of other kinds than the one that is asked for. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  { $ne: null },
  { toString: 1 },
  Array.from({ length: 300 }, () => 'x'),
  nested(40),
];

function nested(depth: number): unknown {
  let value: unknown = 'x9';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** What must never stand in a page as it was sent: it would run, or break out of its attribute. */
export const unescaped: readonly RegExp[] = [
  /<script>x9/,
  /<img src=x onerror=x9/,
  /<b data-x9/,
  /<svg\/onload=x9/,
  /(?<!&quot;|&#34;)" onmouseover="x9/,
  // Not within double quotes, as all our attributes have: there it is text.
  /<[^>"]*(?:"[^"]*"[^>"]*)*' onmouseover='x9/,
  /href="javascript:x9/,
];

/** Numbers that look random and are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
