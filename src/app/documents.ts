import { buffer } from 'node:stream/consumers';
import {
  type AgencyInfo,
  apologyOf,
  type DecisionInput,
  type DocumentInput,
  type DocumentPort,
  groundsOf,
  type OneStopForm,
  statusNames,
  statusOfPhase,
} from '../modules/dossiers/index.ts';
import type { DossierView } from '../modules/dossiers/queries/open-dossier.ts';
import { revokeResult, storeResult } from '../modules/papers/index.ts';
import {
  findResultTemplate,
  type LabelledValue,
  type ResultData,
  type ResultSection,
  resultTemplates,
  signingCapacity,
} from '../modules/papers/results/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database.ts';
import type { FileStore } from '../platform/files/index.ts';
import type { Choice } from '../platform/forms/definition.ts';
import { rowsOf } from '../platform/forms/rows.ts';
import type { Id } from '../platform/ids.ts';
import { dateOf, formatDateTime, formatDong } from '../platform/text.ts';

export interface DocumentParts {
  readonly files: FileStore;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Everything issued here is marked as a sample. */
  readonly synthetic: boolean;
  readonly communes: () => Promise<readonly Choice[]>;
  /** Coded reasons, whose words stand in papers. */
  readonly reasons: () => Promise<readonly { readonly key: string; readonly words: { readonly vi: string } }[]>;
}

/** Documents of the office, drawn by the papers room's templates out of what a dossier holds. */
export function documentPort(parts: DocumentParts): DocumentPort {
  const { files, clock } = parts;
  return {
    decision: async (input) => findResultTemplate(templateOf(input)).render(await decisionData(parts, input)),
    keep: async (bytes) => (await files.put(bytes)).key,
    open: async (documentId) => buffer(await files.open(documentId)),
    issue: async (tx, document) => {
      const { content } = document.procedure;
      const result = content.results[0];
      const refused = document.decision === 'refuse';
      await storeResult({ files, clock }, tx, {
        id: document.documentId as Id<'result'>,
        dossierId: document.state.id,
        code: document.verificationCode,
        kind: templateOf(document),
        name: refused
          ? { vi: 'Thông báo từ chối giải quyết', en: 'Notice of refusal' }
          : (result?.name ?? content.name),
        issuer: await issuerName(tx, document.agencyId),
        issuerAgencyId: document.agencyId,
        number: document.number,
        issuedOn: dateOf(document.at),
        pdf: document.bytes,
      });
    },
    revoke: (tx, documentId) =>
      revokeResult({ files, clock }, tx, documentId as Parameters<typeof revokeResult>[2], 'error-found'),
  };
}

function templateOf({ decision, procedure }: Pick<DecisionInput, 'decision' | 'procedure'>): string {
  return decision === 'refuse' ? 'thong-bao-tu-choi' : (procedure.content.results[0]?.template ?? 'van-ban-tra-loi');
}

async function issuerName(tx: Tx, agencyId: string): Promise<{ vi: string; en: string }> {
  return tx.row<{ vi: string; en: string }>('select name_vi as vi, name_en as en from agency where id = $1', [
    agencyId,
  ]);
}

async function decisionData(parts: DocumentParts, input: DecisionInput): Promise<ResultData> {
  const base = await documentData(parts, input);
  return {
    ...base,
    date: dateOf(input.at),
    dossier: {
      code: input.state.code,
      procedure: input.procedure.content.name.vi,
      received:
        input.state.acceptedAt === undefined ? undefined : dateOf(Temporal.Instant.from(input.state.acceptedAt)),
    },
    legalBases: input.procedure.content.legalBasis.slice(0, 4).map((law) => `Căn cứ ${law}`),
    ...(input.words === undefined ? {} : { reasons: [input.words] }),
    signer: {
      capacity: signingCapacity(
        collectiveOf(input.agency),
        input.delegation?.principalTitle ?? input.signer.title.vi,
        input.delegation === undefined ? undefined : { form: input.delegation.form, own: input.signer.title.vi },
      ),
      name: input.signer.name,
    },
    verification: { code: input.verificationCode, url: `${parts.publicUrl}/kiem-tra/${input.verificationCode}` },
    addressee: input.people.find((person) => person.name !== '')?.name,
    register: input.register,
  };
}

