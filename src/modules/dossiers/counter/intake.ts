import type { Answers, FormDefinition } from '../../../platform/forms/definition.ts';
import type { Typed } from '../../../platform/forms/parse.ts';
import type { Id } from '../../../platform/ids.ts';
import type { FiledFor, ProcedureVersion } from '../../catalogue/index.ts';
import type { PaperInHand } from '../../identity/index.ts';
import { whomForms } from '../filing/whom.ts';
import { formForChannel } from '../form-for-channel.ts';
import type { Channel, Helper } from '../model.ts';

/** How long a reception file waits for its officer. */
export const intakeDays = 3;

export interface IntakeHead {
  readonly id: Id<'draft'>;
  readonly personId: Id<'person'>;
  readonly dossierId: Id<'dossier'> | undefined;
  readonly updatedAt: Temporal.Instant;
}

/** What was decided and typed at the desk; sealed in the database. */
export interface IntakeContent {
  /** The paper by which the person was found or registered. */
  readonly paper: PaperInHand;
  readonly matter?: Matter;
  /** Questions about whom it is for and of the procedure, as last accepted. */
  readonly answers: Answers;
  /** What stands in the inputs while something is not accepted. */
  readonly typed?: Typed;
  /** The form was sent on without a fault. */
  readonly complete: boolean;
  /** Requirements whose paper the officer saw and gave back: recorded, no copy kept. */
  readonly seen: readonly string[];
}

export interface Matter {
  readonly versionId: Id<'procedure-version'>;
  readonly filedFor: FiledFor;
  readonly channel: Exclude<Channel, 'online'>;
  readonly helper: Helper;
}

export interface Intake extends IntakeHead {
  readonly content: IntakeContent;
}

export const deskChannels = ['counter', 'post'] as const satisfies readonly Channel[];
export const helpers = ['desk', 'nobody', 'team', 'post-office'] as const satisfies readonly Helper[];

const forms = new WeakMap<ProcedureVersion, Map<FiledFor, FormDefinition>>();

/** All questions of a matter as one form: about whom it is for, then the procedure's own. Kept, so that it is compiled once. */
export function deskForm(procedure: ProcedureVersion, filedFor: FiledFor): FormDefinition {
  const known = forms.get(procedure) ?? new Map<FiledFor, FormDefinition>();
  forms.set(procedure, known);
  const found = known.get(filedFor);
  if (found !== undefined) return found;
  const { form } = procedure.content;
  const own = form === undefined ? [] : formForChannel(form, 'counter').steps;
  const made = { steps: [...(whomForms[filedFor]?.steps ?? []), ...own] };
  known.set(filedFor, made);
  return made;
}

/** The answers of a matter in their two parts: about whom it is for, and of the procedure. */
export function splitAnswers(filedFor: FiledFor, answers: Answers): { readonly whom: Answers; readonly own: Answers } {
  const keys = new Set((whomForms[filedFor]?.steps ?? []).map((step) => step.key));
  const part = (about: boolean) =>
    Object.fromEntries(Object.entries(answers).filter(([key]) => keys.has(key) === about)) as Answers;
  return { whom: part(true), own: part(false) };
}
