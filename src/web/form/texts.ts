import { defineTexts } from '../texts.ts';

export const formTexts = defineTexts({
  vi: {
    optional: 'không bắt buộc',
    day: 'Ngày',
    month: 'Tháng',
    year: 'Năm',
    choose: 'Chọn…',
    onlyIf: (condition: string) => `Chỉ trả lời nếu ${condition}`,
    add: (item: string) => `Thêm ${item.toLocaleLowerCase('vi')}`,
    remove: (item: string) => `Bỏ ${item.toLocaleLowerCase('vi')}`,
    faults: (count: string) => `Có ${count} chỗ cần sửa`,
    partialHint: 'Nếu chỉ nhớ năm, hãy chỉ nhập năm.',
    dateHint: 'Ví dụ: 10 10 2022',
    dong: 'đồng',
  },
  en: {
    optional: 'optional',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    choose: 'Choose…',
    onlyIf: (condition: string) => `Answer only if ${condition}`,
    add: (item: string) => `Add ${item.toLowerCase()}`,
    remove: (item: string) => `Remove ${item.toLowerCase()}`,
    faults: (count: string) => (count === '1' ? 'There is 1 thing to mend' : `There are ${count} things to mend`),
    partialHint: 'If you know only the year, enter only the year.',
    dateHint: 'For example: 10 10 2022',
    dong: 'đồng',
  },
});
