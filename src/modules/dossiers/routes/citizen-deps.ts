import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { CitizenActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Language } from '../../../platform/text.ts';
import type { DossierDeps } from '../deps.ts';
import type { OneStopForm } from '../one-stop-forms.ts';
import type { ReasonOption } from '../pages/page-props.ts';
import type { DossierView } from '../queries/open-dossier.ts';

/** What the citizens' pages need besides the operations. */
export interface CitizenDeps extends DossierDeps {
  readonly citizenPages: {
    requireCitizen(request: FastifyRequest): CitizenActor;
    /** A code as this province gives them, to show what one looks like. */
    readonly exampleCode: string;
    reasons(): Promise<readonly ReasonOption[]>;
    communeNames(): Promise<ReadonlyMap<string, string>>;
    papers(tx: Tx, view: DossierView, language: Language): Promise<ComponentChildren>;
    /** The control that uploads further papers for a supplement, and which of them wait to be sent. */
    supplementUpload(
      request: FastifyRequest,
      view: DossierView,
    ): Promise<{ readonly control: ComponentChildren; readonly paperIds: readonly string[] }>;
    countDrafts(tx: Tx): Promise<number>;
  };
  oneStopForm(form: OneStopForm, view: DossierView): Promise<Uint8Array>;
}
