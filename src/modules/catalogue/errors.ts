import { defineErrors } from '../../platform/errors.ts';

export const catalogueErrors = defineErrors('CAT', {
  versionNotFound: [
    '0001',
    'not-found',
    'Không tìm thấy bản công bố này của thủ tục.',
    'This published version of the procedure was not found.',
  ],
  procedureNotFound: [
    '0002',
    'not-found',
    'Không có thủ tục này vào ngày đang xem. Hãy tìm lại theo tên.',
    'There is no such procedure on this date. Search for it by name.',
  ],
  versionChanged: [
    '0003',
    'conflict',
    'Bản {version} của thủ tục {code} trong cơ sở dữ liệu đã bị sửa sau khi công bố. Hãy khôi phục từ bản sao lưu rồi công bố lại.',
    'Version {version} of procedure {code} was altered in the database after it was published. Restore it from a backup, then publish again.',
  ],
  noCalendar: [
    '0004',
    'unavailable',
    'Chưa có lịch làm việc. Hãy chạy: cuaso publish.',
    'There is no working calendar yet. Run: cuaso publish.',
  ],
});
