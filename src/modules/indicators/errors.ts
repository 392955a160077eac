import { defineErrors } from '../../platform/errors.ts';

export const indicatorErrors = defineErrors('IND', {
  definitionChanged: [
    '0001',
    'conflict',
    'Định nghĩa {name}, bản {version}, đã bị sửa trong cơ sở dữ liệu sau khi công bố. Hãy lấy lại từ bản sao lưu.',
    'Definition {name}, version {version}, was changed in the database after it was published. Restore it from a backup.',
  ],
});
