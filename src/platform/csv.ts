/**
 * RFC 4180, with a byte-order mark so that spreadsheets read Vietnamese, and a quote before what they would take for a formula.
 */
export function toCsv(head: readonly string[], rows: Iterable<readonly (string | number | undefined)[]>): string {
  const lines = [head.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows of cells of a CSV text as spreadsheets write it: quoted cells, CRLF or LF, a byte-order mark, and `,`, `;` or tabs between cells.
 * Undefined where a quote is never closed. Rows keep their place: an empty line is a row of one empty cell.
 */
export function readCsv(text: string): readonly (readonly string[])[] | undefined {
  const plain = text.replace(/^\uFEFF/, '');
  const between = separatorOf(plain);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= plain.length) {
    let cell = '';
    if (plain[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = at;
      const found = quoted.exec(plain);
      if (found === null) return undefined;
      cell = (found[1] as string).replaceAll('""', '"');
      at = quoted.lastIndex;
    }
    const start = at;
    while (at < plain.length && plain[at] !== between && plain[at] !== '\n' && plain[at] !== '\r') at++;
    row.push(cell + plain.slice(start, at));
    if (at < plain.length && plain[at] === between) {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (plain[at] === '\r' && plain[at + 1] === '\n') at++;
    at++;
    if (at === plain.length) break;
  }
  return rows;
}

/** The sign that stands most often outside quotes: titles above a table may hold a comma or two. */
function separatorOf(text: string): string {
  const plain = text.slice(0, 100_000).replaceAll(/"[^"]*"/g, '');
  const count = (sign: string) => plain.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
