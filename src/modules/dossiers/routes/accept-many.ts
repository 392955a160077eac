import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { acceptDossier } from '../operations/accept-dossier.ts';
import type { OfficeDeps } from './office-deps.ts';

const mostAtOnce = 50;

/** What became of dossiers that were taken in together: how many were, and the codes of those that were not. */
export interface BulkOutcome {
  readonly accepted: number;
  readonly failed: readonly string[];
}

type Request = FastifyRequest<{ Body: { pick?: string | string[] } | undefined }>;

/** Takes in several at once: each its own transaction, so that one that moved on meanwhile does not hold up the others. */
export async function acceptMany(deps: OfficeDeps, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const picks = [request.body?.pick ?? []].flat().slice(0, mostAtOnce);
  const failed: string[] = [];
  let accepted = 0;
  for (const pick of picks) {
    const [id, version] = pick.split('_');
    if (!isUuid(id)) continue;
    try {
      await acceptDossier(deps, actor, { dossierId: id as Id<'dossier'>, expectedVersion: Number(version) });
      accepted += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failed.push(id);
    }
  }
  const codes = await deps.database.read(actor, (tx) =>
    tx.rows<{ code: string }>('select code from dossier where id = any ($1::uuid[]) order by code', [failed]),
  );
  const outcome = new URLSearchParams({ tat: '1', da: String(accepted) });
  if (codes.length > 0) outcome.set('chua', codes.map(({ code }) => code).join(','));
  return reply.redirect(`/mot-cua/cho-tiep-nhan?${outcome}`, 303);
}

/** Reads the outcome back from the address; what does not look like a code is left out. */
export function bulkOutcome(asked: Readonly<Record<string, string | undefined>>): BulkOutcome | undefined {
  const accepted = Number(asked['da']);
  if (asked['da'] === undefined || !Number.isInteger(accepted) || accepted < 0) return undefined;
  const failed = (asked['chua'] ?? '').split(',').filter((code) => /^[A-Z0-9.]+-\d{6}-\d{4,8}$/.test(code));
  return { accepted, failed };
}
