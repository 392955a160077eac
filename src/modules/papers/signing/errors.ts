import { defineErrors } from '../../../platform/errors.ts';

/** Codes `SIG-…`: making electronic signatures. Checking a signed file never throws: it answers with a verdict. */
export const signingErrors = defineErrors('SIG', {
  notSignable: [
    '0001',
    'invalid',
    'Không thể ký tệp này ({reason}). Hãy tạo lại bản PDF rồi ký.',
    'This file cannot be signed ({reason}). Make the PDF anew, then sign.',
  ],
  fieldTaken: [
    '0002',
    'conflict',
    'Ô chữ ký "{field}" đã có chữ ký. Hãy mở lại văn bản để xem chữ ký đã có.',
    'Signature field "{field}" is already signed. Open the paper again to see the signature.',
  ],
  preparedFileChanged: [
    '0003',
    'conflict',
    'Văn bản đã thay đổi sau khi chuẩn bị ký. Hãy bắt đầu ký lại từ đầu.',
    'The paper changed after it was prepared for signing. Start signing again.',
  ],
  signatureDoesNotMatch: [
    '0004',
    'invalid',
    'Chữ ký nhận được không khớp với văn bản hoặc chứng thư số. Hãy kiểm tra thiết bị ký rồi ký lại.',
    'The signature received does not match the paper or the certificate. Check the signing device and sign again.',
  ],
  signatureTooLarge: [
    '0005',
    'invalid',
    'Chữ ký dài {size} byte, chỗ dành sẵn chỉ có {reserved} byte. Hãy chuẩn bị ký lại với chỗ lớn hơn.',
    'The signature takes {size} bytes, only {reserved} were reserved. Prepare again with more room.',
  ],
  timeStampUnavailable: [
    '0006',
    'unavailable',
    'Dịch vụ cấp dấu thời gian chưa trả lời. Văn bản chưa được ký; hãy thử lại sau ít phút.',
    'The time-stamp service did not answer. The paper is not signed yet; try again in a few minutes.',
  ],
  timeStampRefused: [
    '0007',
    'unavailable',
    'Dấu thời gian nhận được không hợp lệ ({reason}). Văn bản chưa được ký; hãy báo quản trị hệ thống.',
    'The time stamp received is not valid ({reason}). The paper is not signed; tell the administrator.',
  ],
  keyUnreadable: [
    '0008',
    'unavailable',
    'Không mở được khóa ký. Hãy báo quản trị hệ thống kiểm tra khóa bảo vệ.',
    'The signing key cannot be opened. Ask the administrator to check the protection key.',
  ],
  certificateRefused: [
    '0009',
    'unavailable',
    'Tổ chức chứng thực chưa cấp chứng thư số ({reason}). Hãy thử lại hoặc báo quản trị hệ thống.',
    'The certificate authority did not issue the certificate ({reason}). Try again or tell the administrator.',
  ],
});
