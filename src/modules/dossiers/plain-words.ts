import { formatDong, type Language } from '../../platform/text.ts';
import type { AgencyInfo, OfficerInfo } from './deps.ts';
import { whenWords } from './due-words.ts';
import type { DossierState, Phase } from './model.ts';

/** Where a dossier is, for the person who waits: a headline, a sentence, and whether they have to do something. */
export interface Situation {
  readonly title: string;
  readonly text: string;
  readonly yourTurn: boolean;
  /** `act`: the reader has to do something; `late`: the office owes them an answer; `done`: the result is there. */
  readonly tone: 'calm' | 'act' | 'late' | 'done';
}

interface Known {
  readonly state: DossierState;
  readonly agency: AgencyInfo;
  readonly holder: OfficerInfo | undefined;
  readonly now: Temporal.Instant;
  readonly language: Language;
}

type Words = Readonly<Record<Language, (known: Known) => string>>;

const when = (known: Known, text: string | undefined) =>
  text === undefined ? '…' : whenWords(Temporal.Instant.from(text), known.now, known.language);
const who = (known: Known) => known.holder?.name ?? (known.language === 'vi' ? 'Cán bộ một cửa' : 'An officer');
const office = (known: Known) => known.agency.name[known.language];
const due = (known: Known) =>
  known.language === 'vi'
    ? `Hẹn trả kết quả: ${when(known, known.state.dueAt)}.`
    : `Your result is due: ${when(known, known.state.dueAt)}.`;
const fee = (known: Known) => formatDong(known.state.feeDong ?? 0, known.language);
const nothing = (language: Language) => (language === 'vi' ? ' Bạn chưa phải làm gì.' : ' You need do nothing.');

/** One line per phase, in plain words: who has it, what is next, by when. */
const situations: Readonly<Record<Phase, { readonly title: Words; readonly text: Words; readonly yourTurn?: true }>> = {
  filed: {
    title: { vi: (k) => `${who(k)} đang kiểm tra hồ sơ`, en: (k) => `${who(k)} is checking your dossier` },
    text: {
      vi: (k) => `${office(k)}. Bạn sẽ được trả lời trước ${when(k, k.state.answerBy)}.${nothing('vi')}`,
      en: (k) => `${office(k)}. You will have an answer by ${when(k, k.state.answerBy)}.${nothing('en')}`,
    },
  },
  'supplement-before-acceptance': {
    title: { vi: () => 'Bạn cần bổ sung hồ sơ', en: () => 'Please add to your dossier' },
    text: {
      vi: (k) =>
        `Xem danh sách bên dưới và gửi trước ${when(k, k.state.openSupplement?.answerBy)}. Cơ quan báo một lần, đủ hết những gì còn thiếu.`,
      en: (k) =>
        `See the list below and send it by ${when(k, k.state.openSupplement?.answerBy)}. The list is complete: nothing else is missing.`,
    },
    yourTurn: true,
  },
  accepted: {
    title: { vi: () => 'Hồ sơ đã được tiếp nhận', en: () => 'Your dossier has been taken in' },
    text: {
      vi: (k) => `${office(k)} đang phân công người giải quyết. ${due(k)}${nothing('vi')}`,
      en: (k) => `${office(k)} is passing it to a specialist. ${due(k)}${nothing('en')}`,
    },
  },
  examining: {
    title: { vi: (k) => `${who(k)} đang giải quyết hồ sơ`, en: (k) => `${who(k)} is working on your dossier` },
    text: {
      vi: (k) => `${office(k)}. ${due(k)}${nothing('vi')}`,
      en: (k) => `${office(k)}. ${due(k)}${nothing('en')}`,
    },
  },
  'supplement-approval': {
    title: { vi: () => 'Lãnh đạo đang xem hồ sơ', en: () => 'The head is looking at your dossier' },
    text: {
      vi: (k) => `${office(k)}. ${due(k)}${nothing('vi')}`,
      en: (k) => `${office(k)}. ${due(k)}${nothing('en')}`,
    },
  },
  supplement: {
    title: { vi: () => 'Bạn cần bổ sung hồ sơ', en: () => 'Please add to your dossier' },
    text: {
      vi: (k) =>
        `Xem danh sách bên dưới và gửi trước ${when(k, k.state.openSupplement?.answerBy)}. Thời hạn giải quyết tạm dừng cho đến khi bạn gửi.`,
      en: (k) =>
        `See the list below and send it by ${when(k, k.state.openSupplement?.answerBy)}. The time limit is paused until you do.`,
    },
    yourTurn: true,
  },
  payment: {
    title: { vi: () => 'Bạn cần nộp phí, lệ phí', en: () => 'A fee is due' },
    text: {
      vi: (k) => `Nộp ${fee(k)} tại ${office(k)}. Thời hạn giải quyết tạm dừng cho đến khi bạn nộp.`,
      en: (k) => `Pay ${fee(k)} at ${office(k)}. The time limit is paused until you do.`,
    },
    yourTurn: true,
  },
  deciding: {
    title: { vi: (k) => `${who(k)} đang xem để ký`, en: (k) => `${who(k)} is deciding` },
    text: {
      vi: (k) => `${office(k)}. ${due(k)}${nothing('vi')}`,
      en: (k) => `${office(k)}. ${due(k)}${nothing('en')}`,
    },
  },
  issuing: {
    title: { vi: () => 'Kết quả đã được ký, đang cấp số', en: () => 'The result is signed and being numbered' },
    text: {
      vi: (k) => `${office(k)}. ${due(k)}${nothing('vi')}`,
      en: (k) => `${office(k)}. ${due(k)}${nothing('en')}`,
    },
  },
  stopped: {
    title: { vi: () => 'Việc giải quyết tạm dừng', en: () => 'Work on your dossier is paused' },
    text: {
      vi: (k) => `${office(k)}. Lý do ghi ở bên dưới.${nothing('vi')}`,
      en: (k) => `${office(k)}. The reason is below.${nothing('en')}`,
    },
  },
  settled: {
    title: { vi: () => 'Đã có kết quả', en: () => 'Your result is ready' },
    text: {
      vi: (k) =>
        `Bản điện tử có chữ ký số ở ngay dưới đây.${k.state.wantsPaperOriginal ? ` Bản giấy nhận tại ${office(k)}.` : ''}`,
      en: (k) =>
        `The digitally signed document is below.${k.state.wantsPaperOriginal ? ` Collect the paper original at ${office(k)}.` : ''}`,
    },
  },
  returned: {
    title: { vi: () => 'Đã trả kết quả', en: () => 'Your result has been handed over' },
    text: {
      vi: () => 'Kết quả có chữ ký số được giữ trong Giấy tờ của tôi.',
      en: () => 'The signed result is kept in My papers.',
    },
  },
  'refused-intake': {
    title: { vi: () => 'Hồ sơ không được tiếp nhận', en: () => 'Your dossier was not taken in' },
    text: {
      vi: (k) => `Lý do ghi ở bên dưới. ${office(k)} hướng dẫn bạn nộp lại.`,
      en: (k) => `The reason is below. ${office(k)} will help you to file again.`,
    },
  },
  withdrawn: {
    title: { vi: () => 'Bạn đã rút hồ sơ', en: () => 'You withdrew the dossier' },
    text: {
      vi: () => 'Không ai xử lý hồ sơ này nữa. Bạn có thể nộp hồ sơ mới.',
      en: () => 'Nobody works on it any more. You can file a new one.',
    },
  },
};

