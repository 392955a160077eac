import type { JsonObject } from '../../platform/canonical-json.ts';
import type { Words } from '../../platform/errors.ts';
import type { Count, CountedEntry, Measure, StreamMeasures } from '../../platform/measures.ts';
import type { FactsOf } from './facts.ts';

/** What must be remembered of a dossier to count what follows. */
interface Memory {
  readonly unitId: string;
  readonly dueAt: string | null;
  readonly extended: boolean;
  readonly settled: boolean;
  readonly open: boolean;
  readonly accepted: boolean;
  /** When the signed result that stands was issued. */
  readonly issuedAt: string | null;
  /** Number of the list that waits for approval; 0 for none. */
  readonly list: number;
  readonly stars: number;
}

const measure = (
  name: string,
  words: Words,
  definition: Words,
  more: Partial<Pick<Measure, 'unit' | 'kind' | 'dimensions' | 'partOf'>> = {},
): Measure => ({
  key: `dossiers.${name}`,
  name: words,
  definition,
  unit: 'dossier',
  kind: 'flow',
  dimensions: [],
  ...more,
});

const measures: readonly Measure[] = [
  measure(
    'received',
    { vi: 'Hồ sơ đã nộp', en: 'Dossiers filed' },
    { vi: 'Nộp qua mọi kênh, tính theo ngày nộp.', en: 'Filed by any channel, by day of filing.' },
    { dimensions: ['procedure'] },
  ),
  measure(
    'online',
    { vi: 'Hồ sơ nộp trực tuyến', en: 'Filed online' },
    {
      vi: 'Người dân, doanh nghiệp nộp qua mạng, tính theo ngày nộp; nộp tại quầy không phải trực tuyến, ai gõ máy cũng vậy.',
      en: 'Filed over the network, by day of filing; at the counter is not online, whoever types.',
    },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'onlineAlone',
    { vi: 'Tự nộp trực tuyến', en: 'Filed online alone' },
    { vi: 'Nộp trực tuyến và không ai nộp giúp.', en: 'Filed online, helped by nobody.' },
    { partOf: 'dossiers.online' },
  ),
  measure(
    'counter',
    { vi: 'Hồ sơ nộp tại quầy', en: 'Filed at the counter' },
    {
      vi: 'Nộp trực tiếp tại bộ phận một cửa, tính theo ngày nộp.',
      en: 'Filed at a one-stop office, by day of filing.',
    },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'post',
    { vi: 'Hồ sơ nộp qua bưu chính', en: 'Filed by post' },
    { vi: 'Gửi qua bưu chính công ích, tính theo ngày nộp.', en: 'Sent by public post, by day of filing.' },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'helpedByTeam',
    { vi: 'Hồ sơ được tổ công nghệ số giúp', en: 'Helped by a digital team' },
    {
      vi: 'Nộp có tổ công nghệ số cộng đồng giúp, qua kênh nào cũng tính.',
      en: 'Filed with help of a community digital team, by any channel.',
    },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'helpedByDesk',
    { vi: 'Hồ sơ được cán bộ một cửa giúp', en: 'Helped at the desk' },
    {
      vi: 'Nộp có cán bộ một cửa giúp, qua kênh nào cũng tính.',
      en: 'Filed with help of the one-stop desk, by any channel.',
    },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'helpedByPostOffice',
    { vi: 'Hồ sơ được bưu điện giúp', en: 'Helped by the post office' },
    {
      vi: 'Nộp có nhân viên bưu điện giúp, qua kênh nào cũng tính.',
      en: 'Filed with help of the post office, by any channel.',
    },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'accepted',
    { vi: 'Hồ sơ được tiếp nhận', en: 'Taken in' },
    {
      vi: 'Cơ quan đã nhận và hẹn ngày trả, tính theo ngày tiếp nhận.',
      en: 'Taken in with an appointment, by day of taking in.',
    },
  ),
  measure(
    'refusedIntake',
    { vi: 'Hồ sơ không được tiếp nhận', en: 'Not taken in' },
    {
      vi: 'Bị từ chối khi tiếp nhận, tính theo ngày đó.',
      en: 'Refused at intake, by that day.',
    },
  ),
  measure(
    'supplementAsked',
    { vi: 'Lượt yêu cầu bổ sung', en: 'Supplements asked for' },
    {
      vi: 'Mỗi lần yêu cầu người nộp bổ sung giấy tờ, tính theo ngày yêu cầu được gửi đi (sau khi lãnh đạo duyệt, nếu phải duyệt).',
      en: 'Each time a supplement is asked for, by the day on which the request goes out (after approval where it needs one).',
    },
    { unit: 'event' },
  ),
  measure(
    'finished',
    { vi: 'Hồ sơ đã giải quyết', en: 'Settled' },
    {
      vi: 'Giải quyết xong lần đầu, tính theo ngày đó; chỉ hồ sơ đã được tiếp nhận. Thu hồi kết quả không làm thay đổi.',
      en: 'First settled, by that day; only dossiers that were taken in. A recall does not change it.',
    },
  ),
  measure(
    'onTime',
    { vi: 'Hồ sơ giải quyết đúng hạn', en: 'Settled on time' },
    {
      vi: 'Đã giải quyết trước hoặc đúng giờ hẹn đầu tiên, cộng thời gian tạm dừng; xin lỗi và hẹn lại vẫn là trễ.',
      en: 'Settled by the first appointment, moved by pauses; an apology with a new date leaves it late.',
    },
    { partOf: 'dossiers.finished' },
  ),
  measure(
    'withdrawn',
    { vi: 'Hồ sơ người nộp rút lại', en: 'Withdrawn' },
    { vi: 'Người nộp tự rút, tính theo ngày rút.', en: 'Taken back by who filed it, by that day.' },
  ),
  measure(
    'electronicResult',
    { vi: 'Hồ sơ có kết quả điện tử', en: 'With an electronic result' },
    {
      vi: 'Kết quả đã ký số và phát hành, tính theo ngày phát hành; kết quả bị thu hồi thì bỏ ra khỏi ngày đó, phát hành lại thì tính vào ngày mới.',
      en: 'With a signed result issued, by that day; a recalled one is taken out of that day, and one issued again counts on the new day.',
    },
  ),
  measure(
    'ratings',
    { vi: 'Lượt đánh giá', en: 'Ratings' },
    {
      vi: 'Người nộp chấm từ 1 đến 5 sao, mỗi hồ sơ một lần, tính theo ngày đánh giá.',
      en: 'One to five stars by who filed it, once a dossier, by day of rating.',
    },
    { unit: 'rating' },
  ),
  measure(
    'satisfied',
    { vi: 'Lượt đánh giá hài lòng', en: 'Satisfied ratings' },
    { vi: 'Trong các lượt đánh giá: 4 hoặc 5 sao.', en: 'Of the ratings: 4 or 5 stars.' },
    { unit: 'rating', partOf: 'dossiers.ratings' },
  ),
  measure(
    'synthetic',
    { vi: 'Hồ sơ giả định', en: 'Invented dossiers' },
    { vi: 'Trong số hồ sơ đã nộp: dựng lên để trình diễn.', en: 'Of those filed: invented for the demonstration.' },
    { partOf: 'dossiers.received' },
  ),
  measure(
    'lapsed',
    { vi: 'Hồ sơ trả lại vì không bổ sung', en: 'Given back for want of a supplement' },
    {
      vi: 'Quá hạn mà người nộp không bổ sung giấy tờ, tính theo ngày đó.',
      en: 'The supplement did not come in time; by that day.',
    },
  ),
  measure(
    'secondSupplement',
    { vi: 'Lượt yêu cầu bổ sung từ lần thứ hai', en: 'Second and later supplements asked for' },
    {
      vi: 'Trong các lượt yêu cầu bổ sung: không phải lần đầu của hồ sơ.',
      en: 'Of the supplements asked for: not the first of a dossier.',
    },
    { unit: 'event', partOf: 'dossiers.supplementAsked' },
  ),
  measure(
    'late',
    { vi: 'Hồ sơ giải quyết trễ hạn', en: 'Settled late' },
    {
      vi: 'Đã giải quyết sau giờ hẹn đầu tiên, cộng thời gian tạm dừng.',
      en: 'Settled after the first appointment, moved by pauses.',
    },
    { partOf: 'dossiers.finished' },
  ),
  measure(
    'open',
    { vi: 'Hồ sơ chưa giải quyết xong', en: 'Open dossiers' },
    {
      vi: 'Đã nộp và chưa giải quyết, trả lại hay rút; kết quả bị thu hồi thì mở lại.',
      en: 'Filed and not yet settled, given back or withdrawn; a recall opens it again.',
    },
    { kind: 'stock' },
  ),
];

