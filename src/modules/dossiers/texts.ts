import { defineTexts } from '../../platform/text.ts';
import type { Words } from '../../platform/text.ts';
import type { Action, Channel, Helper } from './model.ts';
import type { Box } from './queries/inbox.ts';

export const channelNames: Readonly<Record<Channel, Words>> = {
  online: { vi: 'Trực tuyến', en: 'Online' },
  counter: { vi: 'Tại quầy', en: 'At the counter' },
  post: { vi: 'Bưu chính', en: 'By post' },
};

export const helperNames: Readonly<Record<Helper, Words>> = {
  nobody: { vi: 'tự làm', en: 'without help' },
  team: { vi: 'tổ công nghệ số giúp', en: 'helped by a community team' },
  desk: { vi: 'quầy giúp', en: 'helped at the desk' },
  'post-office': { vi: 'bưu điện giúp', en: 'helped by the post office' },
};

export const boxNames: Readonly<Record<Box, Words>> = {
  'cho-tiep-nhan': { vi: 'Chờ tiếp nhận', en: 'To take in' },
  'dang-giai-quyet': { vi: 'Đang giải quyết', en: 'In process' },
  'cho-bo-sung': { vi: 'Chờ bổ sung', en: 'Waiting for supplement' },
  'cho-ky': { vi: 'Chờ ký', en: 'To sign' },
  'cho-phat-hanh': { vi: 'Chờ cấp số', en: 'To number and seal' },
  'cho-tra': { vi: 'Chờ trả', en: 'To hand over' },
};

/** What happened, for the history; the actor stands in front of it. */
export const actionWords: Readonly<Record<Action, Words>> = {
  file: { vi: 'nộp hồ sơ', en: 'filed the dossier' },
  accept: { vi: 'tiếp nhận, hẹn trả kết quả', en: 'took it in and gave an appointment' },
  'refuse-intake': { vi: 'từ chối tiếp nhận', en: 'refused to take it in' },
  'request-supplement': { vi: 'yêu cầu bổ sung', en: 'asked for a supplement' },
  'approve-supplement': { vi: 'đồng ý yêu cầu bổ sung lần nữa', en: 'agreed to a second list' },
  'reject-supplement': { vi: 'không đồng ý yêu cầu bổ sung lần nữa', en: 'did not agree to a second list' },
  supplement: { vi: 'bổ sung hồ sơ', en: 'supplemented the dossier' },
  'expire-supplement': { vi: 'kết thúc vì hết hạn bổ sung', en: 'closed it, as the supplement did not come' },
  assign: { vi: 'chuyển chuyên viên giải quyết', en: 'passed it to a specialist' },
  'request-payment': { vi: 'yêu cầu nộp phí, lệ phí', en: 'asked for payment' },
  'confirm-payment': { vi: 'xác nhận đã nộp phí, lệ phí', en: 'confirmed the payment' },
  propose: { vi: 'trình lãnh đạo', en: 'proposed a decision' },
  'return-to-step': { vi: 'trả lại bước trước', en: 'returned it to the step before' },
  approve: { vi: 'ký kết quả', en: 'signed the result' },
  refuse: { vi: 'ký văn bản từ chối', en: 'signed a refusal' },
  issue: { vi: 'cấp số, ký số của cơ quan', en: 'numbered and sealed the result' },
  'hand-over': { vi: 'trả kết quả', en: 'handed the result over' },
  recall: { vi: 'thu hồi kết quả để sửa', en: 'recalled the result' },
  withdraw: { vi: 'rút hồ sơ', en: 'withdrew the dossier' },
  stop: { vi: 'dừng xử lý', en: 'stopped the work' },
  resume: { vi: 'tiếp tục xử lý', en: 'resumed the work' },
  end: { vi: 'kết thúc, không có kết quả', en: 'ended it without a result' },
  transfer: { vi: 'chuyển cho người khác', en: 'handed it to somebody else' },
  extend: { vi: 'xin lỗi và hẹn lại', en: 'apologised and set a new date' },
  rate: { vi: 'đánh giá', en: 'rated the service' },
};

