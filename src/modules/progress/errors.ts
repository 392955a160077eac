import { defineErrors } from '../../platform/errors.ts';

export const progressErrors = defineErrors('PRG', {
  unitNotFound: [
    '0001',
    'not-found',
    'Không có đơn vị hành chính này. Hãy chọn lại từ trang tiến độ của tỉnh.',
    'There is no such unit. Choose again from the page of the province.',
  ],
  monthNotOver: [
    '0002',
    'not-found',
    'Số liệu theo thủ tục chỉ có cho tháng đã hết. Hãy chọn một tháng trước.',
    'Counts by procedure exist only for months that are over. Choose an earlier month.',
  ],
});
