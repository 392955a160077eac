import { column } from './dataset.ts';

const indicator = column('indicator', 'string', { vi: 'Mã chỉ tiêu', en: 'Key of the indicator' });
const unit = column(
  'unit_code',
  'string',
  { vi: 'Mã đơn vị', en: 'Code of the unit' },
  {
    vi: 'Mã của Tổng cục Thống kê; country là cả nước.',
    en: 'Code of the General Statistics Office; country is Viet Nam.',
  },
);
const certainty = column(
  'certainty',
  'string',
  { vi: 'Độ chắc', en: 'Certainty' },
  {
    vi: 'confirmed: đã đọc trong văn bản; reported: qua báo chí; recalled, missing: chưa có nguồn; khác: suy ra.',
    en: 'confirmed: read in the document; reported: in the press; recalled, missing: no source yet; others: derived.',
  },
);
const value = column(
  'value',
  'number',
  { vi: 'Giá trị', en: 'Value' },
  { vi: 'Tỷ lệ từ 0 đến 1, hoặc số lượng.', en: 'A share from 0 to 1, or a quantity.' },
);

export const valueColumns = [
  unit,
  column('unit_name', 'string', { vi: 'Tên đơn vị', en: 'Name of the unit' }),
  column('level', 'string', { vi: 'Cấp', en: 'Level' }),
  indicator,
  column('indicator_name', 'string', { vi: 'Tên chỉ tiêu', en: 'Name of the indicator' }),
  column('period', 'gYearMonth', { vi: 'Tháng', en: 'Month' }),
  column('numerator', 'number', { vi: 'Tử số', en: 'Numerator' }),
  column('denominator', 'number', { vi: 'Mẫu số', en: 'Denominator' }),
  value,
  column('units_reported', 'integer', { vi: 'Số đơn vị đã báo cáo', en: 'Units that have reported' }),
  column('units_reporting', 'integer', { vi: 'Số đơn vị phải báo cáo', en: 'Units that report' }),
  column(
    'status',
    'string',
    { vi: 'Tình trạng', en: 'Status' },
    {
      vi: 'published: công khai; provisional: mới có một số đơn vị báo cáo; suppressed: quá ít nên không công khai; missing: chưa ai báo cáo; not-applicable: không phát sinh.',
      en: 'published; provisional: only some units have reported; suppressed: too few to be published; missing: nobody has reported; not-applicable: no case.',
    },
  ),
  certainty,
  column(
    'synthetic',
    'boolean',
    { vi: 'Có số mô phỏng', en: 'Some of it is invented' },
    {
      vi: 'true: trong đó có hồ sơ dựng lên để trình diễn.',
      en: 'true: some dossiers in it were invented for the demonstration.',
    },
  ),
  column('known_on', 'date', { vi: 'Biết đến ngày', en: 'As known on' }),
];

export const indicatorColumns = [
  indicator,
  column('name_vi', 'string', { vi: 'Tên', en: 'Name in Vietnamese' }),
  column('name_en', 'string', { vi: 'Tên tiếng Anh', en: 'Name in English' }),
  column('definition_vi', 'string', { vi: 'Định nghĩa', en: 'Definition in Vietnamese' }),
  column('definition_en', 'string', { vi: 'Định nghĩa tiếng Anh', en: 'Definition in English' }),
  column('formula', 'string', { vi: 'Công thức', en: 'Formula' }),
  column('inputs', 'string', { vi: 'Số liệu đầu vào', en: 'Inputs' }),
  column('unit_of_measure', 'string', { vi: 'Đơn vị tính', en: 'Unit of measure' }),
  column('better', 'string', { vi: 'Chiều tốt lên', en: 'Which way is better' }),
  column('levels', 'string', { vi: 'Các cấp', en: 'Levels' }),
  certainty,
  column('source', 'string', { vi: 'Nguồn', en: 'Source' }),
];

export const unitColumns = [
  unit,
  column('name_vi', 'string', { vi: 'Tên', en: 'Name in Vietnamese' }),
  column('name_en', 'string', { vi: 'Tên tiếng Anh', en: 'Name in English' }),
  column('level', 'string', { vi: 'Cấp', en: 'Level' }),
  column('parent_code', 'string', { vi: 'Mã đơn vị cấp trên', en: 'Code of the unit above' }),
  column('valid_from', 'date', { vi: 'Có từ ngày', en: 'Exists from' }),
];

export const targetColumns = [
  indicator,
  unit,
  column('by', 'date', { vi: 'Thời hạn', en: 'By' }),
  value,
  column('document_vi', 'string', { vi: 'Văn bản', en: 'Document in Vietnamese' }),
  column('document_en', 'string', { vi: 'Văn bản (tiếng Anh)', en: 'Document in English' }),
  certainty,
];

export const claimColumns = [
  indicator,
  unit,
  column('from', 'date', { vi: 'Từ ngày', en: 'From' }),
  column('to', 'date', { vi: 'Đến ngày', en: 'To' }),
  value,
  column('definition_vi', 'string', { vi: 'Cách đếm', en: 'How it was counted, in Vietnamese' }),
  column('definition_en', 'string', { vi: 'Cách đếm (tiếng Anh)', en: 'How it was counted, in English' }),
  column('source_vi', 'string', { vi: 'Nguồn', en: 'Source in Vietnamese' }),
  column('source_en', 'string', { vi: 'Nguồn (tiếng Anh)', en: 'Source in English' }),
  certainty,
];
