import type { Words } from '../../platform/errors.ts';
import { fill, formatDate, formatDateTime, type Language } from '../../platform/text.ts';
import { defineTexts } from '../../web/index.ts';
import { isReportKind, type NewNotice, type NoticeKind } from './model.ts';

/** One plain sentence per kind; `{when}` is the date it speaks of. */
const sentences: Readonly<Record<NoticeKind, Words>> = {
  received: {
    vi: 'Đã nhận hồ sơ của bạn. Bạn sẽ được trả lời trước {when}.',
    en: 'Your dossier was received. You will have an answer by {when}.',
  },
  accepted: {
    vi: 'Hồ sơ đã được tiếp nhận. Hẹn trả kết quả: {when}.',
    en: 'Your dossier was taken in. Your result is due: {when}.',
  },
  'refused-intake': {
    vi: 'Hồ sơ không được tiếp nhận. Mở hồ sơ để xem lý do và cách nộp lại.',
    en: 'Your dossier was not taken in. Open it to see why, and how to file again.',
  },
  examining: { vi: 'Chuyên viên đã nhận hồ sơ để giải quyết.', en: 'A specialist now works on your dossier.' },
  'supplement-asked': {
    vi: 'Bạn cần bổ sung hồ sơ. Mở hồ sơ để xem danh sách, đủ trong một lần.',
    en: 'Please add to your dossier. Open it to see the complete list.',
  },
  'supplement-received': { vi: 'Đã nhận phần bổ sung của bạn.', en: 'What you added was received.' },
  'supplement-expired': {
    vi: 'Hết hạn bổ sung nên hồ sơ đã kết thúc. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.',
    en: 'What was asked for did not arrive in time, so the dossier was closed. You can file again whenever you like.',
  },
  'payment-asked': {
    vi: 'Bạn cần nộp phí, lệ phí. Thời hạn giải quyết tạm dừng cho đến khi bạn nộp.',
    en: 'A fee is due. The time limit is paused until you pay.',
  },
  'payment-received': { vi: 'Đã nhận phí, lệ phí.', en: 'Your payment was received.' },
  'result-ready': {
    vi: 'Đã có kết quả. Mở hồ sơ để xem bản điện tử có chữ ký số.',
    en: 'Your result is ready. Open the dossier to see the digitally signed document.',
  },
  'handed-over': {
    vi: 'Đã trả kết quả. Bạn hãy đánh giá để cơ quan phục vụ tốt hơn.',
    en: 'Your result was handed over. Please rate the service.',
  },
  recalled: {
    vi: 'Cơ quan thu hồi kết quả để sửa sai sót. Bạn sẽ nhận kết quả mới.',
    en: 'The office took the result back to correct an error. You will get a new one.',
  },
  stopped: {
    vi: 'Việc giải quyết tạm dừng. Mở hồ sơ để xem lý do.',
    en: 'The work was stopped. Open the dossier to see why.',
  },
  resumed: { vi: 'Việc giải quyết được tiếp tục.', en: 'The work goes on.' },
  ended: {
    vi: 'Hồ sơ kết thúc, không có kết quả. Mở hồ sơ để xem văn bản trả lời.',
    en: 'The dossier ended without a result. Open it to read the answer.',
  },
  withdrawn: { vi: 'Bạn đã rút hồ sơ.', en: 'You withdrew the dossier.' },
  'new-date': {
    vi: 'Cơ quan xin lỗi vì trễ hẹn. Hẹn trả mới: {when}.',
    en: 'The office apologises for the delay. New date: {when}.',
  },
  'new-date-calendar': {
    vi: 'Lịch nghỉ thay đổi nên ngày hẹn trả thay đổi: {when}.',
    en: 'The calendar of days off changed, and so did your date: {when}.',
  },
  'opened-on-ground': {
    vi: 'Một cơ quan khác đã mở hồ sơ của bạn, có căn cứ được ghi lại. Xem ở “Ai đã xem dữ liệu của tôi”.',
    en: 'Another agency opened your dossier on a recorded ground. See “Who read my data”.',
  },
  assigned: { vi: 'Hồ sơ được chuyển đến bạn.', en: 'A dossier was passed to you.' },
  'supplement-came': {
    vi: 'Người dân đã bổ sung hồ sơ bạn đang giữ.',
    en: 'A dossier that you hold was supplemented.',
  },
  'due-soon': { vi: 'Hồ sơ bạn đang giữ sắp đến hạn: {when}.', en: 'A dossier that you hold is due soon: {when}.' },
  overdue: { vi: 'Hồ sơ bạn đang giữ đã quá hạn: {when}.', en: 'A dossier that you hold is overdue: {when}.' },
  'apology-due': {
    vi: 'Hồ sơ quá hạn {when}: phiếu xin lỗi và hẹn lại (Mẫu 04) đã soạn, chờ bạn xem và ký.',
    en: 'Overdue since {when}: the letter of apology (Form 04) is drafted and waits for you.',
  },
  'reports-due': {
    vi: 'Cơ quan của bạn cần báo cáo trước hết ngày {when}.',
    en: 'Your agency has to report by the end of {when}.',
  },
  'reports-overdue': {
    vi: 'Hạn báo cáo là ngày {when}, cơ quan của bạn chưa báo cáo.',
    en: 'Your agency should have reported by {when}, and has not.',
  },
  'reports-overdue-below': {
    vi: 'Hạn báo cáo là ngày {when}, có đơn vị bên dưới chưa báo cáo.',
    en: 'Units below should have reported by {when}, and have not.',
  },
};