/** What is counted of dossiers, from the facts of their actions alone. */
export const dossierMeasures: StreamMeasures = {
  streamKind: 'dossier',
  version: 1,
  measures,
  actions: new Set([
    'file',
    'accept',
    'refuse-intake',
    'request-supplement',
    'approve-supplement',
    'reject-supplement',
    'supplement',
    'expire-supplement',
    'confirm-payment',
    'resume',
    'extend',
    'recompute',
    'succeed',
    'issue',
    'end',
    'recall',
    'withdraw',
    'rate',
  ]),
  count: (memory, entry) => {
    const counts: Count[] = [];
    if (entry.action === 'file') return { memory: file(entry, counts), counts };
    // An entry of a dossier whose filing was never seen (a journal restored in part) counts for nothing.
    if (memory === undefined) return { memory, counts };
    const before = memory as unknown as Memory;
    const after = later(before, entry, counterOf(counts, entry.at, before));
    return { memory: after as unknown as JsonObject, counts };
  },
};

type Counter = (key: string, value?: number, more?: Partial<Pick<Count, 'at' | 'dimensions'>>) => void;

function counterOf(counts: Count[], at: Temporal.Instant, { unitId }: Pick<Memory, 'unitId'>): Counter {
  return (key, value = 1, more = {}) =>
    counts.push({ measure: `dossiers.${key}`, at, unitId, dimensions: {}, value, ...more });
}

