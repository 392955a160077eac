import type { Block } from '../layout/paper.ts';
import type { ResultData, ResultTemplate } from '../model.ts';
import { officialDate } from '../vietnamese-words.ts';
import { defineTemplate, letterhead, one, paragraph, registerLine, rowBlocks, signedBy } from './parts.ts';

export const certifiedCopy: ResultTemplate = defineTemplate({
  key: 'ban-sao-chung-thuc',
  name: { vi: 'Bản sao chứng thực từ bản chính', en: 'Certified copy' },
  templateSource:
    'Lời chứng bản sao từ bản chính, Nghị định 23/2015/NĐ-CP; bản sao điện tử: Nghị định 45/2020/NĐ-CP, Điều 10',
  certainty: 'memory',
  blocks: (data) => [
    letterhead(data),
    { kind: 'title', text: data.title ?? 'LỜI CHỨNG CHỨNG THỰC BẢN SAO ĐIỆN TỬ TỪ BẢN CHÍNH', size: 15 },
    paragraph(`Tại ${data.agency.name}, ${officialDate(data.date)}.`),
    paragraph(
      'Bản sao điện tử có đặc điểm dưới đây được chụp từ bản chính đã xuất trình và có nội dung đúng với bản chính:',
    ),
    ...rowBlocks(data, true),
    ...(data.paragraphs ?? []).map((text) => paragraph(text)),
    {
      kind: 'pairs',
      lines: [[{ label: 'Số chứng thực', value: registerLine(data), strong: true }]],
    },
    paragraph('Tệp bản sao chỉ được coi là đã chứng thực khi mã băm SHA-256 của tệp trùng với mã băm ghi ở trên.'),
    ...signedBy(data),
  ],
});

export const householdBusiness: ResultTemplate = defineTemplate({
  key: 'giay-chung-nhan-ho-kinh-doanh',
  name: { vi: 'Giấy chứng nhận đăng ký hộ kinh doanh', en: 'Certificate of household business registration' },
  templateSource: 'Mẫu Giấy chứng nhận đăng ký hộ kinh doanh, Thông tư 01/2021/TT-BKHĐT, Phụ lục VI',
  certainty: 'memory',
  framed: true,
  blocks: (data) => [
    letterhead(data, false),
    {
      kind: 'title',
      text: upper(data, 'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH'),
      subtitle: registerLine(data) || undefined,
      size: 17,
    },
    paragraph(`Đăng ký lần đầu, ${officialDate(data.date)}`, { align: 'center' }),
    ...rowBlocks(data, true),
    ...(data.paragraphs ?? []).map((text) => paragraph(text)),
    ...signedBy(data, { lead: `${data.agency.place}, ${officialDate(data.date)}`, recipients: false }),
  ],
});

export const criminalRecord: ResultTemplate = defineTemplate({
  key: 'phieu-ly-lich-tu-phap',
  name: { vi: 'Phiếu lý lịch tư pháp số 1', en: 'Criminal record certificate No. 1' },
  templateSource: 'Mẫu Phiếu lý lịch tư pháp số 1, Thông tư 13/2011/TT-BTP, sửa bởi Thông tư 16/2013/TT-BTP',
  certainty: 'memory',
  blocks: (data) => [
    letterhead(data),
    { kind: 'title', text: upper(data, 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1'), size: 17 },
    ...legalBases(data, ['Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009']),
    { kind: 'paragraph', runs: [{ text: 'XÁC NHẬN:', bold: true }], align: 'center', before: 8 },
    ...rowBlocks(data, true),
    ...(data.paragraphs ?? []).map((text) => paragraph(text)),
    ...signedBy(data),
  ],
});

export const buildingPermit: ResultTemplate = defineTemplate({
  key: 'giay-phep-xay-dung',
  name: { vi: 'Giấy phép xây dựng', en: 'Building permit' },
  templateSource: 'Mẫu Giấy phép xây dựng nhà ở riêng lẻ, Nghị định 15/2021/NĐ-CP, Phụ lục II',
  certainty: 'memory',
  blocks: (data) => [
    letterhead(data),
    { kind: 'title', text: upper(data, 'GIẤY PHÉP XÂY DỰNG'), subtitle: '(Sử dụng cho nhà ở riêng lẻ)', size: 16 },
    ...legalBases(data, ['Luật Xây dựng ngày 18 tháng 6 năm 2014 và Luật sửa đổi ngày 17 tháng 6 năm 2020']),
    ...rowBlocks(data, true),
    ...(data.paragraphs ?? []).map((text) => paragraph(text)),
    paragraph(
      'Giấy phép có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên phải đề nghị gia hạn.',
    ),
    paragraph(
      'Chủ đầu tư phải tuân thủ pháp luật về đất đai, xây dựng và xuất trình giấy phép này khi cơ quan có thẩm quyền yêu cầu.',
    ),
    ...signedBy(data),
  ],
});

export const landNotice: ResultTemplate = defineTemplate({
  key: 'giay-chung-nhan-dat',
  name: { vi: 'Thông báo kết quả đăng ký đất đai', en: 'Notice of land registration' },
  templateSource:
    'Thể thức theo Nghị định 30/2020/NĐ-CP; Giấy chứng nhận bản giấy theo Thông tư 23/2014/TT-BTNMT trao tại nơi nhận kết quả',
  certainty: 'own',
  blocks: (data) => [
    letterhead(data),
    {
      kind: 'title',
      text: upper(data, 'THÔNG BÁO'),
      subtitle: 'Kết quả đăng ký đất đai, tài sản gắn liền với đất',
      size: 16,
    },
    ...addressee(data),
    paragraph(`${data.agency.name} thông báo đã thực hiện đăng ký và ghi vào hồ sơ địa chính với các nội dung sau:`),
    ...rowBlocks(data, true),
    ...(data.paragraphs ?? []).map((text) => paragraph(text)),
    { kind: 'pairs', lines: [one('Số vào sổ', registerLine(data))] },
    ...signedBy(data),
  ],
});

const upper = (data: ResultData, own: string): string => data.title?.toLocaleUpperCase('vi') ?? own;

/** Each ground on a line of its own in italics, ended by a semicolon, the last by a full stop (Nghị định 30/2020). */
export function legalBases(data: ResultData, own: readonly string[] = []): Block[] {
  const bases = (data.legalBases ?? own).map((basis) => basis.replace(/^Căn cứ /, '').replace(/[;.]$/, ''));
  return bases.map((basis, index) => ({
    kind: 'paragraph',
    runs: [{ text: `Căn cứ ${basis}${index === bases.length - 1 ? '.' : ';'}`, italic: true }],
  }));
}

export function addressee(data: ResultData): Block[] {
  if (data.addressee === undefined) return [];
  return [
    {
      kind: 'paragraph',
      runs: [{ text: 'Kính gửi: ' }, { text: data.addressee, bold: true }],
      align: 'center',
      before: 8,
    },
  ];
}
