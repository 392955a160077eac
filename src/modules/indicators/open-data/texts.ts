import { defineTexts } from '../../../platform/text.ts';

export const openDataTexts = defineTexts({
  vi: {
    title: 'Dữ liệu mở',
    lead: 'Ai cũng tải và dùng lại được, không cần xin phép, không cần đăng nhập.',
    licence: 'Giấy phép: {licence}. Dùng lại thì ghi nguồn.',
    placeholder: 'Giấy phép này là đề xuất của phần mềm; chưa tìm thấy quyết định của tỉnh về giấy phép dữ liệu mở.',
    synthetic:
      'Có dữ liệu dựng lên để trình diễn (mô phỏng): tên tập dữ liệu và cột synthetic ghi rõ. Không dùng như số liệu thật.',
    small:
      'Chỗ có dưới {smallest} người hoặc hồ sơ thì không công khai, kèm vài số bên cạnh để không ai cộng trừ mà ra; cột status ghi suppressed. Số từng đơn vị công khai khi hết tháng.',
    values: 'Giá trị chỉ tiêu theo tháng',
    valuesLead: 'Mỗi tháng đã hết là một tập dữ liệu: mọi đơn vị, mọi chỉ tiêu.',
    noMonth: 'Chưa có tháng nào hết.',
    others: 'Định nghĩa, đơn vị, mục tiêu, số đã công bố',
    dataset: 'Tập dữ liệu',
    rows: 'Số dòng',
    download: 'Tải về',
    columnsFile: 'mô tả cột',
    more: 'Dữ liệu khác',
    procedures: 'Thủ tục hành chính (JSON), mỗi giá trị có ghi chắc đến đâu',
    progressCsv: 'Tiến độ giải quyết hồ sơ theo đơn vị và tháng (CSV)',
    progressJson: 'Tiến độ giải quyết hồ sơ (JSON)',
    programs: 'Cho máy đọc',
    catalogue: 'Danh mục DCAT 3 (JSON-LD)',
    api: 'Mô tả API (OpenAPI 3.1)',
    apiPage: 'Mô tả API dễ đọc',
    link: 'Dữ liệu mở của mọi đơn vị',
  },
  en: {
    title: 'Open data',
    lead: 'Free to download and use again, without asking and without signing in.',
    licence: 'Licence: {licence}. Name the source when you use it.',
    placeholder:
      'This licence is the platform’s proposal; no decision of the province on a licence for open data was found.',
    synthetic:
      'Some data were invented for the demonstration: titles and the column synthetic say so. Not to be used as real figures.',
    small:
      'Figures with fewer than {smallest} people or dossiers behind them are not published, nor a few beside them from which they could be worked out; the column status says suppressed. Figures of single units are published when the month is over.',
    values: 'Values of indicators by month',
    valuesLead: 'Each month that is over is one dataset: all units, all indicators.',
    noMonth: 'No month is over yet.',
    others: 'Definitions, units, targets, published figures',
    dataset: 'Dataset',
    rows: 'Rows',
    download: 'Download',
    columnsFile: 'columns',
    more: 'Other data',
    procedures: 'Procedures (JSON); each value says how sure it is',
    progressCsv: 'Progress of dossiers by unit and month (CSV)',
    progressJson: 'Progress of dossiers (JSON)',
    programs: 'For programs',
    catalogue: 'Catalogue in DCAT 3 (JSON-LD)',
    api: 'Description of the API (OpenAPI 3.1)',
    apiPage: 'The API, readable',
    link: 'Open data of all units',
  },
});
