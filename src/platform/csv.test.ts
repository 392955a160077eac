import { expect, it } from 'vitest';
import { readCsv, toCsv } from './csv.ts';

it('reads back what was written, whatever is in the cells', () => {
  const rows = [
    ['a', 'b "c"', 'd,e'],
    ['two\r\nlines', '', 'Khóm, ấp'],
  ];
  expect(readCsv(toCsv(['x', 'y', 'z'], rows))).toEqual([['x', 'y', 'z'], ...rows]);
});

it('takes the marks that spreadsheets put between cells, and keeps empty lines in their place', () => {
  expect(readCsv('a;b\n1;2,5\n\n3;\n')).toEqual([['a', 'b'], ['1', '2,5'], [''], ['3', '']]);
  expect(readCsv('a\tb\r\n1\t2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(readCsv('a,b,')).toEqual([['a', 'b', '']]);
});

it('knows nothing of a quote that is never closed', () => {
  expect(readCsv('a,"b\n1,2\n')).toBeUndefined();
});
