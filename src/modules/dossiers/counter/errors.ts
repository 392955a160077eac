import { defineErrors } from '../../../platform/errors.ts';

export const counterErrors = defineErrors('CTR', {
  intakeNotFound: [
    '0001',
    'not-found',
    'Không thấy lượt tiếp nhận này. Có thể đã quá 3 ngày, đã bỏ, hoặc do người khác mở. Hãy bắt đầu lại từ màn hình quầy.',
    'There is no such reception file. It may be older than 3 days, discarded, or of another officer. Start again at the counter.',
  ],
  chooseProcedure: [
    '0002',
    'invalid',
    'Hãy chọn thủ tục và nộp cho ai trước khi điền tờ khai.',
    'Choose the procedure, and for whom, before the form.',
  ],
});