export function sentenceOf(notice: Pick<NewNotice, 'kind' | 'dueAt'>, language: Language): string {
  // Reports are due on a day, all else at an hour of it.
  const say = isReportKind(notice.kind) ? formatDate : formatDateTime;
  const when = notice.dueAt === undefined ? '…' : say(Temporal.Instant.from(notice.dueAt), language);
  return fill(sentences[notice.kind][language], { when });
}

/** The mail of a notice: nothing personal in the subject, no name anywhere; who signs in reads more. */
export function mailOf(
  notice: Pick<NewNotice, 'kind' | 'dueAt' | 'about' | 'dossierCode'>,
  language: Language,
  url: string,
): { readonly subject: string; readonly text: string } {
  const t = noticeTexts(language);
  return {
    subject: t.mailSubject,
    text: [
      [notice.about[language], notice.dossierCode].filter((part) => part !== undefined).join(' · '),
      sentenceOf(notice, language),
      `${t.mailOpen}: ${url}/thong-bao`,
      t.mailFoot,
    ].join('\n\n'),
  };
}

export const noticeTexts = defineTexts({
  vi: {
    title: 'Thông báo',
    unread: (n: string) => `${n} chưa đọc`,
    allRead: 'Bạn đã đọc hết.',
    none: 'Bạn chưa có thông báo nào',
    noneWhat: 'Mỗi khi hồ sơ của bạn có thay đổi, thông báo hiện ở đây.',
    noneOfficer: 'Chưa có thông báo. Việc mới, việc sắp đến hạn và quá hạn hiện ở đây.',
    fresh: 'mới',
    openDossier: 'Mở hồ sơ',
    markRead: 'Đánh dấu đã đọc hết',
    older: 'Cũ hơn',
    how: 'Nhận thông báo thế nào',
    byMail: 'Gửi cả thư điện tử (nếu tài khoản của bạn có địa chỉ)',
    language: 'Ngôn ngữ của thư',
    vietnamese: 'Tiếng Việt',
    english: 'English',
    save: 'Lưu',
    saved: 'Đã lưu cách nhận thông báo.',
    apology: 'Xem phiếu xin lỗi, hẹn lại',
    mailSubject: 'Cửa Số: có thông báo mới về hồ sơ của bạn',
    mailOpen: 'Xem tại',
    mailFoot:
      'Thư tự động, xin đừng trả lời. Cửa Số không bao giờ hỏi mật khẩu hay mã OTP của bạn. Đổi cách nhận thông báo ở trang Thông báo.',
  },
  en: {
    title: 'Notices',
    unread: (n: string) => `${n} unread`,
    allRead: 'You have read everything.',
    none: 'You have no notices',
    noneWhat: 'Whenever something changes with your dossiers, it is told here.',
    noneOfficer: 'No notices. New work, and what is due soon or overdue, is told here.',
    fresh: 'new',
    openDossier: 'Open the dossier',
    markRead: 'Mark all as read',
    older: 'Older',
    how: 'How to be told',
    byMail: 'By e-mail too (where your account has an address)',
    language: 'Language of mails',
    vietnamese: 'Tiếng Việt',
    english: 'English',
    save: 'Save',
    saved: 'Saved.',
    apology: 'See the letter of apology',
    mailSubject: 'Cửa Số: there is news about your dossier',
    mailOpen: 'Read it at',
    mailFoot:
      'This mail is automatic; please do not answer it. Cửa Số never asks for your password or one-time codes. Change how you are told on the page of notices.',
  },
});