export const dossierTexts = defineTexts({
  vi: {
    keys: 'lên xuống', open: 'mở', takeIn: 'tiếp nhận', find: 'tìm',
    waiting: 'chờ tiếp nhận', dueToday: 'đến hạn hôm nay', overdue: 'quá hạn', mine: 'Việc của tôi', all: 'Cả cơ quan', lateOnly: 'Quá hạn',
    due: 'Hạn', dossier: 'Hồ sơ', applicant: 'Người nộp', channel: 'Kênh', holder: 'Đang giữ', papers: 'Giấy tờ',
    empty: 'Không có hồ sơ nào ở đây.', emptyMine: 'Bạn không có việc nào ở ô này. Xem việc của cả cơ quan.', select: 'Chọn', bulkAccept: 'Tiếp nhận các hồ sơ đã chọn', next: 'Trang sau',
    search: 'Tìm trong ô này', searchAll: 'Tìm hồ sơ của cơ quan', searchHint: 'Tên (không cần dấu) hoặc mã hồ sơ', notFound: 'Không thấy hồ sơ nào. Thử bớt chữ, hoặc gõ mã hồ sơ.',
    answers: 'Nội dung khai', history: 'Quá trình giải quyết', notes: 'Ghi chú nội bộ', addNote: 'Ghi', noteHint: 'Chỉ cán bộ của cơ quan thấy; người dân không thấy.', noNotes: 'Chưa có ghi chú.',
    acts: 'Việc cần làm', noActs: 'Bạn chưa phải làm gì với hồ sơ này.', reason: 'Lý do', words: 'Nội dung', chooseReason: 'Chọn lý do', result: 'Kết quả', noPapers: 'Không có tệp đính kèm.',
    erased: 'Nội dung cá nhân của hồ sơ này đã được xóa theo yêu cầu.', parties: 'Người có tên trong hồ sơ', received: 'Nộp lúc', appointment: 'Hẹn trả', answerBy: 'Phải trả lời trước', receipt: 'Giấy tiếp nhận và hẹn trả kết quả (Mẫu 01)', supplementList: 'Phiếu yêu cầu bổ sung (Mẫu 02)', control: 'Phiếu kiểm soát (Mẫu 05)', more: 'Việc khác',
    supplementIntro: 'Đánh dấu tất cả những gì thiếu hoặc sai, một lần cho đủ. Mỗi mục cần lý do và một câu cho người dân hiểu.', secondList: 'Đây là lần yêu cầu bổ sung thứ {n}: lãnh đạo phải đồng ý trước khi gửi người dân.', point: 'Mục', note: 'Giải thích cho người dân', amount: 'Số tiền (đồng)', reference: 'Số biên lai', workingDays: 'Thêm số ngày làm việc', to: 'Chuyển cho', decision: 'Đề xuất', grant: 'Đồng ý giải quyết', deny: 'Từ chối giải quyết', by: 'Cách trả', desk: 'Tại quầy', post: 'Bưu chính', store: 'Kho dữ liệu cá nhân', auto: 'Máy chọn chuyên viên của lĩnh vực', other: 'Nội dung khác', signNote: 'Xem kỹ kết quả trước khi ký. Chữ ký số có giá trị như chữ ký tay.', preview: 'Xem trước kết quả (PDF)', done: 'Đã ghi: {what}.', sampleTag: 'mẫu', bulkDone: 'Đã tiếp nhận {n} hồ sơ. {failed}', bulkFailed: 'Chưa tiếp nhận: {codes}.',
  },
  en: {
    keys: 'up and down', open: 'open', takeIn: 'take in', find: 'search',
    waiting: 'to take in', dueToday: 'due today', overdue: 'overdue', mine: 'My work', all: 'Whole agency', lateOnly: 'Overdue',
    due: 'Due', dossier: 'Dossier', applicant: 'Applicant', channel: 'Channel', holder: 'With', papers: 'Papers',
    empty: 'No dossiers here.', emptyMine: 'You have no work in this box. See the whole agency.', select: 'Select', bulkAccept: 'Take in the selected dossiers', next: 'Next page',
    search: 'Search this box', searchAll: "Search the agency's dossiers", searchHint: 'Name (diacritics not needed) or dossier code', notFound: 'Nothing found. Try fewer letters, or type the code.',
    answers: 'Answers', history: 'History', notes: 'Internal notes', addNote: 'Add', noteHint: 'Only officers of the agency see these; the citizen does not.', noNotes: 'No notes yet.',
    acts: 'What to do', noActs: 'There is nothing for you to do with this dossier now.', reason: 'Reason', words: 'In words', chooseReason: 'Choose a reason', result: 'Result', noPapers: 'No files attached.',
    erased: 'The personal content of this dossier was erased on request.', parties: 'People on the dossier', received: 'Filed', appointment: 'Appointment', answerBy: 'To answer by', receipt: 'Receipt and appointment (Form 01)', supplementList: 'Supplement request (Form 02)', control: 'Routing slip (Form 05)', more: 'Other acts',
    supplementIntro: 'Mark everything that is missing or wrong, once and in full. Each point needs a reason and a sentence that the citizen understands.', secondList: 'This is supplement list number {n}: the head must agree before it goes to the citizen.', point: 'Point', note: 'Explanation for the citizen', amount: 'Amount (đồng)', reference: 'Receipt number', workingDays: 'Working days more', to: 'Hand to', decision: 'Proposal', grant: 'Grant', deny: 'Refuse', by: 'How', desk: 'At the desk', post: 'By post', store: 'Personal store', auto: 'Let the system choose the specialist of the field', other: 'Something else', signNote: 'Read the result before you sign. A digital signature is worth as much as one by hand.', preview: 'Preview the result (PDF)', done: 'Stored: {what}.', sampleTag: 'sample', bulkDone: '{n} dossiers taken in. {failed}', bulkFailed: 'Not taken in: {codes}.',
  },
});
