import type { Language, Words } from '../../../platform/text.ts';
import { defineTexts } from '../../../platform/text.ts';
import type { Act } from '../acts.ts';

export const actTexts = defineTexts({
  vi: {
    optional: 'không bắt buộc',
    onlyRefusal: 'Chỉ chọn khi đề xuất từ chối.',
    forCitizen: 'Người dân đọc được lời này: viết đủ ý, dễ hiểu.',
    forColleague: 'Chỉ cán bộ đọc; người dân không thấy lời này.',
    amountHint: 'Chỉ dùng chữ số, ví dụ 8000.',
    chooseColleague: 'Chọn người nhận',
    proveFirst: 'Lần xác thực gần nhất đã quá 10 phút. Hãy xác thực lại rồi ký.',
    prove: 'Xác thực lại để ký',
    inOrder: 'Đủ, đúng',
    pointReason: 'Thiếu, sai điều gì',
    pointNote: 'Giải thích cho người dân',
    actedFirst: 'Đã có người làm trước: việc “{act}” của bạn chưa được ghi',
    actedFirstNow: 'Trang này đã là tình trạng mới. Hãy xem lại, rồi làm tiếp nếu còn cần.',
    notDone: 'Chưa làm được việc “{act}”',
    typedHere: 'Bạn đã viết',
    typedHint: 'Việc này không còn làm được, nên chưa ghi gì. Nội dung bạn đã viết ở đây để chép lại nếu cần.',
  },
  en: {
    optional: 'optional',
    onlyRefusal: 'Only when you propose a refusal.',
    forCitizen:
      'The citizen reads this, and it goes into Vietnamese papers: write it in Vietnamese, fully and plainly.',
    forColleague: 'Only officers read this; the citizen does not.',
    amountHint: 'Digits only, such as 8000.',
    chooseColleague: 'Choose a colleague',
    proveFirst: 'You last proved who you are more than 10 minutes ago. Prove it again, then sign.',
    prove: 'Prove who you are, to sign',
    inOrder: 'In order',
    pointReason: 'What is missing or wrong',
    pointNote: 'Explanation for the citizen, in Vietnamese',
    actedFirst: 'Somebody acted first: your “{act}” was not stored',
    actedFirstNow: 'This page already shows how things stand now. Look again, then go on if it is still needed.',
    notDone: '“{act}” could not be done',
    typedHere: 'What you wrote',
    typedHint: 'This can no longer be done, so nothing was stored. What you wrote is here to be copied.',
  },
});

/** Words of these acts are read by colleagues only; all others reach the citizen. */
const amongColleagues: ReadonlySet<Act['action']> = new Set([
  'propose',
  'return-to-step',
  'transfer',
  'reject-supplement',
]);

export function wordsHint(action: Act['action'], language: Language): string {
  const t = actTexts(language);
  return amongColleagues.has(action) ? t.forColleague : t.forCitizen;
}

/** What is wrong with a field that was left empty or does not fit, by its name in the table of acts. */
export const fieldFaults: Readonly<Record<string, Words>> = {
  words: { vi: 'Hãy viết nội dung.', en: 'Write something here.' },
  reason: { vi: 'Hãy chọn lý do.', en: 'Choose a reason.' },
  to: { vi: 'Hãy chọn người nhận.', en: 'Choose who gets it.' },
  decision: { vi: 'Hãy chọn đồng ý hay từ chối.', en: 'Choose to grant or to refuse.' },
  by: { vi: 'Hãy chọn cách trả kết quả.', en: 'Choose how it is handed over.' },
  amountDong: {
    vi: 'Nhập số tiền từ 1.000 đồng trở lên, chỉ dùng chữ số.',
    en: 'Give an amount of 1,000 đồng or more, in digits.',
  },
  workingDays: { vi: 'Nhập số ngày làm việc, từ 1 đến 60.', en: 'Give a number of working days from 1 to 60.' },
  reference: { vi: 'Nhập số biên lai.', en: 'Give the number of the receipt.' },
  points: {
    vi: 'Chọn ít nhất một mục thiếu hoặc sai, rồi giải thích cho người dân.',
    en: 'Mark at least one thing that is missing or wrong, and explain it.',
  },
  pointReason: { vi: 'Hãy chọn điều thiếu hoặc sai.', en: 'Choose what is missing or wrong.' },
  pointNote: { vi: 'Hãy giải thích một câu cho người dân.', en: 'Explain it to the citizen in a sentence.' },
};
