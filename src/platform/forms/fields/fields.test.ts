import { describe, expect, test } from 'vitest';
import { ethnicities } from '../data/ethnicities.ts';
import { identityProvinces } from '../data/identity-provinces.ts';
import { nationalities } from '../data/nationalities.ts';
import type { FieldKind, FormField } from '../definition.ts';
import { fieldTypes } from './index.ts';

function field(kind: FieldKind, more: Partial<FormField> = {}): FormField {
  return { key: 'x', kind, label: { vi: 'Mục', en: 'Item' }, ...more };
}
const context = { today: '2022-10-10' };

function read(kind: FieldKind, ...texts: string[]) {
  const parsed = fieldTypes[kind].parse(texts, field(kind), 'vi');
  if ('fault' in parsed) return 'fault';
  const pattern = (fieldTypes[kind].schema(field(kind)) as { pattern?: string }).pattern;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(String(parsed.value))) return 'fault';
  return fieldTypes[kind].check?.(parsed.value, field(kind), context) === undefined ? parsed.value : 'fault';
}

describe.each<[FieldKind, [string[], unknown][]]>([
  [
    'identity-number',
    [
      [['095190001234'], '095190001234'],
      [['095 190 001 234'], '095190001234'],
      [['385.123.456'], '385123456'],
      [['b1234567'], 'B1234567'],
      [['03519000123'], 'fault'],
      [['003190001234'], 'fault'],
      [['095390001234'], 'fault'],
      [['000000000000'], 'fault'],
      [['12345'], 'fault'],
      [['095190OO1234'], '095190OO1234'],
    ],
  ],
  [
    'phone',
    [
      [['0912 345 678'], '0912345678'],
      [['+84 912.345.678'], '0912345678'],
      [['84912345678'], '0912345678'],
      [['0084912345678'], '0912345678'],
      [['(0291) 3 822 123'], '02913822123'],
      [['+855 12 345 678'], '+85512345678'],
      [['0000 000 014'], '0000000014'],
      [['0112345678'], 'fault'],
      [['091234567'], 'fault'],
      [['số của tôi'], 'fault'],
    ],
  ],
  [
    'person-name',
    [
      [['Nguyễn Thị Bưởi'], 'Nguyễn Thị Bưởi'],
      [['Danh Sà Rươl'], 'Danh Sà Rươl'],
      [["Y Ni-a B'Krông"], "Y Ni-a B'Krông"],
      [['Nguyễn V4n'], 'fault'],
      [['<b>'], 'fault'],
    ],
  ],
  [
    'time',
    [
      [['8h30'], '08:30'],
      [['08:30'], '08:30'],
      [['8 giờ 5 phút'], '08:05'],
      [['23h'], '23:00'],
      [['24:00'], 'fault'],
      [['8'], 'fault'],
    ],
  ],
  [
    'date',
    [
      [['1', '9', '2022'], '2022-09-01'],
      [['29', '2', '2021'], 'fault'],
      [['29', '2', '2020'], '2020-02-29'],
      [['1', '1', '22'], 'fault'],
      [['1', '1', '1700'], 'fault'],
    ],
  ],
  [
    'partial-date',
    [
      [['', '', '1950'], '1950'],
      [['', '3', '1950'], '1950-03'],
      [['7', '3', '1950'], '1950-03-07'],
      [['7', '', '1950'], 'fault'],
      [['', '13', '1950'], 'fault'],
      [['7', '3', ''], 'fault'],
    ],
  ],
  [
    'decimal',
    [
      [['1.234,5'], 1234.5],
      [['1234,5'], 1234.5],
      [['1.5'], 1.5],
      [['1.234'], 1234],
      [['1,2,3'], 'fault'],
      [['9'.repeat(30)], 'fault'],
      [['1e3'], 'fault'],
    ],
  ],
  [
    'integer',
    [
      [['1.200'], 1200],
      [['3'], 3],
      [['1,5'], 'fault'],
      [['ba'], 'fault'],
    ],
  ],
  [
    'money',
    [
      [['50.000.000 đ'], 50_000_000],
      [['50000000'], 50_000_000],
      [['8.000 đồng'], 8000],
      [['nhiều'], 'fault'],
    ],
  ],
  [
    'email',
    [
      [['ten@example.vn'], 'ten@example.vn'],
      [['ten@example'], 'fault'],
      [['ten example.vn'], 'fault'],
      [['a@b@c.vn'], 'fault'],
    ],
  ],
  [
    'ethnicity',
    [
      [['Khmer'], 'khmer'],
      [['bru-van-kieu'], 'bru-van-kieu'],
      [['Bru Vân Kiều'], 'bru-van-kieu'],
    ],
  ],
  [
    'nationality',
    [
      [['VN'], 'VN'],
      [['Việt Nam'], 'VN'],
      [['vn'], 'VN'],
    ],
  ],
  [
    'yes-no',
    [
      [['yes'], true],
      [['no'], false],
      [['có'], 'fault'],
    ],
  ],
])('%s', (kind, cases) => {
  test.each(cases)('%j is read as %j', (texts, value) => {
    expect(read(kind, ...texts)).toEqual(value);
  });
});

describe('lists', () => {
  test('54 ethnic groups and "other", 63 provinces in identity numbers, Việt Nam first', () => {
    expect(ethnicities).toHaveLength(55);
    expect(new Set(ethnicities.map((one) => one.value)).size).toBe(55);
    expect(identityProvinces.size).toBe(63);
    expect(nationalities[0]?.value).toBe('VN');
    expect(new Set(nationalities.map((one) => one.label.vi)).size).toBe(nationalities.length);
  });
});

describe.each(Object.values(fieldTypes))('kind $kind', (type) => {
  test('has every message in both languages, naming the question', () => {
    for (const words of [type.missing(field(type.kind)), type.wrong(field(type.kind))]) {
      expect(words.vi).toContain('Mục');
      expect(words.en).toContain('Item');
      expect(words.vi).toBe(words.vi.normalize('NFC'));
    }
  });
});
