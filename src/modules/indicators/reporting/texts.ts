import type { Words } from '../../../platform/errors.ts';
import { defineTexts, formatNumber } from '../../../platform/text.ts';
import type { KnownFigure, MissingReason, ReportState } from './model.ts';

export const reasonNames: Readonly<Record<MissingReason, Words>> = {
  'not-collected': { vi: 'Chưa thu thập được', en: 'Not collected yet' },
  'source-late': { vi: 'Cơ quan cung cấp chưa gửi', en: 'The agency that has it has not sent it' },
  'nobody-keeps-it': { vi: 'Chưa có ai theo dõi số này', en: 'Nobody keeps this number' },
  other: { vi: 'Lý do khác (ghi ở ô giải trình)', en: 'Another reason (say which below)' },
};

export const columnNames = {
  figure: { vi: 'Mã số liệu', en: 'Key' },
  name: { vi: 'Số liệu', en: 'Figure' },
  unit: { vi: 'Đơn vị tính', en: 'Measured in' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  value: { vi: 'Số', en: 'Number' },
  reason: { vi: 'Lý do không có số', en: 'Why there is none' },
  note: { vi: 'Giải trình', en: 'Explanation' },
  version: { vi: 'Bản', en: 'Version' },
  form: { vi: 'Mẫu', en: 'Form' },
} as const satisfies Readonly<Record<string, Words>>;

/** What stands in the workbook; without signs that XML would have to escape. */
export const workbookTexts = defineTexts({
  vi: {
    table: 'Biểu số liệu',
    help: 'Cách điền',
    title: 'Cách điền biểu số liệu',
    lines:
      'Chỉ điền các ô nền vàng: Số, Lý do không có số, Giải trình. Các ô khác đã khóa; sửa chúng thì tệp không được nhận.\nSố 0 nghĩa là đã đếm và không có. Không có số thì để trống ô Số và chọn lý do.\nÔ để trống là chưa trả lời, có thể gửi sau. Số đã báo cáo không thể xóa trống.\nSửa số đã được kiểm tra hoặc duyệt thì phải ghi lý do ở cột Giải trình.\nLưu tệp (XLSX hoặc CSV UTF-8) rồi gửi ở trang Số liệu phải báo cáo. Gửi hai lần cũng chỉ ghi một lần.',
    howCounted: 'Mỗi số đếm thế nào',
    wrong: 'Chưa đúng',
    wholeRule: 'Ghi một số nguyên từ 0 trở lên.',
    numberRule: 'Ghi một số từ 0 trở lên.',
    reasonRule: 'Chọn một lý do trong danh sách.',
  },
  en: {
    table: 'Figures',
    help: 'How to fill it in',
    title: 'How to fill in the form',
    lines:
      'Fill in the yellow cells only: number, why there is none, explanation. All others are locked; a file in which they were changed is refused.\nNought means that it was counted and there is none. If there is no number, leave it empty and choose why.\nAn empty cell is not answered yet and may wait. A number that was reported cannot be emptied.\nWhoever changes a number that was checked or approved says why in the column of explanations.\nSave the file (XLSX, or CSV in UTF-8) and send it on the page of figures to report. Sent twice it is written once.',
    howCounted: 'How each is counted',
    wrong: 'Not right',
    wholeRule: 'Give a whole number from 0 upwards.',
    numberRule: 'Give a number from 0 upwards.',
    reasonRule: 'Choose a reason from the list.',
  },
});

export const stateNames: Readonly<Record<ReportState, Words>> = {
  declared: { vi: 'Chờ kiểm tra', en: 'To be checked' },
  checked: { vi: 'Đã kiểm tra, chờ tỉnh duyệt', en: 'Checked, to be approved' },
  approved: { vi: 'Tỉnh đã duyệt', en: 'Approved by the province' },
  'sent-back': { vi: 'Bị trả lại', en: 'Sent back' },
};

export const faultWords = {
  valueOrReason: {
    vi: 'Ghi số, hoặc chọn lý do không có số liệu.',
    en: 'Give the number, or choose why there is none.',
  },
  notEmptied: {
    vi: 'Số đã báo cáo không thể xóa trống. Nếu không còn số liệu, hãy chọn lý do.',
    en: 'A reported number cannot be emptied. If there is none any more, choose why.',
  },
  notBoth: {
    vi: 'Đã ghi số thì không chọn lý do không có số liệu. Hãy bỏ một trong hai.',
    en: 'There is a number and a reason why there is none. Take one away.',
  },
  unknownReason: { vi: 'Chọn một lý do trong danh sách.', en: 'Choose a reason from the list.' },
  notANumber: {
    vi: 'Ghi một số nguyên từ 0 trở lên, ví dụ 1.250.',
    en: 'Give a whole number from 0 upwards, for example 1,250.',
  },
  sayReason: { vi: 'Ghi rõ lý do không có số liệu.', en: 'Say why there is no number.' },
  sayWhyCorrected: {
    vi: 'Số này đã được kiểm tra hoặc duyệt. Ghi lý do đính chính.',
    en: 'This number was checked or approved. Say why it is corrected.',
  },
  sayWhySentBack: {
    vi: 'Ghi lý do trả lại để nơi báo cáo biết cần sửa gì.',
    en: 'Say why, so that they know what to correct.',
  },
  chooseOne: { vi: 'Chọn ít nhất một số liệu.', en: 'Choose at least one figure.' },
  changedMeanwhile: (stands: KnownFigure): Words => ({
    vi: `Người khác vừa báo cáo: ${told(stands, 'vi')}. Nếu số của bạn mới đúng, hãy gửi lại.`,
    en: `Somebody else has just reported: ${told(stands, 'en')}. If yours is right, send it again.`,
  }),
  moreThanBase: (base: Words, most: number): Words => ({
    vi: `Lớn hơn “${base.vi}” (${formatNumber(most, 'vi')}). Hãy xem lại; nếu đúng, đánh dấu ở cuối trang rồi gửi lại.`,
    en: `More than “${base.en}” (${formatNumber(most, 'en')}). Look again; if it is right, tick the box at the end and send again.`,
  }),
} as const;

/** The number, or why there is none. */
export function told({ value, reason }: Pick<KnownFigure, 'value' | 'reason'>, language: 'vi' | 'en'): string {
  if (value !== undefined) return formatNumber(value, language, Number.isInteger(value) ? 0 : 2);
  return reason === undefined ? '–' : reasonNames[reason][language].replace(/ \(.*\)$/, '');
}

export const reportTexts = defineTexts({
  vi: {
    title: 'Số liệu phải báo cáo',
    checkTitle: 'Số liệu chờ kiểm tra',
    tabs: 'Số liệu báo cáo',
    mine: 'Phải báo cáo',
    toCheck: 'Chờ kiểm tra',
    overdue: 'Đơn vị chưa báo cáo',
    overdueTitle: 'Đơn vị quá hạn báo cáo số liệu',
    overdueLead: '{units} trên {all} đơn vị có số liệu quá hạn trong 12 tháng qua. Cán bộ của đơn vị đã được nhắc.',
    noneOverdue: 'Không đơn vị nào quá hạn báo cáo.',
    noneBelow: 'Cơ quan của bạn không có đơn vị nào ở cấp dưới.',
    unit: 'Đơn vị',
    missingFigures: 'Số liệu chưa báo cáo',
    missingBefore: 'Còn kỳ trước chưa báo cáo',
    figureCount: '{count} số liệu',
    beforeAsked: 'Kỳ từ trước khi bắt đầu báo cáo trên hệ thống: có số thì ghi, không bắt buộc.',
    lead: 'Số liệu mà phần mềm không tự đếm được. Số 0 và “không có số liệu” là hai câu trả lời khác nhau. Ô để trống là chưa trả lời, có thể ghi sau.',
    formOf: 'Kỳ tính đến hết tháng {month}',
    earlier: 'Tháng trước',
    later: 'Tháng sau',
    nothing: 'Cơ quan của bạn không có số liệu nào phải báo cáo.',
    figure: 'Số liệu',
    period: 'Kỳ',
    due: 'Hạn',
    state: 'Tình trạng',
    value: 'Số',
    missing: 'Nếu không có số liệu, chọn lý do',
    none: 'Không có số liệu?',
    hasValue: '– có số liệu –',
    note: 'Giải trình',
    noteCorrect: 'Lý do đính chính',
    notReported: 'Chưa báo cáo',
    sentBackWhy: 'Lý do trả lại: {note}',
    lastKnown: 'Kỳ trước: {value}',
    confirm: 'Tôi đã xem lại những số được nhắc ở trên, số ghi là đúng.',
    confirmTitle: 'Có số lớn hơn tổng của nó',
    send: 'Gửi báo cáo',
    saved: 'Đã gửi {count} số liệu.',
    savedNone: 'Không có số nào thay đổi.',
    downloadXlsx: 'Tải biểu (XLSX)',
    download: 'Tải biểu (CSV)',
    file: 'Gửi bằng tệp',
    fileHint:
      'Tải biểu về, điền bằng phần mềm bảng tính (không cần mạng) rồi gửi lại, dạng XLSX hoặc CSV, không quá 200 KB. Nếu có một ô sai, không số nào được ghi.',
    fileField: 'Tệp đã điền',
    fileSend: 'Gửi tệp',
    fileFaults: 'Tệp chưa được nhận: có {count} ô cần sửa. Chưa số nào được ghi.',
    cell: 'Ô {cell}: {words}',
    sheetCell: 'Trang “{sheet}”, ô {cell}: {words}',
    nothingToCheck: 'Không có số liệu nào chờ cơ quan của bạn kiểm tra.',
    checkLead: 'Bỏ dấu ở những số chưa xét. Số đã được tỉnh duyệt chỉ mở lại được khi đơn vị đính chính kèm lý do.',
    choose: 'Chọn',
    approve: 'Duyệt số đã chọn',
    check: 'Xác nhận số đã chọn',
    sendBack: 'Trả lại số đã chọn',
    sendBackWhy: 'Lý do trả lại (chỉ ghi khi trả lại)',
    judged: 'Đã ghi {count} số liệu.',
    fasterOther: 'Có số vừa được người khác xử lý hoặc báo cáo lại, chưa ghi gì. Đây là danh sách mới.',
  },
  en: {
    title: 'Figures to report',
    checkTitle: 'Figures to check',
    tabs: 'Reported figures',
    mine: 'To report',
    toCheck: 'To check',
    overdue: 'Not reported below',
    overdueTitle: 'Units that are late with figures',
    overdueLead:
      '{units} of {all} units are late with figures of the last 12 months. Their officers have been reminded.',
    noneOverdue: 'No unit is late.',
    noneBelow: 'There are no units below your agency.',
    unit: 'Unit',
    missingFigures: 'Figures not reported',
    missingBefore: 'Earlier periods are not reported yet',
    figureCount: '{count} figures',
    beforeAsked: 'From before reporting began here: give the number if you have it, it is not required.',
    lead: 'Figures that the software cannot count by itself. Nought and “no number” are different answers. An empty field is not answered yet and may wait.',
    formOf: 'Periods that end by {month}',
    earlier: 'Month before',
    later: 'Month after',
    nothing: 'Your agency has no figures to report.',
    figure: 'Figure',
    period: 'Period',
    due: 'Due',
    state: 'State',
    value: 'Number',
    missing: 'If there is none, choose why',
    none: 'No number?',
    hasValue: '– there is a number –',
    note: 'Explanation',
    noteCorrect: 'Why it is corrected',
    notReported: 'Not reported yet',
    sentBackWhy: 'Sent back because: {note}',
    lastKnown: 'Before: {value}',
    confirm: 'I looked again at the numbers named above; they are right.',
    confirmTitle: 'A number is more than its whole',
    send: 'Send the report',
    saved: '{count} figures sent.',
    savedNone: 'No number changed.',
    downloadXlsx: 'Download the form (XLSX)',
    download: 'Download the form (CSV)',
    file: 'Send a file',
    fileHint:
      'Download the form, fill it in with a spreadsheet (no network needed) and send it here as XLSX or CSV, 200 KB at most. If one cell is wrong, no number is written.',
    fileField: 'Filled-in file',
    fileSend: 'Send the file',
    fileFaults: 'The file was not taken: {count} cells to correct. No number was written.',
    cell: 'Cell {cell}: {words}',
    sheetCell: 'Sheet “{sheet}”, cell {cell}: {words}',
    nothingToCheck: 'No figures wait for your agency.',
    checkLead: 'Untick those not looked at. What the province approved opens again only by a correction with a reason.',
    choose: 'Choose',
    approve: 'Approve those ticked',
    check: 'Confirm those ticked',
    sendBack: 'Send those ticked back',
    sendBackWhy: 'Why they are sent back (only then)',
    judged: '{count} figures done.',
    fasterOther: 'Some were judged or reported again by somebody else; nothing was written. This is the list now.',
  },
});
