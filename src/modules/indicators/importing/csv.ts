import type { Cell } from './sheet.ts';

/** Rows of a CSV file (RFC 4180) with `,` or `;` or a tab between cells; undefined where a quote is never closed. */
export function parseCsv(text: string): (readonly Cell[])[] | undefined {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(content);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell === '' ? undefined : cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < content.length; at += 1) {
    const sign = content[at] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (content[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r' || content[at + 1] !== '\n') cell += sign;
  }
  if (quoted) return undefined;
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

/** The sign that stands most often outside quotes: titles above the table may hold a comma or two. */
function separatorOf(content: string): string {
  const plain = content.slice(0, 100_000).replaceAll(/"[^"]*"/g, '');
  const count = (sign: string) => plain.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
