import { type Static, type TObject, type TProperties, Type } from 'typebox';
import type { StaffActor } from '../../platform/actor.ts';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { DossierDeps } from './deps.ts';
import type { DossierState } from './model.ts';
import { acceptDossier } from './operations/accept-dossier.ts';
import type { ActInput, LaterAction } from './operations/act-on-dossier.ts';
import { assignDossier, transferDossier } from './operations/assign-dossier.ts';
import { handOverResult } from './operations/hand-over-result.ts';
import { proposeDecision, returnToStep } from './operations/propose-decision.ts';
import { refuseIntake } from './operations/refuse-intake.ts';
import {
  approveSupplement,
  expireSupplement,
  rejectSupplement,
  requestSupplement,
} from './operations/request-supplement.ts';
import { confirmPayment, requestPayment } from './operations/settle-payment.ts';
import { prepareDecision, prepareIssue, signNow } from './operations/sign-decision.ts';
import { endDossier, extendDossier, recallResult, resumeDossier, stopDossier } from './operations/stop-dossier.ts';

const words = Type.String({
  minLength: 1,
  maxLength: 4000,
  pattern: '\\S',
  description: 'Bằng lời, cho người đọc tiếp theo',
});
const reason = Type.String({ minLength: 1, maxLength: 60, description: 'Mã lý do trong danh mục' });
const position = Type.String({ format: 'uuid' });

/** One act of an officer: its address, its name, what it asks for, what it does. The pages and the API both read this table. */
export interface Act<P extends TProperties = TProperties> {
  readonly action: LaterAction;
  /** Last part of the address: `/mot-cua/ho-so/<code>/tiep-nhan`. */
  readonly slug: string;
  readonly label: Words;
  readonly body: TObject<P>;
  /** Signing: the person must have proved who they are within ten minutes. */
  readonly signs?: true;
  /** Coded reasons of this use of the province's list. */
  readonly reasons?: 'supplement' | 'refuse-intake' | 'refuse-result' | 'stop';
  run(deps: DossierDeps, actor: StaffActor, input: ActInput, body: Static<TObject<P>>): Promise<DossierState>;
}

function act<P extends TProperties>(entry: Omit<Act<P>, 'body'> & { readonly body: P }): Act {
  return { ...entry, body: Type.Object(entry.body, { additionalProperties: false }) } as unknown as Act;
}

