import { defineErrors } from '../../platform/errors.ts';

/** Why another province cannot be taken in; nothing was changed then. */
export const mergeErrors = defineErrors('MRG', {
  sameProvince: [
    '0001',
    'conflict',
    'Bản sao lưu {file} là của chính tỉnh này ({code}).',
    'The backup {file} is of this very province ({code}): name the backup of the other one.',
  ],
  mergedAlready: [
    '0002',
    'conflict',
    'Tỉnh {code} đã được nhập vào đây lúc {at}.',
    'Province {code} was taken in already, at {at}.',
  ],
  noSuccession: [
    '0003',
    'conflict',
    'Dữ liệu của tỉnh {code} không nói tỉnh đó nhập vào {ownCode}. Hãy thêm succession.yaml ở tỉnh đó, chạy cuaso publish rồi sao lưu lại.',
    'The data of province {code} do not say that it goes into {ownCode}. Add succession.yaml to its files, run cuaso publish there and back it up again.',
  ],
  tooEarly: ['0004', 'conflict', 'Chưa đến lúc: {why}.', 'Too early: {why}. Business time here is {now}.'],
  journalFaulty: [
    '0005',
    'conflict',
    'Nhật ký trong bản sao lưu có lỗi: {fault}. Hãy chạy cuaso verify-journal ở tỉnh đó.',
    'The journal in the backup has {count} fault(s), the first: {fault}. Run cuaso verify-journal there.',
  ],
  collisions: [
    '0006',
    'conflict',
    'Không nhập được, chưa có gì thay đổi: {first} (tất cả {count} điểm: chạy lại với --dry-run).',
    'Nothing was changed, because {first} ({count} finding(s) in all: run again with --dry-run to see each).',
  ],
  secretNeeded: [
    '0007',
    'invalid',
    'Bản sao lưu không chứa bí mật của tỉnh kia. Hãy đặt CUASO_MERGE_SECRET.',
    'The backup does not hold the secret it was made with. Set CUASO_MERGE_SECRET to the CUASO_SECRET of the other province.',
  ],
  fileNeeded: [
    '0008',
    'invalid',
    'Hãy cho biết tệp sao lưu của tỉnh kia.',
    'Name the backup of the other province: cuaso merge FILE [--dry-run].',
  ],
  contentMissing: [
    '0009',
    'conflict',
    'Bản sao lưu thiếu {count} tệp mà dữ liệu có nhắc đến, ví dụ {key}.',
    'The backup lacks {count} file(s) that its rows name, such as {key}.',
  ],
  noAuthority: [
    '0011',
    'conflict',
    'Bản sao lưu không có cơ quan chứng thực mô phỏng của tỉnh kia: tỉnh đó chưa từng chạy. Hãy chạy nó một lần rồi sao lưu lại.',
    'The backup holds no sandbox authority of the other demonstration: it never served. Start it once, then back it up again.',
  ],
  noRule: [
    '0010',
    'unavailable',
    'Chương trình chưa biết nhập bảng {table}.',
    'This program does not know how to take in table {table}. That is a fault of ours: please report it.',
  ],
});
