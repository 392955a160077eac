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
    'too-large',
    'Nội dung gửi lên lớn hơn {limit} MB nên không được nhận; chưa có gì được ghi. Hãy viết ngắn lại hoặc chia thành nhiều lần; ảnh và giấy tờ thì gửi ở ô tải tệp.',
    'What was sent is larger than {limit} MB and was not taken; nothing was stored. Make it shorter or send it in several parts; photos and papers go into the field for files.',
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
  unreadable: [
    '0007',
    'invalid',
    'Máy chủ không đọc được yêu cầu này: nó bị cắt giữa chừng hoặc sai dạng. Hãy tải lại trang rồi gửi lại.',
    'The server could not read this request: it was cut off or malformed. Reload the page and send it again.',
  ],
  stoodStill: [
    '0008',
    'invalid',
    'Đường truyền đứng quá lâu hoặc quá chậm nên lần gửi này bị ngắt. Hãy kiểm tra mạng rồi gửi lại.',
    'The link stood still for too long or was too slow, so this request was ended. Check your network and send it again.',
  ],
  headersTooLarge: [
    '0009',
    'invalid',
    'Trình duyệt gửi kèm quá nhiều dữ liệu nên máy chủ không nhận. Hãy xóa cookie của trang này rồi mở lại.',
    'The browser sent too much along with its request. Delete the cookies of this site and open it again.',
  ],
});
