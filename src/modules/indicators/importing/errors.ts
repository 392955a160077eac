import { defineErrors } from '../../../platform/errors.ts';

/** Of tables that are read in (annexes, values of units) and of totals worked out from given parts. */
export const importErrors = defineErrors('IMX', {
  noTable: [
    '0001',
    'not-found',
    'Không có tệp {file}. Hãy xem lại đường dẫn.',
    'There is no file {file}. Check its path.',
  ],
  tableTooLarge: [
    '0002',
    'too-large',
    '{file} lớn {bytes} byte; tối đa {most}. Hãy chỉ giữ bảng cần nhập.',
    '{file} has {bytes} bytes; the most is {most}. Keep the table alone.',
  ],
  notATable: [
    '0003',
    'invalid',
    '{file} không phải bảng CSV hoặc XLSX đọc được. Hãy lưu lại dưới một trong hai dạng đó.',
    '{file} is no CSV or XLSX table that can be read. Save it again as one of the two.',
  ],
  notUtf8: [
    '0004',
    'invalid',
    'Chữ trong {file} không phải UTF-8. Hãy lưu lại dạng "CSV UTF-8", hoặc XLSX.',
    'The text in {file} is not UTF-8. Save it as "CSV UTF-8", or as XLSX.',
  ],
  oldFormat: [
    '0005',
    'invalid',
    '{file} là tệp .xls kiểu cũ hoặc có mật khẩu. Hãy lưu lại dạng XLSX không mật khẩu.',
    '{file} is an old .xls file, or has a password. Save it as XLSX without one.',
  ],
  macros: [
    '0006',
    'invalid',
    '{file} có macro nên không được nhập. Hãy lưu lại dạng XLSX không macro, hoặc CSV.',
    '{file} has macros and is not taken. Save it as XLSX without macros, or as CSV.',
  ],
  unpacksTooLarge: [
    '0007',
    'too-large',
    '{file} khi mở ra lớn hơn mọi bảng chỉ số. Hãy chép riêng bảng sang tệp mới.',
    '{file} would unpack to more than any table of indicators. Copy the table alone into a new file.',
  ],
  tooManyCells: [
    '0008',
    'too-large',
    '{file} có ô nằm ngoài {rows} dòng hoặc {columns} cột đầu. Hãy chép riêng bảng sang tệp mới.',
    '{file} has cells beyond the first {rows} rows or {columns} columns. Copy the table alone into a new file.',
  ],
  editionNotFound: [
    '0009',
    'not-found',
    'Không có bộ chỉ số "{key}". Các bộ chỉ số hiện có: {known}.',
    'There is no edition "{key}". There are: {known}.',
  ],
  weighs: [
    '0010',
    'invalid',
    'Bộ chỉ số "{key}" tính theo trọng số nên không nhập điểm tối đa được.',
    'The edition "{key}" goes by weights; full points cannot be read into it.',
  ],
  pointsNotKnown: [
    '0011',
    'invalid',
    'Chưa biết điểm tối đa hoặc trọng số của bộ chỉ số "{key}" nên không tính được tổng.',
    'The full points or weights of the edition "{key}" are not known, so no total is worked out.',
  ],
  badParts: [
    '0012',
    'invalid',
    'Có giá trị không dùng được; chưa tính gì cả.',
    'Some of the values cannot be used; nothing was worked out.',
  ],
  badDay: [
    '0013',
    'invalid',
    '"{day}" không phải ngày dùng được. Hãy ghi như 2023-01-01, trước khi bộ chỉ số hết hiệu lực.',
    '"{day}" is no day that can be used. Write it as 2023-01-01; it lies before the end of the edition.',
  ],
  editionFaulty: [
    '0014',
    'invalid',
    'Tệp của bộ chỉ số "{key}" có lỗi, chưa ghi gì:\n{faults}',
    'The file of the edition "{key}" has faults; nothing was written:\n{faults}',
  ],
});
