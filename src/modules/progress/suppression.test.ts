import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SafeTable, smallestShown, suppressSmallCounts } from './suppression.ts';

describe('small counts of a procedure in a commune', () => {
  it('are hidden, and large ones shown, where nothing else is needed', () => {
    const safe = suppressSmallCounts([
      [3, 20, 2],
      [2, 30, 4],
      [40, 50, 60],
    ]);
    expect(safe.cells).toEqual([
      [undefined, 20, undefined],
      [undefined, 30, undefined],
      [40, 50, 60],
    ]);
    expect(safe.rowTotals).toEqual([25, 36, 150]);
    expect(safe.total).toBe(211);
  });

  it('take others with them when they stand alone in their row and column', () => {
    const safe = suppressSmallCounts([
      [3, 20, 30],
      [10, 40, 50],
    ]);
    expect(safe.cells[0]?.[0]).toBeUndefined();
    expect(safe.cells.flat().filter((cell) => cell === undefined).length).toBeGreaterThanOrEqual(4);
  });

  it('look the same as nothing at all, and change nothing else where there are none', () => {
    const safe = suppressSmallCounts([
      [0, 7],
      [5, 12],
    ]);
    expect(safe.cells).toEqual([
      [undefined, 7],
      [5, 12],
    ]);
    expect([safe.rowTotals, safe.columnTotals, safe.total]).toEqual([[7, 17], [5, 19], 24]);
  });

  it('hide totals too when a table is too small to hide in', () => {
    expect(suppressSmallCounts([[3]])).toEqual({
      cells: [[undefined]],
      rowTotals: [undefined],
      columnTotals: [undefined],
      total: undefined,
    });
    expect(suppressSmallCounts([])).toEqual({ cells: [], rowTotals: [], columnTotals: [], total: 0 });
  });

  it('are never shown, and what is shown is true', () => {
    fc.assert(
      fc.property(tables(6, 6, 30), (counts) => {
        const safe = suppressSmallCounts(counts);
        counts.forEach((row, r) => {
          row.forEach((count, c) => {
            const shown = safe.cells[r]?.[c];
            if (count < smallestShown) expect(shown).toBeUndefined();
            else if (shown !== undefined) expect(shown).toBe(count);
          });
          if (safe.rowTotals[r] !== undefined) expect(safe.rowTotals[r]).toBe(row.reduce((a, b) => a + b, 0));
        });
      }),
    );
  });

  it('cannot be worked out from all that is shown: another table agrees with it and differs there', () => {
    fc.assert(
      fc.property(tables(3, 3, 8), (counts) => {
        const safe = suppressSmallCounts(counts);
        const possible = possibleValues(safe, counts);
        counts.forEach((row, r) => {
          row.forEach((count, c) => {
            if (count > 0 && count < smallestShown) expect(possible[r]?.[c]?.size).toBeGreaterThan(1);
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it('stand in a table of a whole province quickly, which keeps most of its totals', () => {
    const counts = Array.from({ length: 64 }, (_, r) =>
      Array.from({ length: 80 }, (_, c) => ((r * 7 + c * 13) % 11 === 0 ? (r * c) % 9 : 0)),
    );
    const safe = suppressSmallCounts(counts);
    expect(safe.rowTotals.filter((total) => total !== undefined).length).toBeGreaterThan(50);
    expect(safe.total).toBeGreaterThan(0);
  });
});

function tables(rows: number, columns: number, max: number): fc.Arbitrary<number[][]> {
  return fc
    .tuple(fc.integer({ min: 1, max: rows }), fc.integer({ min: 1, max: columns }))
    .chain(([r, c]) =>
      fc.array(fc.array(fc.integer({ min: 0, max }), { minLength: c, maxLength: c }), { minLength: r, maxLength: r }),
    );
}

/**
 * An outsider's view, by trying: every table of counts that agrees with what is shown, among those that differ from the truth by one in some cells (a
 * set of agreeing tables is convex, so a cell that can differ at all can differ by a step in such a direction).
 */
function possibleValues(safe: SafeTable, truth: readonly (readonly number[])[]): Set<number>[][] {
  const rows = truth.length;
  const columns = truth[0]?.length ?? 0;
  const free: [number, number][] = [];
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) if (safe.cells[r]?.[c] === undefined) free.push([r, c]);
  const seen = truth.map((row) => row.map((count) => new Set([count])));
  const rowChange = new Array<number>(rows).fill(0);
  const columnChange = new Array<number>(columns).fill(0);
  const change = new Array<number>(free.length).fill(0);
  const walk = (index: number) => {
    if (index === free.length) {
      if (!agrees()) return;
      for (const [at, [r, c]] of free.entries()) seen[r]?.[c]?.add((truth[r]?.[c] as number) + (change[at] as number));
      return;
    }
    const [r, c] = free[index] as [number, number];
    for (const step of [0, 1, -1]) {
      if ((truth[r]?.[c] as number) + step < 0) continue;
      change[index] = step;
      rowChange[r] = (rowChange[r] as number) + step;
      columnChange[c] = (columnChange[c] as number) + step;
      walk(index + 1);
      rowChange[r] = (rowChange[r] as number) - step;
      columnChange[c] = (columnChange[c] as number) - step;
    }
    change[index] = 0;
  };
  const agrees = () =>
    rowChange.every((by, r) => by === 0 || safe.rowTotals[r] === undefined) &&
    columnChange.every((by, c) => by === 0 || safe.columnTotals[c] === undefined) &&
    (safe.total === undefined || rowChange.reduce((a, b) => a + b, 0) === 0);
  walk(0);
  return seen;
}
