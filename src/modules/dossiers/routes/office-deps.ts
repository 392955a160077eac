import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { StaffActor, StaffRole } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import type { Language } from '../../../platform/text.ts';
import type { OnlineShare } from '../counter/queries/online-share.ts';
import type { DossierDeps, OfficerInfo } from '../deps.ts';
import type { OneStopForm } from '../one-stop-forms.ts';
import type { ReasonOption } from '../pages/page-props.ts';
import type { DossierView } from '../queries/open-dossier.ts';

export interface Colleague extends OfficerInfo {
  readonly id: Id<'position'>;
  readonly roles: readonly StaffRole[];
}

/** What the pages of the office need besides the operations. */
export interface OfficeDeps extends DossierDeps {
  readonly pages: {
    /** Throws unless an officer is signed in, with one of the roles if any are named; names the sign-in page. */
    requireStaff(request: FastifyRequest, ...roles: readonly StaffRole[]): StaffActor;
    /** Before signing: a proof of identity within ten minutes. */
    requireRecentProof(request: FastifyRequest): void;
    reasons(): Promise<readonly ReasonOption[]>;
    communeNames(): Promise<ReadonlyMap<string, string>>;
    /** Positions of an agency that work can be handed to. */
    colleagues(tx: Tx, agencyId: Id<'agency'>): Promise<readonly Colleague[]>;
    /** Names of the fields of work, by key. */
    fieldNames(): Promise<ReadonlyMap<string, Words>>;
    /** How the agency's dossiers of the last thirty days came in; up to a minute old, since it reads all of them. */
    onlineShare(actor: StaffActor): Promise<OnlineShare>;
    /** Files of a dossier with their viewer. */
    papers(tx: Tx, actor: StaffActor, view: DossierView, language: Language): Promise<ComponentChildren>;
  };
  /** One-stop forms (Mẫu 01 to 05) as PDF. */
  oneStopForm(form: OneStopForm, view: DossierView): Promise<Uint8Array>;
  /** The result as it will be signed, marked as a draft. */
  previewDecision(view: DossierView, actor: StaffActor): Promise<Uint8Array>;
}
