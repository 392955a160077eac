import type { JsonObject } from '../../platform/canonical-json.ts';
import type { Count, CountedEntry, Measure, StreamMeasures } from '../../platform/measures.ts';
import type { FactsOf } from './facts.ts';

/** What must be remembered of a dossier to count what follows. */
interface Memory {
  readonly unitId: string;
  readonly procedure: string;
  readonly dueAt: string | null;
  readonly extended: boolean;
  readonly settled: boolean;
  readonly open: boolean;
  readonly accepted: boolean;
  /** A signed result stands. */
  readonly result: boolean;
  /** Number of the list that waits for approval; 0 for none. */
  readonly list: number;
  readonly stars: number;
}

const dossier = { vi: 'hồ sơ', en: 'dossier' };
const flow = (key: string, vi: string, en: string, dimensions: readonly string[] = [], unit = dossier): Measure => ({
  key: `dossiers.${key}`,
  name: { vi, en },
  unit,
  kind: 'flow',
  dimensions,
});

const measures: readonly Measure[] = [
  flow('received', 'Hồ sơ nhận', 'Dossiers received', ['procedure']),
  flow('online', 'Hồ sơ nộp qua mạng', 'Filed online'),
  flow('onlineAlone', 'Hồ sơ tự nộp qua mạng', 'Filed online without help'),
  flow('byCounter', 'Hồ sơ nộp tại quầy', 'Filed at the counter'),
  flow('byPost', 'Hồ sơ nộp qua bưu điện', 'Filed by post'),
  flow('helped', 'Hồ sơ có người giúp nộp', 'Filed with help', ['helper']),
  flow('synthetic', 'Hồ sơ đặt ra để trình diễn', 'Invented for the demonstration'),
  flow('accepted', 'Hồ sơ được tiếp nhận', 'Taken in'),
  flow('refusedIntake', 'Hồ sơ bị từ chối tiếp nhận', 'Refused at intake'),
  flow('lapsed', 'Hồ sơ trả lại vì không bổ sung', 'Given back for want of a supplement'),
  flow('supplementAsked', 'Lần yêu cầu bổ sung', 'Supplements asked for', [], { vi: 'lần', en: 'time' }),
  flow('secondSupplement', 'Lần yêu cầu bổ sung thứ hai trở đi', 'Second and later supplements asked for', [], {
    vi: 'lần',
    en: 'time',
  }),
  flow('finished', 'Hồ sơ đã giải quyết', 'Finished', ['procedure']),
  flow('onTime', 'Hồ sơ đúng hẹn', 'On time', ['procedure']),
  flow('late', 'Hồ sơ trễ hẹn', 'Late', ['procedure']),
  flow('withdrawn', 'Hồ sơ rút lại', 'Withdrawn'),
  flow('electronicResult', 'Kết quả điện tử', 'Signed results', [], { vi: 'kết quả', en: 'result' }),
  flow('ratings', 'Lượt đánh giá', 'Ratings', [], { vi: 'lượt', en: 'rating' }),
  flow('stars', 'Số sao', 'Stars', [], { vi: 'sao', en: 'star' }),
  { ...flow('open', 'Hồ sơ đang giải quyết', 'Open dossiers'), kind: 'stock' },
];

/** What is counted of dossiers, from the facts of their actions alone. */
export const dossierMeasures: StreamMeasures = {
  streamKind: 'dossier',
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

type Counter = (key: string, value?: number, dimensions?: Readonly<Record<string, string>>) => void;

function counterOf(counts: Count[], at: Temporal.Instant, { unitId }: Pick<Memory, 'unitId'>): Counter {
  return (key, value = 1, dimensions = {}) =>
    counts.push({ measure: `dossiers.${key}`, at, unitId, dimensions, value });
}

function file(entry: CountedEntry, counts: Count[]): JsonObject {
  const facts = entry.facts as unknown as FactsOf['file'];
  const add = counterOf(counts, entry.at, facts);
  add('received', 1, { procedure: facts.procedureCode });
  add('open');
  if (facts.channel === 'online') add('online');
  if (facts.channel === 'online' && facts.helper === 'nobody') add('onlineAlone');
  if (facts.channel === 'counter') add('byCounter');
  if (facts.channel === 'post') add('byPost');
  if (facts.helper !== 'nobody') add('helped', 1, { helper: facts.helper });
  if (facts.synthetic) add('synthetic');
  return {
    unitId: facts.unitId,
    procedure: facts.procedureCode,
    dueAt: null,
    extended: false,
    settled: false,
    open: true,
    accepted: false,
    result: false,
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
      if (!before.result) add('electronicResult');
      return { ...settled(before, entry, add), result: true };
    case 'end':
      return settled(before, entry, add);
    case 'recall':
      // The first settling stays counted: a recall makes no dossier punctual, and none late.
      if (before.result) add('electronicResult', -1);
      if (!before.open) add('open');
      return { ...before, result: false, open: true };
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
  const of = { procedure: before.procedure };
  const late = Temporal.Instant.compare(entry.at, Temporal.Instant.from(before.dueAt)) > 0;
  add('finished', 1, of);
  add(late ? 'late' : 'onTime', 1, of);
  return after;
}

/** A second rating replaces the first. */
function rated(before: Memory, entry: CountedEntry, add: Counter): Memory {
  const { stars } = entry.facts as unknown as FactsOf['rate'];
  if (before.stars === 0) add('ratings');
  if (stars !== before.stars) add('stars', stars - before.stars);
  return { ...before, stars };
}

/** After an apology the first appointment stands: later pauses would be added to the new date. */
function redated(before: Memory, entry: CountedEntry): Memory {
  const { dueAt } = entry.facts as { readonly dueAt?: string };
  return dueAt === undefined || before.extended ? before : { ...before, dueAt };
}