const helped = { team: 'helpedByTeam', desk: 'helpedByDesk', 'post-office': 'helpedByPostOffice' } as const;

function file(entry: CountedEntry, counts: Count[]): JsonObject {
  const facts = entry.facts as unknown as FactsOf['file'];
  const add = counterOf(counts, entry.at, facts);
  add('received', 1, { dimensions: { procedure: facts.procedureCode } });
  add('open');
  add(facts.channel);
  if (facts.channel === 'online' && facts.helper === 'nobody') add('onlineAlone');
  if (facts.helper !== 'nobody') add(helped[facts.helper]);
  if (facts.synthetic) add('synthetic');
  return {
    unitId: facts.unitId,
    dueAt: null,
    extended: false,
    settled: false,
    open: true,
    accepted: false,
    issuedAt: null,
    list: 0,
    stars: 0,
  };
}

function later(before: Memory, entry: CountedEntry, add: Counter): Memory {
  switch (entry.action) {
    case 'accept':
      if (!before.accepted) add('accepted');
      return { ...redated(before, entry), accepted: true };
    case 'request-supplement': {
      const { list, needsApproval } = entry.facts as unknown as FactsOf['request-supplement'];
      if (needsApproval) return { ...before, list };
      asked(add, list);
      return before;
    }
    case 'approve-supplement':
      if (before.list > 0) asked(add, before.list);
      return { ...before, list: 0 };
    case 'reject-supplement':
      return { ...before, list: 0 };
    case 'refuse-intake':
      return closed(before, add, 'refusedIntake');
    case 'expire-supplement':
      return closed(before, add, 'lapsed');
    case 'withdraw':
      return closed(before, add, 'withdrawn');
    case 'extend':
      return { ...before, extended: true };
    case 'issue':
      if (before.issuedAt !== null) return settled(before, entry, add);
      add('electronicResult');
      return { ...settled(before, entry, add), issuedAt: entry.at.toString() };
    case 'end':
      return settled(before, entry, add);
    case 'recall':
      // The first settling stays counted: a recall makes no dossier punctual, and none late.
      if (before.issuedAt !== null) add('electronicResult', -1, { at: Temporal.Instant.from(before.issuedAt) });
      if (!before.open) add('open');
      return { ...before, issuedAt: null, open: true };
    case 'rate':
      return rated(before, entry, add);
    default:
      return redated(before, entry);
  }
}

function asked(add: Counter, list: number): void {
  add('supplementAsked');
  if (list > 1) add('secondSupplement');
}

function closed(before: Memory, add: Counter, key?: string): Memory {
  if (key !== undefined) add(key);
  if (before.open) add('open', -1);
  return { ...before, open: false };
}

function settled(before: Memory, entry: CountedEntry, add: Counter): Memory {
  const after = { ...closed(before, add), settled: true };
  if (before.settled || before.dueAt === null) return after;
  const late = Temporal.Instant.compare(entry.at, Temporal.Instant.from(before.dueAt)) > 0;
  add('finished');
  add(late ? 'late' : 'onTime');
  return after;
}

/** A second rating replaces the first. */
function rated(before: Memory, entry: CountedEntry, add: Counter): Memory {
  const { stars } = entry.facts as unknown as FactsOf['rate'];
  if (before.stars === 0) add('ratings');
  const satisfied = (each: number) => (each >= 4 ? 1 : 0);
  if (satisfied(stars) !== satisfied(before.stars)) add('satisfied', satisfied(stars) - satisfied(before.stars));
  return { ...before, stars };
}

/** After an apology the first appointment stands: later pauses would be added to the new date. */
function redated(before: Memory, entry: CountedEntry): Memory {
  const { dueAt } = entry.facts as { readonly dueAt?: string };
  return dueAt === undefined || before.extended ? before : { ...before, dueAt };
}
