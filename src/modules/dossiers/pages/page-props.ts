import type { ComponentChildren } from 'preact';
import type { DomainError, FieldFault } from '../../../platform/errors.ts';
import type { Language } from '../../../platform/text.ts';
import type { Act } from '../acts.ts';
import type { Situation } from '../plain-words.ts';
import type { Box } from '../queries/inbox.ts';
import type { DossierView } from '../queries/open-dossier.ts';

export interface ReasonOption {
  readonly key: string;
  readonly use: string;
  /** What a supplement with this reason is about: `paper`, `answer` or `dossier`. */
  readonly pointsTo?: string | undefined;
  readonly words: { readonly vi: string; readonly en: string };
}

export interface ColleagueOption {
  readonly id: string;
  readonly label: string;
  /** Examines dossiers: one can be assigned to them. */
  readonly specialist: boolean;
}

export interface ActFormProps {
  readonly act: Act;
  readonly view: DossierView;
  readonly language: Language;
  readonly csrf: string;
  readonly reasons: readonly ReasonOption[];
  readonly colleagues: readonly ColleagueOption[];
  /** The last proof of identity is too old to sign: asked for before anything is typed. */
  readonly mustProve?: boolean | undefined;
  /** What was typed before a fault, to be shown again. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly faults?: readonly FieldFault[] | undefined;
}

export interface CitizenDossierProps {
  readonly language: Language;
  readonly csrf: string;
  readonly view: DossierView;
  readonly situation: Situation;
  readonly now: Temporal.Instant;
  readonly papers: ComponentChildren;
  readonly upload: ComponentChildren;
  readonly communeNames: ReadonlyMap<string, string>;
  readonly reasons: readonly ReasonOption[];
  readonly failed?:
    | { readonly error: DomainError; readonly form: CitizenForm; readonly typed: Readonly<Record<string, string>> }
    | undefined;
  readonly done?: boolean | undefined;
  /** Why a file was not taken when no supplement is asked for, and so no form to say it at. */
  readonly refusedFile?: string | undefined;
}

/** The last part of the address that a form of this page is sent to. */
export type CitizenForm = 'bo-sung' | 'rut' | 'danh-gia';

export interface Note {
  readonly at: Temporal.Instant;
  readonly author: string;
  readonly text: string;
}

export interface DossierPageProps {
  readonly view: DossierView;
  readonly language: Language;
  readonly csrf: string;
  readonly now: Temporal.Instant;
  readonly notes: readonly Note[];
  readonly reasons: readonly ReasonOption[];
  readonly colleagues: readonly ColleagueOption[];
  /** Files and their viewer, drawn by the papers room. */
  readonly papers: ComponentChildren;
  readonly communeNames: ReadonlyMap<string, string>;
  /** Read on a recorded ground of an agency that has nothing to do with it: nothing can be done, notes stay shut, papers open one by one. */
  readonly ground?: { readonly reference: string; readonly endsAt: Temporal.Instant } | undefined;
  readonly done?: string | undefined;
  /** After an act: what is next in the box it was done in, and how many wait there; no code where none is left. */
  readonly next?: { readonly box: Box; readonly code: string | undefined; readonly count: number } | undefined;
  /** Before signing the officer has to prove again who they are. */
  readonly mustProve?: boolean | undefined;
  readonly failed?:
    | { readonly error: DomainError; readonly slug: string; readonly typed: Readonly<Record<string, string>> }
    | undefined;
}
