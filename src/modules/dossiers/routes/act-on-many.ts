import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { acceptDossier } from '../operations/accept-dossier.ts';
import type { ActInput } from '../operations/act-on-dossier.ts';
import { assignDossier } from '../operations/assign-dossier.ts';
import type { Box } from '../queries/inbox.ts';
import type { OfficeDeps } from './office-deps.ts';

const mostAtOnce = 50;

/** What became of dossiers that were acted on together: how many went through, and the codes of those that did not. */
export interface BulkOutcome {
  readonly count: number;
  readonly failed: readonly string[];
}

type Body = { readonly pick?: string | string[]; readonly to?: string; readonly tat?: string };
export type BulkRequest = FastifyRequest<{ Body: Body | undefined }>;

/** What can be done to several at once: nothing that needs reading first. Signing, refusing and asking are done one by one. */
export const bulkActs = {
  'tiep-nhan': { box: 'cho-tiep-nhan', act: acceptDossier },
  'phan-cong': {
    box: 'dang-giai-quyet',
    act: (deps: OfficeDeps, actor: StaffActor, input: ActInput, { to }: Body) =>
      assignDossier(deps, actor, { ...input, to: isUuid(to) ? (to as Id<'position'>) : undefined }),
  },
} as const satisfies Record<
  string,
  { box: Box; act: (deps: OfficeDeps, actor: StaffActor, input: ActInput, body: Body) => Promise<unknown> }
>;

/** Each in its own transaction, so that one that moved on meanwhile does not hold up the others. */
export async function actOnMany(
  deps: OfficeDeps,
  request: BulkRequest,
  reply: FastifyReply,
  name: keyof typeof bulkActs,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const { box, act } = bulkActs[name];
  const body = request.body ?? {};
  const failed: string[] = [];
  let count = 0;
  for (const pick of [body.pick ?? []].flat().slice(0, mostAtOnce)) {
    const [id, version] = pick.split('_');
    if (!isUuid(id)) continue;
    try {
      await act(deps, actor, { dossierId: id as Id<'dossier'>, expectedVersion: Number(version) }, body);
      count += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failed.push(id);
    }
  }
  const codes = await deps.database.read(actor, (tx) =>
    tx.rows<{ code: string }>('select code from dossier where id = any ($1::uuid[]) order by code', [failed]),
  );
  const outcome = new URLSearchParams({ da: String(count) });
  if (body.tat === '1') outcome.set('tat', '1');
  if (codes.length > 0) outcome.set('chua', codes.map(({ code }) => code).join(','));
  return reply.redirect(`/mot-cua/${box}?${outcome}`, 303);
}

/** Reads the outcome back from the address; what does not look like a code is left out. */
export function bulkOutcome(asked: Readonly<Record<string, string | undefined>>): BulkOutcome | undefined {
  const count = Number(asked['da']);
  if (asked['da'] === undefined || !Number.isInteger(count) || count < 0) return undefined;
  const failed = (asked['chua'] ?? '').split(',').filter((code) => /^[A-Z0-9.]+-\d{6}-\d{4,8}$/.test(code));
  return { count, failed };
}
