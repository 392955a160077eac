import { defineErrors } from '../../platform/errors.ts';

export const territoryErrors = defineErrors('TER', {
  unitNotFound: [
    '0001',
    'not-found',
    'Không tìm thấy đơn vị hành chính này. Xin chọn lại trong danh sách.',
    'This administrative unit was not found. Choose again from the list.',
  ],
  agencyNotFound: ['0002', 'not-found', 'Không tìm thấy cơ quan này.', 'This agency was not found.'],
});
