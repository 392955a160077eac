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
});