/** Answers as labelled rows, by `step.field`, and as sections for templates without a layout of their own. */
async function documentData(parts: DocumentParts, input: DocumentInput): Promise<ResultData> {
  const groups = rowsOf(input.procedure.content.form ?? { steps: [] }, input.answers, 'vi', {
    communes: await parts.communes(),
  });
  const rows: LabelledValue[] = groups.flatMap((group) =>
    group.rows.map((row) => ({ key: `${group.stepKey}.${row.key}`, label: row.label, value: row.value })),
  );
  const sections: ResultSection[] = groups.map((group) => ({
    heading: group.stepTitle,
    rows: group.rows.map((row) => ({ label: row.label, value: row.value })),
  }));
  return { agency: agencyOf(input.agency), date: dateOf(input.at), rows, sections, synthetic: parts.synthetic };
}

/** A committee decides as a body, and its head signs for it; a department is its head's. */
function collectiveOf(agency: AgencyInfo): string | undefined {
  return /^Ủy ban nhân dân/.test(agency.name.vi) ? 'Ủy ban nhân dân' : undefined;
}

function agencyOf(agency: AgencyInfo): ResultData['agency'] {
  return { parentName: agency.parentName, name: agency.name.vi, place: agency.place };
}

/** The standard forms of the one-stop office: 01 receipt, 02 supplement request, 03 refusal to take in, 04 apology, 05 routing slip. */
export async function oneStopForm(parts: DocumentParts, form: OneStopForm, view: DossierView): Promise<Uint8Array> {
  const keys = {
    '01': 'mau-01-giay-tiep-nhan',
    '02': 'mau-02-phieu-bo-sung',
    '03': 'mau-03-phieu-tu-choi',
    '04': 'mau-04-phieu-xin-loi',
    '05': 'mau-05-phieu-kiem-soat',
  } as const;
  const { state, content, agency } = view;
  const applicant = content.people[0];
  const at = (text: string | undefined) =>
    text === undefined ? '' : formatDateTime(Temporal.Instant.from(text), 'vi');
  const { timeLimit, fee } = content.procedure.content;
  const value = (key: string, label: string, text: string): LabelledValue => ({ key, label, value: text });
  const entry = entryOf(form, view);
  const officer = officerOf(view, entry) ?? (form === '04' ? undefined : officerOf(view, receptionOf(view)));
  return resultTemplates[keys[form]].render({
    agency: agencyOf(agency),
    number: state.code.split('-').at(-1),
    date: dateOf(entry?.at ?? parts.clock.business()),
    synthetic: parts.synthetic,
    ...(form === '04' && isSince(parts.clock.business(), newFormsFrom)
      ? { title: 'Văn bản xin lỗi và đề nghị gia hạn' }
      : {}),
    dossier: { code: state.code, procedure: content.procedure.content.name.vi },
    rows: [
      value('dossier_code', 'Mã hồ sơ', state.code),
      value('owner', 'Chủ hồ sơ', applicant?.name ?? ''),
      value('id_no', 'Số định danh/CMND', applicant?.documentNumber ?? ''),
      value('address', 'Địa chỉ', applicant?.address ?? ''),
      value('phone', 'Số điện thoại', applicant?.phone ?? ''),
      value('email', 'Email', applicant?.email ?? ''),
      value('content', 'Nội dung yêu cầu giải quyết', content.procedure.content.name.vi),
      value('sets', 'Số lượng hồ sơ', '01'),
      value(
        'legal_limit',
        'Thời gian giải quyết',
        `${timeLimit.value} ${timeLimit.unit === 'working-hour' ? 'giờ làm việc' : timeLimit.unit === 'day' ? 'ngày' : 'ngày làm việc'}`,
      ),
      value('received_at', 'Thời gian nhận', at(state.acceptedAt ?? state.filedAt)),
      value('filed_at', 'Thời gian nộp', at(state.filedAt)),
      value('due_at', 'Thời gian trả', at(state.firstDueAt ?? state.dueAt)),
      value('new_due_at', 'Hẹn trả lại', at(state.dueAt)),
      value(
        'fee',
        'Phí, lệ phí',
        fee.kind === 'free'
          ? 'Không thu'
          : fee.amountDong === undefined
            ? 'Theo quy định của tỉnh'
            : formatDong(fee.amountDong, 'vi'),
      ),
      value(
        'result_channel',
        'Nhận kết quả',
        state.wantsPaperOriginal ? `Kho dữ liệu cá nhân; bản giấy tại ${agency.name.vi}` : 'Kho dữ liệu cá nhân',
      ),
      value('deadline', 'Hạn bổ sung', at(state.openSupplement?.answerBy)),
      value('reason', 'Lý do', await reasonOf(parts, form, view.state, entry)),
      value('status_now', 'Tình trạng', statusNames[statusOfPhase[state.phase]].vi),
      value('to', 'Kính gửi', applicant?.name ?? ''),
      value('responsible_unit', 'Cơ quan', agency.name.vi),
      value('lead_agency', 'Cơ quan chủ trì', agency.name.vi),
      value('help_contact', 'Liên hệ', `Bộ phận Một cửa ${agency.name.vi}`),
      value('help_officer', 'Cán bộ', officer?.name ?? ''),
    ],
    tables: { papers: papersTable(view), to_supplement: supplementTable(view), steps: stepsTable(view) },
    signer: {
      capacity: form !== '04' ? [] : signingCapacity(collectiveOf(agency), officer?.title.vi ?? 'Lãnh đạo cơ quan'),
      name: officer?.name ?? '',
    },
  });
}

