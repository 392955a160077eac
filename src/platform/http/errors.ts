import { defineErrors } from '../errors.ts';

export const httpErrors = defineErrors('WEB', {
  notFound: [
    '0001',
    'not-found',
    'Không có trang này. Hãy kiểm tra địa chỉ, hoặc tìm từ trang đầu.',
    'There is no such page. Check the address, or search from the first page.',
  ],
  badRequest: [
    '0002',
    'invalid',
    'Nội dung gửi lên không đọc được. Hãy tải lại trang rồi gửi lại.',
    'What was sent could not be read. Reload the page and send it again.',
  ],
  tooLarge: [
    '0003',
    'invalid',
    'Nội dung gửi lên quá lớn. Hãy gửi ít hơn, hoặc chia thành nhiều lần.',
    'What was sent is too large. Send less, or in several parts.',
  ],
  tooMany: [
    '0004',
    'too-many',
    'Gửi quá nhanh. Xin chờ {seconds} giây rồi thử lại.',
    'Too many requests. Wait {seconds} {seconds:second|seconds} and try again.',
  ],
  broken: [
    '0005',
    'unavailable',
    'Máy chủ gặp lỗi. Những gì bạn đã nộp vẫn còn. Xin thử lại; nếu vẫn lỗi, báo mã {request}.',
    'Something went wrong on the server. What you filed is kept. Try again; if it happens again, quote {request}.',
  ],
  wrongMethod: [
    '0006',
    'invalid',
    'Địa chỉ này không nhận cách gửi đó. Hãy quay lại trang trước.',
    'This address does not take that method. Go back to the previous page.',
  ],
});
