import { defineTexts } from '../../../platform/text.ts';

export const citizenTexts = defineTexts({
  vi: {
    mine: 'Hồ sơ của tôi', dossier: 'Hồ sơ', status: 'Tình trạng', filed: 'Nộp lúc', yourTurn: 'Cần bạn làm', drafts: 'Bạn có {n} hồ sơ đang viết dở. Viết tiếp.', none: 'Bạn chưa nộp hồ sơ nào.', findProcedure: 'Tìm thủ tục', older: 'Hồ sơ cũ hơn',
    stored: 'Đã ghi. Cơ quan sẽ thấy ngay.', steps: 'Các bước', papers: 'Giấy tờ đã nộp', receipt: 'Tải giấy tiếp nhận và hẹn trả (PDF)', whatYouFiled: 'Xem lại những gì bạn đã khai', history: 'Ai đã làm gì', you: 'Bạn', system: 'Hệ thống',
    toSupplement: 'Những gì cần bổ sung', other: 'Nội dung khác', supplementWords: 'Bạn bổ sung hoặc sửa những gì?', sendSupplement: 'Gửi bổ sung',
    result: 'Kết quả', number: 'Số', signed: 'Có chữ ký số của người ký và của cơ quan; có giá trị như bản giấy.', download: 'Tải kết quả (PDF)', verify: 'Trang kiểm tra công khai', rate: 'Bạn có hài lòng không?', stars5: 'Rất hài lòng', stars4: 'Hài lòng', stars3: 'Bình thường', stars2: 'Không hài lòng', stars1: 'Rất không hài lòng', rateWords: 'Vì sao? (không bắt buộc)', sendRating: 'Gửi đánh giá', rated: 'Bạn đã đánh giá {n}/5. Cảm ơn bạn.',
    withdraw: 'Rút hồ sơ', withdrawText: 'Rút hồ sơ thì việc giải quyết dừng lại. Muốn làm lại, bạn phải nộp hồ sơ mới.', withdrawWords: 'Vì sao bạn rút?',
    track: 'Hồ sơ của tôi đang ở đâu?', trackPrivacy: 'Trang này không hiện tên hay giấy tờ của ai. Muốn xem đầy đủ, hãy đăng nhập.', code: 'Mã hồ sơ', codeHint: 'Ghi trên giấy tiếp nhận, ví dụ H04.25.13-221010-0001', last4: '4 số cuối giấy tờ của chủ hồ sơ', last4Hint: 'Căn cước, CMND hoặc hộ chiếu đã dùng khi nộp', look: 'Tra cứu', signInInstead: 'Đăng nhập để xem đầy đủ',
  },
  en: {
    mine: 'My dossiers', dossier: 'Dossier', status: 'Where it is', filed: 'Filed', yourTurn: 'Needs you', drafts: 'You have {n} unfinished dossiers. Go on writing.', none: 'You have not filed anything yet.', findProcedure: 'Find a procedure', older: 'Older dossiers',
    stored: 'Stored. The office sees it at once.', steps: 'Steps', papers: 'Papers you filed', receipt: 'Download the receipt with appointment (PDF)', whatYouFiled: 'See what you declared', history: 'Who did what', you: 'You', system: 'The system',
    toSupplement: 'What has to be added', other: 'Something else', supplementWords: 'What do you add or correct?', sendSupplement: 'Send',
    result: 'Result', number: 'Number', signed: 'Signed digitally by the official and the agency; worth as much as paper.', download: 'Download the result (PDF)', verify: 'Public verification page', rate: 'Were you satisfied?', stars5: 'Very satisfied', stars4: 'Satisfied', stars3: 'Neither', stars2: 'Dissatisfied', stars1: 'Very dissatisfied', rateWords: 'Why? (optional)', sendRating: 'Send', rated: 'You gave {n}/5. Thank you.',
    withdraw: 'Withdraw the dossier', withdrawText: 'When you withdraw it, the work stops. To start again you file a new one.', withdrawWords: 'Why do you withdraw it?',
    track: 'Where is my dossier?', trackPrivacy: 'This page shows nobody’s name or papers. Sign in to see everything.', code: 'Dossier code', codeHint: 'On your receipt, such as H04.25.13-221010-0001', last4: "Last 4 characters of the applicant's identity paper", last4Hint: 'The card or passport used at filing', look: 'Look it up', signInInstead: 'Sign in to see everything',
  },
});
