import type { DossierState } from './model.ts';
import type { DueState } from './status.ts';

/** The forms of Thông tư 01/2018/TT-VPCP that belong to one dossier: 01 receipt, 02 supplement list, 03 refusal to take in, 04 apology, 05 control slip. */
export type OneStopForm = '01' | '02' | '03' | '04' | '05';

/** Which forms there are of a dossier now, for the office; another one is refused rather than drawn with empty lines. Pure. */
export function officeForms(state: DossierState, due: DueState): readonly OneStopForm[] {
  const there: Readonly<Record<OneStopForm, boolean>> = {
    '01': state.acceptedAt !== undefined,
    // A further list is drawn for the head who is asked for it.
    '02': state.openSupplement !== undefined,
    '03': state.phase === 'refused-intake',
    // Once it was set; before, as a draft for the leader of what is overdue.
    '04': state.dueAt !== undefined && (state.extensions > 0 || due === 'overdue'),
    '05': state.acceptedAt !== undefined,
  };
  return (Object.keys(there) as OneStopForm[]).filter((form) => there[form]);
}

/** Those that were given to the person: nothing that waits for a signature, nothing that goes round among officers. */
export function citizenForms(state: DossierState): readonly OneStopForm[] {
  return officeForms(state, 'on-time').filter(
    (form) => form !== '05' && !(form === '02' && state.phase === 'supplement-approval'),
  );
}
