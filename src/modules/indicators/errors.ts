import { defineErrors } from '../../platform/errors.ts';

export const indicatorErrors = defineErrors('IND', {
  definitionChanged: [
    '0001',
    'conflict',
    'Định nghĩa {name}, bản {version}, đã bị sửa trong cơ sở dữ liệu sau khi công bố. Hãy lấy lại từ bản sao lưu.',
    'Definition {name}, version {version}, was changed in the database after it was published. Restore it from a backup.',
  ],
  unitNotFound: [
    '0002',
    'not-found',
    'Không có đơn vị này. Hãy chọn từ trang chỉ số của tỉnh.',
    "There is no such unit. Choose one on the province's page.",
  ],
  indicatorNotFound: [
    '0003',
    'not-found',
    'Đơn vị này không có chỉ tiêu như vậy. Hãy chọn từ trang chỉ số của đơn vị.',
    'This unit has no such indicator. Choose one on its page.',
  ],
  editionNotFound: [
    '0004',
    'not-found',
    'Không có bộ chỉ số này. Hãy chọn từ trang chỉ số của tỉnh.',
    "There is no such index. Choose one on the province's page.",
  ],
  nothingToReport: [
    '0005',
    'not-found',
    'Cơ quan của bạn không có số liệu nào phải báo cáo trong kỳ này.',
    'Your agency has no figures to report for this period.',
  ],
  notYours: [
    '0006',
    'forbidden',
    'Vị trí của bạn không báo cáo hoặc không kiểm tra số liệu này. Hãy nhờ người của cơ quan phụ trách.',
    'Your position does not report or check this figure. Ask the agency that does.',
  ],
  changedMeanwhile: [
    '0007',
    'conflict',
    'Có số vừa được người khác xử lý hoặc báo cáo lại. Hãy mở lại danh sách rồi xét lần nữa.',
    'Some were judged or reported again by somebody else. Open the list again.',
  ],
  badFile: [
    '0008',
    'invalid',
    'Tệp này không phải biểu số liệu. Hãy gửi biểu XLSX hoặc CSV (mã UTF-8) tải về từ trang này, không quá 200 KB.',
    'This file is not the form. Send the XLSX or CSV (UTF-8) form downloaded from this page, no more than 200 KB.',
  ],
  datasetNotFound: [
    '0009',
    'not-found',
    'Không có tập dữ liệu này. Hãy chọn từ trang dữ liệu mở.',
    'There is no such dataset. Choose one on the page of open data.',
  ],
  quarterNotFound: [
    '0023',
    'not-found',
    'Quý này chưa có số liệu nào. Hãy chọn quý khác từ trang báo cáo của đơn vị.',
    "There are no figures for this quarter. Choose another on the unit's report page.",
  ],
  tooManyDrawings: [
    '0024',
    'unavailable',
    'Đang có nhiều người tải về cùng lúc. Hãy thử lại sau một phút.',
    'Many are downloading at once. Try again in a minute.',
  ],
});
