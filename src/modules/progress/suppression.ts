/**
 * Statistical disclosure control for counts by commune (rows) and procedure (columns) of one month: a count under five is hidden, and with it
 * as many others as it takes that nobody can work it out from what is shown. Pure.
 *
 * What an outsider knows: every number shown, among them row totals, column totals and the sum of all, and that counts are not negative. A hidden count is
 * safe when at least one other table of counts agrees with all of that and differs in it. For tables with totals this is a question of
 * paths: a count can be one higher exactly when one can walk from its column back to its row, taking one away here and adding one there
 * among the hidden counts (and one lower by the way back).
 */
export const smallestShown = 5;

/**
 * `undefined`: under five, or hidden for the sake of another. Nothing at all is not told apart from a few: where every hidden count is known to be
 * one at least, two of them that make two are no secret.
 */
export interface SafeTable {
  readonly cells: readonly (readonly (number | undefined)[])[];
  readonly rowTotals: readonly (number | undefined)[];
  readonly columnTotals: readonly (number | undefined)[];
  readonly total: number | undefined;
}

/** The counts with a total row and a total column: the last row and column. */
interface Extended {
  readonly values: readonly (readonly number[])[];
  readonly hidden: boolean[][];
  readonly rows: number;
  readonly columns: number;
}

export function suppressSmallCounts(counts: readonly (readonly number[])[]): SafeTable {
  const table = extend(counts);
  const { values, hidden, rows, columns } = table;
  const small: [row: number, column: number][] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = at(values, row, column);
      if (value < smallestShown) set(hidden, row, column);
      if (value > 0 && value < smallestShown) small.push([row, column]);
    }
  }
  // Hiding more never makes a count less safe, so one pass in any order, repeated for each count until it is safe, ends.
  for (const [row, column] of small) {
    while (!isSafe(table, row, column)) if (!hideAnother(table, row, column)) break;
  }
  return {
    cells: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => shown(table, row, column)),
    ),
    rowTotals: Array.from({ length: rows }, (_, row) => shown(table, row, columns)),
    columnTotals: Array.from({ length: columns }, (_, column) => shown(table, rows, column)),
    total: shown(table, rows, columns),
  };
}

function extend(counts: readonly (readonly number[])[]): Extended {
  const rows = counts.length;
  const columns = counts[0]?.length ?? 0;
  const withTotals = counts.map((row) => [...row, sum(row)]);
  const values = [
    ...withTotals,
    Array.from({ length: columns + 1 }, (_, column) => sum(withTotals.map((row) => row[column] ?? 0))),
  ];
  return { values, hidden: values.map((row) => row.map(() => false)), rows, columns };
}

/** Some other table agrees with everything shown and has another count here. */
function isSafe(table: Extended, row: number, column: number): boolean {
  return canChange(table, row, column, 1) || canChange(table, row, column, -1);
}

/**
 * Whether the hidden count can be one more (`step` 1) or one less. Lines of the table are places, hidden counts the ways between them:
 * a line whose sum was raised by one must be lowered elsewhere, in a count that is not nothing. A total stands on the other side of its
 * sum, so there raising and lowering change places.
 */
function canChange(table: Extended, row: number, column: number, step: 1 | -1): boolean {
  if (!mayMove(table, row, column, step)) return false;
  const lines = table.rows + 1 + table.columns + 1;
  const columnLine = (index: number) => table.rows + 1 + index;
  const seen = new Uint8Array(lines);
  const queue = [columnLine(column)];
  seen[columnLine(column)] = 1;
  for (let line = queue.pop(); line !== undefined; line = queue.pop()) {
    if (line === row) return true;
    const isColumn = line > table.rows;
    const others = isColumn ? table.rows + 1 : table.columns + 1;
    for (let other = 0; other < others; other += 1) {
      const [r, c] = isColumn ? [other, line - table.rows - 1] : [line, other];
      const next = isColumn ? other : columnLine(other);
      if (seen[next] === 1 || (r === row && c === column) || !at(table.hidden, r, c)) continue;
      if (!mayMove(table, r, c, isColumn ? (-step as 1 | -1) : step)) continue;
      seen[next] = 1;
      queue.push(next);
    }
  }
  return false;
}

/** Whether a hidden entry can move by `step` in its line's balance; a total has the opposite sign, the sum of all twice. */
function mayMove({ values, rows, columns }: Extended, row: number, column: number, step: 1 | -1): boolean {
  const sign = (row === rows ? -1 : 1) * (column === columns ? -1 : 1);
  return sign * step === 1 || at(values, row, column) > 0;
}

/** Hides the cheapest entry that is still shown in the lines of the count, or, when they are all hidden, anywhere. */
function hideAnother(table: Extended, row: number, column: number): boolean {
  const { hidden, rows, columns } = table;
  let best: [row: number, column: number] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let r = 0; r <= rows; r += 1) {
    for (let c = 0; c <= columns; c += 1) {
      if (at(hidden, r, c)) continue;
      const cost = costOf(table, row, column, r, c);
      if (cost < least) [best, least] = [[r, c], cost];
    }
  }
  if (best === undefined) return false;
  set(hidden, best[0], best[1]);
  return true;
}

/** What is lost by hiding: small counts are cheap, totals are dear, the sum of all the dearest. */
function costOf(
  { values, hidden, rows, columns }: Extended,
  row: number,
  column: number,
  r: number,
  c: number,
): number {
  const value = at(values, r, c);
  const totals = (r === rows ? 1 : 0) + (c === columns ? 1 : 0);
  const near = r === row || c === column ? 0 : 1;
  // Where a line already hides something, one more entry closes a way around at once.
  const closes = (r !== row && rowHides(hidden, r)) || (c !== column && columnHides(hidden, c)) ? 0 : 0.5;
  return value + (near + closes) * 1e7 + totals * 1e9 + (c === columns ? 1e9 : 0);
}

function rowHides(hidden: readonly boolean[][], row: number): boolean {
  return hidden[row]?.includes(true) === true;
}

function columnHides(hidden: readonly boolean[][], column: number): boolean {
  return hidden.some((row) => row[column] === true);
}

function shown({ values, hidden }: Extended, row: number, column: number): number | undefined {
  return at(hidden, row, column) ? undefined : at(values, row, column);
}

function at<T>(grid: readonly (readonly T[])[], row: number, column: number): T {
  return (grid[row] as readonly T[])[column] as T;
}

function set(grid: boolean[][], row: number, column: number): void {
  (grid[row] as boolean[])[column] = true;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
