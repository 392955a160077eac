/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly size: number;
  readonly ours: string;
  readonly limit: string;
  readonly share: string;
  readonly bar: string;
  /** Undefined where no bar is set. */
  readonly holds: boolean | undefined;
  /** The numbers behind the words. */
  readonly figures: Readonly<Record<string, number>>;
}

const heads = ['what', 'dossiers', 'ours', 'bare SQL', 'share', 'bar', 'holds'] as const;

function cells(row: Row): string[] {
  const holds = row.holds === undefined ? '' : row.holds ? 'yes' : 'NO';
  return [row.what, row.size.toLocaleString('en'), row.ours, row.limit, row.share, row.bar, holds];
}

export function toTable(rows: readonly Row[]): string {
  const lines = [[...heads], ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const print = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head, ...body] = lines;
  return [print(head ?? []), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(print)].join(
    '\n',
  );
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const seconds = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} s`;
export const perSecond = (value: number): string => `${value < 100 ? value.toFixed(1) : value.toFixed(0)}/s`;
export const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
