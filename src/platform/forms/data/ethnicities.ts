import type { Choice } from '../definition.ts';
import { ethnicityValue } from './ethnicity-value.ts';

/**
 * The 54 ethnic groups of the official list (Tổng cục Thống kê, Quyết định 121-TCTK/PPCĐ, 02/03/1979), with today's spelling of Khmer,
 * in the order of that list; then "other", for people of foreign origin and groups not in it.
 */
const names =
  'Kinh|Tày|Thái|Hoa|Khmer|Mường|Nùng|Mông|Dao|Gia Rai|Ngái|Ê Đê|Ba Na|Xơ Đăng|Sán Chay|Cơ Ho|Chăm|Sán Dìu|Hrê|Mnông|Ra Glai|Xtiêng|Bru Vân Kiều|Thổ|Giáy|Cơ Tu|Giẻ Triêng|Mạ|Khơ Mú|Co|Tà Ôi|Chơ Ro|Kháng|Xinh Mun|Hà Nhì|Chu Ru|Lào|La Chí|La Ha|Phù Lá|La Hủ|Lự|Lô Lô|Chứt|Mảng|Pà Thẻn|Cờ Lao|Cống|Bố Y|Si La|Pu Péo|Brâu|Ơ Đu|Rơ Măm'.split(
    '|',
  );

export const ethnicities: readonly Choice[] = [
  ...names.map((name) => ({ value: ethnicityValue(name), label: { vi: name, en: name } })),
  { value: 'khac', label: { vi: 'Dân tộc khác', en: 'Another' } },
];