export const acts: readonly Act[] = [
  act({ action: 'accept', slug: 'tiep-nhan', label: { vi: 'Tiếp nhận', en: 'Take in' }, body: {}, run: acceptDossier }),
  act({
    action: 'assign',
    slug: 'phan-cong',
    label: { vi: 'Chuyển chuyên viên', en: 'Pass to a specialist' },
    body: { to: Type.Optional(position) },
    run: (deps, actor, input, body) =>
      assignDossier(deps, actor, { ...input, to: body.to as Id<'position'> | undefined }),
  }),
  act({
    action: 'propose',
    slug: 'trinh-ky',
    label: { vi: 'Trình lãnh đạo', en: 'Propose to the leader' },
    body: {
      decision: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
      reason: Type.Optional(reason),
      words,
    },
    reasons: 'refuse-result',
    run: (deps, actor, input, body) => proposeDecision(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'approve',
    slug: 'ky',
    label: { vi: 'Ký số, đồng ý', en: 'Sign and grant' },
    body: {},
    signs: true,
    run: async (deps, actor, input) =>
      signNow(deps, actor, await prepareDecision(deps, actor, { ...input, decision: 'approve' }), 'approve'),
  }),
  act({
    action: 'refuse',
    slug: 'tu-choi',
    label: { vi: 'Ký số, từ chối', en: 'Sign and refuse' },
    body: { reason, words },
    signs: true,
    reasons: 'refuse-result',
    run: async (deps, actor, input, body) =>
      signNow(deps, actor, await prepareDecision(deps, actor, { ...input, ...body, decision: 'refuse' }), 'refuse'),
  }),
  act({
    action: 'issue',
    slug: 'cap-so',
    label: { vi: 'Cấp số và ký số cơ quan', en: 'Number and seal' },
    body: {},
    signs: true,
    run: async (deps, actor, input) => signNow(deps, actor, await prepareIssue(deps, actor, input), 'issue'),
  }),
  act({
    action: 'hand-over',
    slug: 'tra-ket-qua',
    label: { vi: 'Trả kết quả', en: 'Hand over the result' },
    body: { by: Type.Union([Type.Literal('desk'), Type.Literal('post'), Type.Literal('store')]) },
    run: (deps, actor, input, body) => handOverResult(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'approve-supplement',
    slug: 'dong-y-bo-sung',
    label: { vi: 'Đồng ý yêu cầu bổ sung lần nữa', en: 'Agree to the second list' },
    body: {},
    run: approveSupplement,
  }),
  act({
    action: 'reject-supplement',
    slug: 'khong-dong-y-bo-sung',
    label: { vi: 'Không đồng ý', en: 'Do not agree' },
    body: { words },
    run: (deps, actor, input, body) => rejectSupplement(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'request-supplement',
    slug: 'yeu-cau-bo-sung',
    label: { vi: 'Yêu cầu bổ sung', en: 'Request a supplement' },
    reasons: 'supplement',
    body: {
      points: Type.Array(
        Type.Object(
          { reason, target: Type.String({ minLength: 1, maxLength: 200 }), note: words },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 50 },
      ),
    },
    run: (deps, actor, input, body) => requestSupplement(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'request-payment',
    slug: 'yeu-cau-nop-phi',
    label: { vi: 'Yêu cầu nộp phí, lệ phí', en: 'Request payment' },
    body: { amountDong: Type.Integer({ minimum: 1000, maximum: 1_000_000_000 }) },
    run: (deps, actor, input, body) => requestPayment(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'confirm-payment',
    slug: 'da-nop-phi',
    label: { vi: 'Đã thu phí tại quầy', en: 'Paid at the desk' },
    body: { reference: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }) },
    run: (deps, actor, input, body) => confirmPayment(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'return-to-step',
    slug: 'tra-lai',
    label: { vi: 'Trả lại bước trước', en: 'Return to the step before' },
    body: { words },
    run: (deps, actor, input, body) => returnToStep(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'transfer',
    slug: 'chuyen',
    label: { vi: 'Chuyển cho người khác', en: 'Hand to somebody else' },
    body: { to: position, words },
    run: (deps, actor, input, body) =>
      transferDossier(deps, actor, { ...input, to: body.to as Id<'position'>, words: body.words }),
  }),
  act({
    action: 'refuse-intake',
    slug: 'tu-choi-tiep-nhan',
    label: { vi: 'Từ chối tiếp nhận', en: 'Refuse to take in' },
    body: { reason, words },
    reasons: 'refuse-intake',
    run: (deps, actor, input, body) => refuseIntake(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'extend',
    slug: 'hen-lai',
    label: { vi: 'Xin lỗi và hẹn lại', en: 'Apologise and set a new date' },
    body: { reason, words, workingDays: Type.Integer({ minimum: 1, maximum: 60 }) },
    reasons: 'stop',
    run: (deps, actor, input, body) => extendDossier(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'stop',
    slug: 'dung',
    label: { vi: 'Dừng xử lý', en: 'Stop' },
    body: { reason, words },
    reasons: 'stop',
    run: (deps, actor, input, body) => stopDossier(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'resume',
    slug: 'tiep-tuc',
    label: { vi: 'Tiếp tục xử lý', en: 'Resume' },
    body: { words },
    run: (deps, actor, input, body) => resumeDossier(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'end',
    slug: 'ket-thuc',
    label: { vi: 'Kết thúc, không có kết quả', en: 'End without a result' },
    body: { reason, words },
    reasons: 'stop',
    run: (deps, actor, input, body) => endDossier(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'recall',
    slug: 'thu-hoi',
    label: { vi: 'Thu hồi kết quả để sửa', en: 'Recall the result' },
    body: { reason, words },
    reasons: 'stop',
    run: (deps, actor, input, body) => recallResult(deps, actor, { ...input, ...body }),
  }),
  act({
    action: 'expire-supplement',
    slug: 'het-han-bo-sung',
    label: { vi: 'Hết hạn bổ sung', en: 'Supplement not answered' },
    body: { reason, words },
    reasons: 'refuse-intake',
    run: (deps, actor, input, body) => expireSupplement(deps, actor, { ...input, ...body }),
  }),
];

export function findAct(slugOrAction: string): Act | undefined {
  return acts.find((each) => each.slug === slugOrAction || each.action === slugOrAction);
}
