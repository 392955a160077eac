import { defineErrors } from '../../../platform/errors.ts';

export const filingErrors = defineErrors('FIL', {
  draftNotFound: [
    '0001',
    'not-found',
    'Không thấy hồ sơ đang viết dở này. Có thể đã quá 30 ngày, đã được bỏ, hoặc thuộc tài khoản khác. Hãy mở lại danh sách hồ sơ đang viết dở.',
    'There is no such draft. It may be older than 30 days, discarded, or of another account. Open the list of your drafts.',
  ],
  pageNotFound: [
    '0002',
    'not-found',
    'Hồ sơ này không có bước đó. Hãy mở lại hồ sơ từ danh sách hồ sơ đang viết dở.',
    'This dossier has no such step. Open it again from the list of your drafts.',
  ],
  notFileable: [
    '0003',
    'not-found',
    'Thủ tục này chưa nộp trực tuyến được ở đây. Hãy xem trang thủ tục để biết nộp ở đâu.',
    'This procedure cannot be filed here yet. Its page says where to file it.',
  ],
  chooseWhom: ['0004', 'invalid', 'Hãy chọn bạn nộp cho ai.', 'Choose for whom you file.'],
  citizensOnly: [
    '0005',
    'forbidden',
    'Trang này dành cho người dân. Cán bộ nộp thay tại quầy bằng màn hình tiếp nhận.',
    'This page is for citizens. Officials file at the counter on the reception screen.',
  ],
  tooManyDrafts: [
    '0006',
    'conflict',
    'Bạn đang có 20 hồ sơ viết dở. Hãy nộp hoặc bỏ bớt trước khi bắt đầu hồ sơ mới.',
    'You have 20 drafts. File or discard some before you start another.',
  ],
});