/** Thông tư 03/2025/TT-VPCP took the place of 01/2018; of its forms only the names were read. */
const newFormsFrom = Temporal.PlainDate.from('2025-09-15');

function isSince(at: Temporal.Instant, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(dateOf(at), day) >= 0;
}

type HistoryEntry = DossierView['content']['history'][number];

/** The act that the form puts on paper: its day and its officer are the form's. None for a draft, nor for the slip that follows the whole way. */
function entryOf(form: OneStopForm, { state, content: { history } }: DossierView): HistoryEntry | undefined {
  if (form === '01') return receptionOf({ content: { history } });
  if (form === '02') return history.findLast((entry) => entry.action === 'request-supplement');
  if (form === '03') return groundsOf(history, state.phase, false);
  return form === '04' ? apologyOf(history) : undefined;
}

/** Who took it in; of a dossier that came with its past, whoever acted first. */
function receptionOf({ content: { history } }: { content: { history: readonly HistoryEntry[] } }) {
  return history.find((entry) => entry.action === 'accept') ?? history.find((entry) => entry.actorPosition !== null);
}

function officerOf({ officers }: DossierView, entry: HistoryEntry | undefined) {
  return entry?.actorPosition == null ? undefined : officers.get(entry.actorPosition);
}

/** Why the form is given out: the words of that very act, never others that were said about the dossier. Papers are Vietnamese. */
async function reasonOf(
  parts: DocumentParts,
  form: OneStopForm,
  state: DossierView['state'],
  entry: HistoryEntry | undefined,
): Promise<string> {
  const reasons = new Map((await parts.reasons()).map((reason) => [reason.key, reason.words.vi]));
  if (form === '02')
    return sentences(new Set(state.openSupplement?.points.map((point) => reasons.get(point.reason) ?? point.reason)));
  if (entry === undefined) return '';
  if (entry.action === 'expire-supplement') return 'Quá thời hạn bổ sung mà hồ sơ chưa được hoàn thiện.';
  const coded = typeof entry.facts['reason'] === 'string' ? reasons.get(entry.facts['reason']) : undefined;
  const words = entry.personal?.['words'];
  return sentences([coded ?? '', typeof words === 'string' ? words : '']);
}

/** One after the other, each with one mark at its end, whether its writer set one or not. */
function sentences(parts: Iterable<string>): string {
  return [...parts]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

function papersTable({ state, content }: DossierView): string[][] {
  return content.procedure.content.papers
    .map((paper) => ({
      paper,
      count: state.papers.filter((given) => given.requirement === paper.key).length,
      seen: state.papersSeen?.includes(paper.key) === true,
    }))
    .filter(({ count, seen }) => count > 0 || seen)
    .map(({ paper, count, seen }) => [
      paper.name.vi,
      seen ? 'đã xem, trả lại' : '',
      '',
      count === 0 ? '' : String(count),
    ]);
}

function supplementTable({ state, content }: DossierView): string[][] {
  const asked = [...content.history].reverse().find((entry) => entry.action === 'request-supplement');
  const notes = (asked?.personal?.['notes'] ?? []) as readonly string[];
  return (state.openSupplement?.points ?? []).map((point, index) => [
    pointName(point.target, content.procedure.content),
    notes[index] ?? '',
  ]);
}

function pointName(target: string, content: DossierView['content']['procedure']['content']): string {
  const [kind, key] = target.split(':');
  if (kind === 'paper') return content.papers.find((paper) => paper.key === key)?.name.vi ?? target;
  if (kind === 'field') return content.form?.steps.find((step) => step.key === key?.split('.')[0])?.title.vi ?? target;
  return 'Nội dung khác';
}

function stepsTable({ content, officers }: DossierView): string[][] {
  return content.history
    .filter((entry) => entry.actorPosition !== null)
    .map((entry) => {
      const officer = entry.actorPosition === null ? undefined : officers.get(entry.actorPosition);
      return [
        officer === undefined ? '' : `${officer.name}, ${officer.title.vi}`,
        formatDateTime(entry.at, 'vi'),
        '',
        '',
      ];
    });
}
