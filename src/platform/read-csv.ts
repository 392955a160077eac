/**
 * Rows of cells of a CSV text as spreadsheets write it: quoted cells, CRLF or LF, a byte-order mark, and `;` or tabs between cells where the first line
 * has those. Undefined where a quote is never closed. Rows keep their place: an empty line is a row of one empty cell.
 */
export function readCsv(text: string): readonly (readonly string[])[] | undefined {
  const plain = text.replace(/^\uFEFF/, '');
  const firstLine = plain.slice(0, plain.search(/[\r\n]|$/));
  const between = [';', '\t'].find((mark) => firstLine.split(mark).length > firstLine.split(',').length) ?? ',';
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
