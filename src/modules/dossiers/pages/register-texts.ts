import { defineTexts } from '../../../platform/text.ts';

export const registerTexts = defineTexts({
  vi: {
    title: 'Sổ của cơ quan',
    none: 'Chưa có gì trong sổ',
    noneWhy: 'Khi lãnh đạo ký kết quả của thủ tục phải vào sổ (hộ tịch, chứng thực), số được lấy và ghi vào đây.',
    year: 'Năm',
    book: 'Quyển sổ',
    number: 'Số',
    date: 'Vào sổ lúc',
    person: 'Chủ hồ sơ',
    code: 'Mã hồ sơ',
    document: 'Số văn bản',
    notIssued: 'chưa cấp số',
    erased: 'nội dung đã xóa',
    what: 'Danh sách để tra cứu, đối chiếu và in; không thay sổ giấy mà pháp luật buộc phải giữ.',
  },
  en: {
    title: 'Registers of the agency',
    none: 'Nothing has been entered yet',
    noneWhy:
      'When the head signs a result that has to be entered (civil status, certification), its number is taken and shown here.',
    year: 'Year',
    book: 'Book',
    number: 'No.',
    date: 'Entered',
    person: 'Applicant',
    code: 'Dossier',
    document: 'Document',
    notIssued: 'not numbered yet',
    erased: 'content erased',
    what: 'A list to look up, compare and print; it does not replace the paper book that the law asks for.',
  },
});
