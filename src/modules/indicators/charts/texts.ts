import { defineTexts } from '../../../platform/text.ts';

export const chartTexts = defineTexts({
  vi: {
    showTable: 'Xem số liệu dạng bảng',
    month: 'Tháng',
    noValue: 'không có số công khai',
    noValueTile: 'nét đứt: chưa có, hoặc quá ít nên không công khai',
    byFifths: 'Mỗi màu là một phần năm số đơn vị, đậm là cao hơn.',
    perCent: 'Đơn vị tính: %.',
    source: 'Nguồn',
    sourceWords: 'Cửa Số, số do hệ thống đếm và cơ quan báo cáo; số biết đến {date}.',
    synthetic: 'DỮ LIỆU MẪU: trong kỳ có {synthetic} trên {received} hồ sơ là hồ sơ mô phỏng.',
    someSynthetic: 'DỮ LIỆU MẪU: trong kỳ có hồ sơ mô phỏng.',
    invented: 'DỮ LIỆU MẪU: số báo cáo là số mô phỏng.',
    target: 'Mục tiêu: {target}',
    unsure: 'Định nghĩa chưa chắc: {certainty}.',
  },
  en: {
    showTable: 'Show the figures as a table',
    month: 'Month',
    noValue: 'no public figure',
    noValueTile: 'dashed: no data yet, or too few to be published',
    byFifths: 'Each colour is a fifth of the units; darker is higher.',
    perCent: 'In per cent.',
    source: 'Source',
    sourceWords: 'Cửa Số, counted by the platform or reported by agencies; as known on {date}.',
    synthetic: 'SAMPLE DATA: {synthetic} of {received} dossiers of the period are simulated.',
    someSynthetic: 'SAMPLE DATA: some dossiers of the period are simulated.',
    invented: 'SAMPLE DATA: the reported numbers are simulated.',
    target: 'Target: {target}',
    unsure: 'The definition is not certain: {certainty}.',
  },
});