/** Ends that are no result: said as what they are. */
const refused: { readonly title: Words; readonly text: Words } = {
  title: { vi: () => 'Cơ quan từ chối giải quyết hồ sơ', en: () => 'The office refused your request' },
  text: {
    vi: (k) =>
      `Lý do và văn bản có chữ ký số ở ngay dưới đây. Nếu không đồng ý, bạn có quyền khiếu nại đến ${office(k)}.`,
    en: (k) =>
      `The reason and the digitally signed notice are below. If you disagree, you may complain to ${office(k)}.`,
  },
};
const ended: { readonly title: Words; readonly text: Words } = {
  title: { vi: () => 'Hồ sơ đã kết thúc, không có kết quả', en: () => 'Your dossier ended without a result' },
  text: { vi: () => 'Lý do ghi ở bên dưới.', en: () => 'The reason is below.' },
};

function situationFor({ phase, outcome }: DossierState): (typeof situations)[Phase] {
  if (phase !== 'settled' && phase !== 'returned') return situations[phase];
  if (outcome?.number === undefined) return ended;
  return outcome.decision === 'refuse' ? refused : situations[phase];
}

export function situationOf(known: Known): Situation {
  const { title, text, yourTurn } = situationFor(known.state);
  const overdue =
    known.state.settledAt === undefined &&
    known.state.dueAt !== undefined &&
    yourTurn !== true &&
    Temporal.Instant.compare(known.now, Temporal.Instant.from(known.state.dueAt)) > 0 &&
    known.state.closedAt === undefined;
  const sorry = !overdue
    ? ''
    : known.language === 'vi'
      ? ' Hồ sơ đã quá hạn; cơ quan có trách nhiệm xin lỗi và hẹn lại bằng văn bản.'
      : ' It is overdue; the office owes you a written apology and a new date.';
  const { settledAt, outcome } = known.state;
  return {
    title: title[known.language](known),
    text: text[known.language](known) + sorry,
    yourTurn: yourTurn === true,
    tone:
      yourTurn === true
        ? 'act'
        : overdue
          ? 'late'
          : settledAt !== undefined && outcome?.number !== undefined && outcome.decision === 'approve'
            ? 'done'
            : 'calm',
  };
}
