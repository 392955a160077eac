import type { Language } from '../../../platform/text.ts';
import type { ReportState } from '../reporting/model.ts';

const vi = {
  title: 'Đứng sau con số: {indicator}, {unit}, {month}',
  lead: 'Danh sách lấy từ chính lần đếm đã cho ra con số, nên hai bên luôn khớp nhau.',
  inputs: 'Số liệu',
  input: '{name}: {value}',
  allYours: 'Con số là {all}. Bạn mở được mọi hồ sơ đứng sau.',
  someYours: 'Con số là {all}. Bạn mở được phần {mine} ở dưới; {others} còn lại là hồ sơ chưa từng qua cơ quan bạn.',
  noFigure: 'Chưa có con số nào.',
  empty: 'Không có hồ sơ nào bạn mở được',
  emptyText: 'Cơ quan bạn chưa từng giữ hồ sơ nào trong số này.',
  dossier: 'Hồ sơ',
  procedure: 'Thủ tục',
  status: 'Trạng thái',
  filed: 'Ngày nộp',
  adds: 'Tính vào',
  addsWords: '{value} lần',
  takenOut: 'trừ {value}: điều chỉnh việc đã tính ở tháng khác',
  sample: 'mô phỏng',
  next: '50 hồ sơ tiếp theo',
  back: 'Trở lại chỉ tiêu',
  forStaff: 'Dành cho cán bộ',
  openDossiers: 'xem từng hồ sơ',
  openReports: 'xem từng báo cáo',
  figureOf: 'Số liệu do cơ quan báo cáo, đã được tỉnh duyệt, mới nhất đến {date}.',
  notReadable: '{count} đơn vị khác có báo cáo hoặc chưa báo cáo mà bạn không xem được.',
  noReports: 'Không có báo cáo nào bạn mở được',
  unit: 'Đơn vị',
  period: 'Kỳ',
  value: 'Số',
  history: 'Ai báo cáo, ai duyệt',
  fact: 'số đã công bố ({source})',
} as const;

type Texts = { readonly [Key in keyof typeof vi]: string };

const en: Texts = {
  title: 'Behind the figure: {indicator}, {unit}, {month}',
  lead: 'The list comes out of the same counting as the figure, so the two always agree.',
  inputs: 'Numbers',
  input: '{name}: {value}',
  allYours: 'The figure is {all}. You may open every dossier behind it.',
  someYours: 'The figure is {all}. You may open the {mine} below; the other {others} were never with your agency.',
  noFigure: 'There is no figure yet.',
  empty: 'No dossier that you may open',
  emptyText: 'None of them was ever with your agency.',
  dossier: 'Dossier',
  procedure: 'Procedure',
  status: 'Status',
  filed: 'Filed',
  adds: 'Counts',
  addsWords: '{value} times',
  takenOut: 'less {value}: corrects what was counted in another month',
  sample: 'simulated',
  next: 'Next 50 dossiers',
  back: 'Back to the indicator',
  forStaff: 'For officials',
  openDossiers: 'see the dossiers',
  openReports: 'see the reports',
  figureOf: 'Reported by agencies and approved by the province, the newest up to {date}.',
  notReadable: '{count} other units have reported or not, which you may not see.',
  noReports: 'No report that you may open',
  unit: 'Unit',
  period: 'Period',
  value: 'Number',
  history: 'Who reported, who approved',
  fact: 'published ({source})',
};

export const recordTexts = (language: Language): Texts => (language === 'vi' ? vi : en);

/** What was done to a report, as its history tells it. */
export const actNames: Readonly<Record<ReportState, { readonly vi: string; readonly en: string }>> = {
  declared: { vi: 'Báo cáo', en: 'Declared' },
  checked: { vi: 'Kiểm tra', en: 'Checked' },
  approved: { vi: 'Duyệt', en: 'Approved' },
  'sent-back': { vi: 'Trả lại', en: 'Sent back' },
};
