import type { PartyPerson } from '../../dossiers/index.ts';
import type { Chance } from './chance.ts';

const families: readonly (readonly [string, number])[] = [
  ['Nguyễn', 30],
  ['Trần', 14],
  ['Lê', 10],
  ['Phạm', 7],
  ['Huỳnh', 7],
  ['Võ', 5],
  ['Lâm', 5],
  ['Trương', 4],
  ['Danh', 3],
  ['Thạch', 3],
  ['Sơn', 2],
  ['Châu', 2],
  ['Lý', 3],
  ['Đặng', 3],
  ['Quách', 2],
];
const women = [
  'Thị Mai',
  'Thị Lan',
  'Thị Bé Ba',
  'Thị Kiều',
  'Ngọc Hân',
  'Thị Thu',
  'Thị Diễm',
  'Mỹ Duyên',
  'Thị Út',
  'Thị Sa Ly',
  'Cẩm Tú',
  'Thị Hồng',
  'Thị Phượng',
];
const men = [
  'Văn Tèo',
  'Văn Hải',
  'Minh Nhựt',
  'Quốc Thái',
  'Văn Út',
  'Hoàng Em',
  'Chí Linh',
  'Văn Đực',
  'Thanh Tùng',
  'Sà Rương',
  'Hữu Nghĩa',
  'Văn Bảy',
  'Tấn Phát',
];

/** A person who does not exist, with numbers that cannot belong to anyone (see people.yaml): identity numbers begin with 999. */
export function inventPerson(chance: Chance, number: number): PartyPerson & { readonly documentNumber: string } {
  const woman = chance.happens(0.54);
  const year = chance.whole(1948, 2002);
  const born = `${year}-${String(chance.whole(1, 12)).padStart(2, '0')}-${String(chance.whole(1, 28)).padStart(2, '0')}`;
  const century = (woman ? 1 : 0) + (year >= 2000 ? 2 : 0);
  return {
    number,
    name: `${chance.weighted(families)} ${chance.oneOf(woman ? women : men)}`,
    documentKind: 'citizen-id',
    documentNumber: `999${century}${String(year % 100).padStart(2, '0')}${String(chance.whole(0, 999_999)).padStart(6, '0')}`,
    birthDate: born,
    address: `${chance.oneOf(['Ấp', 'Khóm'])} ${chance.whole(1, 9)}`,
    phone: undefined,
    email: undefined,
  };
}
