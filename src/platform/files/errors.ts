import { defineErrors } from '../errors.ts';

export const fileErrors = defineErrors('FIL', {
  full: [
    '0001',
    'unavailable',
    'Hệ thống tạm hết chỗ lưu tệp. Tệp của bạn chưa được lưu. Bạn thử lại sau hoặc mang giấy tờ đến bộ phận một cửa.',
    'There is no room to store files at the moment. Your file was not saved. Try again later, or bring the paper to the one-stop office.',
  ],
  missing: [
    '0002',
    'not-found',
    'Không tìm thấy tệp này trong kho lưu. Bạn báo cho bộ phận hỗ trợ.',
    'This file is not in the store. Please tell the support desk.',
  ],
  damaged: [
    '0003',
    'unavailable',
    'Tệp lưu trong kho không còn nguyên vẹn nên không mở được. Bạn báo cho bộ phận hỗ trợ.',
    'The stored file is no longer whole, so it was not opened. Please tell the support desk.',
  ],
  tooLarge: [
    '0004',
    'invalid',
    'Tệp lớn hơn mức cho phép. Bạn giảm kích thước hoặc chia thành nhiều tệp.',
    'The file is larger than allowed. Reduce it or split it into several files.',
  ],
  unnamed: [
    '0005',
    'unavailable',
    'Quá nhiều tệp trong kho lưu không thuộc giấy tờ nào của cơ sở dữ liệu này nên không tệp nào bị xóa. Kiểm tra xem cơ sở dữ liệu và thư mục tệp có cùng một bộ không.',
    'Too many files of the store belong to no paper of this database, so none was removed. Check that database and files belong together.',
  ],
});
