import type { FastifyRequest } from 'fastify';
import { publicActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { reportRefusal } from '../../identity/index.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { trackDigest } from '../listed.ts';
import type { DossierState } from '../model.ts';

/**
 * Where a dossier is, by its code and the last characters of the applicant's paper; the same refusal whatever was wrong. A wrong guess leaves a line
 * for the auditor.
 */
export async function trackDossier(
  deps: DossierDeps,
  request: FastifyRequest,
  code: string,
  secondFact: string,
): Promise<DossierState> {
  try {
    return await lookUp(deps, code, secondFact);
  } catch (error) {
    if (error instanceof DomainError && typeof error.detail['guessed'] === 'string')
      await reportRefusal(request, {
        kind: 'tracking-refused',
        detail: { code: error.code, dossierCode: error.detail['guessed'] },
      });
    throw error;
  }
}

async function lookUp(deps: DossierDeps, code: string, secondFact: string): Promise<DossierState> {
  const real = deps.clock.real();
  const digest = trackDigest(deps, code, secondFact);
  // A form sent half empty is no guess: what all forget alike must not shut the door to all.
  if (digest === undefined || !/^[A-Z0-9.]+-\d{6}-\d{4,8}$/.test(code)) throw dossierErrors.trackRefused();
  if (!deps.trackGuesses.mayTry(code, real)) throw dossierErrors.trackTooOften({ detail: { guessed: code } });
  const found = await deps.database.read(publicActor, (tx) =>
    tx.maybe<{ state: DossierState }>('select state from track_dossier($1, $2)', [code, digest]),
  );
  if (found !== undefined) return found.state;
  deps.trackGuesses.wrong(code, real);
  throw dossierErrors.trackRefused({ detail: { guessed: code } });
}
