import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { type Table, writeTables } from './table.ts';

const table: Table = {
  name: 'Chỉ tiêu',
  columns: [
    { key: 'unit_name', title: 'Đơn vị', width: 30 },
    { key: 'value', title: 'Giá trị' },
    { key: 'received', title: 'Hồ sơ' },
    { key: 'state', title: 'Tình trạng' },
  ],
  rows: [
    ['Phường 7', { share: 0.0380952 }, 1050, { code: 'known', words: 'có số liệu' }],
    ['=HYPERLINK("http://x")', undefined, 0, { code: 'missing', words: 'chưa có số liệu' }],
  ],
};
const notes = { name: 'Ghi chú', lines: [['Dữ liệu mẫu', '@hồ sơ là mô phỏng'] as const] };

describe('a table', () => {
  test('as a workbook has numbers as numbers, shares as per cent, a head that stays, and its notes', async () => {
    const file = (await writeTables('xlsx', [table], notes)) as Buffer;
    const sheets = await readXlsxFile(file);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Chỉ tiêu', 'Ghi chú']);
    expect(sheets[0]?.data).toEqual([
      ['Đơn vị', 'Giá trị', 'Hồ sơ', 'Tình trạng'],
      ['Phường 7', 0.0380952, 1050, 'có số liệu'],
      ['=HYPERLINK("http://x")', null, 0, 'chưa có số liệu'],
    ]);
    expect(sheets[1]?.data).toEqual([['Dữ liệu mẫu', '@hồ sơ là mô phỏng']]);
    const parts = Object.entries(unzipSync(file)).map(
      ([name, bytes]) => [name, Buffer.from(bytes).toString()] as const,
    );
    const all = parts.map(([, text]) => text).join('');
    expect(all).toContain('0.0%');
    expect(all).toContain('state="frozen"');
    // Words that look like a formula are words.
    expect(all).not.toMatch(/<f[ >]/);
  });

  test('as CSV and JSON has names and codes for programs, and what is missing is no nought', async () => {
    expect(await writeTables('csv', [table], notes)).toBe(
      '\uFEFFunit_name,value,received,state\r\nPhường 7,0.0380952,1050,known\r\n"\'=HYPERLINK(""http://x"")",,0,missing\r\n',
    );
    expect(JSON.parse((await writeTables('json', [table], notes)) as string)).toEqual([
      { unit_name: 'Phường 7', value: 0.0380952, received: 1050, state: 'known' },
      { unit_name: '=HYPERLINK("http://x")', value: null, received: 0, state: 'missing' },
    ]);
  });
});
