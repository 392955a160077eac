import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier } from './act-on-dossier.ts';

/** A coded reason with the sentence that the citizen reads. */
export interface Reasoned {
  readonly reason: string;
  readonly words: string;
}

/** Refuses to take a dossier in (từ chối tiếp nhận, Mẫu 03), with a reason in words. */
export function refuseIntake(deps: DossierDeps, actor: StaffActor, input: ActInput & Reasoned): Promise<DossierState> {
  assertReasoned(input);
  return actOnDossier(deps, actor, 'refuse-intake', input, async () => ({
    facts: { reason: input.reason },
    personal: { words: input.words },
  }));
}

/** A refusal nobody can understand is none. */
export function assertReasoned(input: Reasoned): void {
  if (input.reason === '' || input.words.trim().length < 10) {
    throw dossierErrors.reasonNeeded({
      faults: [
        ...(input.reason === '' ? [{ path: '/reason', words: { vi: 'Hãy chọn lý do.', en: 'Choose a reason.' } }] : []),
        ...(input.words.trim().length < 10
          ? [
              {
                path: '/words',
                words: {
                  vi: 'Viết ít nhất một câu cho người dân.',
                  en: 'Write at least one sentence for the citizen.',
                },
              },
            ]
          : []),
      ],
    });
  }
}
