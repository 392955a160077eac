import type { CitizenActor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database.ts';
import type { Choice } from '../../../../platform/forms/definition.ts';
import { isUuid } from '../../../../platform/ids.ts';
import { dateOf } from '../../../../platform/text.ts';
import type { ProcedureVersion } from '../../../catalogue/index.ts';
import { listPapers, type Paper } from '../../../papers/index.ts';
import type { FilingDeps } from '../deps.ts';
import type { Draft, DraftContent } from '../draft.ts';
import { getDraft, saveDraft } from '../draft-store.ts';
import { filingErrors } from '../errors.ts';
import { type Wizard, wizardOf } from '../wizard.ts';

/** A draft with all that its pages are made of. */
export interface OpenDraft {
  readonly draft: Draft;
  readonly procedure: ProcedureVersion;
  readonly papers: readonly Paper[];
  readonly communes: readonly Choice[];
  readonly today: Temporal.PlainDate;
  readonly wizard: Wizard;
}

export async function openDraft(deps: FilingDeps, actor: CitizenActor, id: string): Promise<OpenDraft> {
  const communes = await deps.communes();
  return deps.database.read(actor, (tx) => load(tx, deps, id, communes, 'read'));
}

/** Changes a draft under a lock, so that two devices take turns; gives it back as it then stands. Undefined as a change leaves it as it is. */
export async function changeDraft(
  deps: FilingDeps,
  actor: CitizenActor,
  id: string,
  change: (open: OpenDraft) => { readonly page: string; readonly content: DraftContent } | undefined,
): Promise<OpenDraft> {
  const communes = await deps.communes();
  return deps.database.transact(actor, async (tx) => {
    const open = await load(tx, deps, id, communes, 'for-update');
    if (open.draft.dossierId !== undefined) return open;
    const changed = change(open);
    if (changed === undefined) return open;
    const { page, content } = changed;
    await saveDraft(tx, deps.vault, open.draft.id, page, content, deps.clock.real());
    const draft = { ...open.draft, page, content };
    return { ...open, draft, wizard: wizardFor(draft, open) };
  });
}

async function load(
  tx: Tx,
  deps: FilingDeps,
  id: string,
  communes: readonly Choice[],
  mode: 'read' | 'for-update',
): Promise<OpenDraft> {
  if (!isUuid(id)) throw filingErrors.draftNotFound();
  const draft = await getDraft(tx, deps.vault, id, deps.clock.real(), mode);
  const procedure = await deps.procedures.get(draft.procedureVersionId);
  const papers = draft.dossierId === undefined ? await listPapers(tx, { draftId: draft.id }) : [];
  const rest = { procedure, papers, communes, today: dateOf(deps.clock.business()) };
  return { draft, ...rest, wizard: wizardFor(draft, rest) };
}

function wizardFor(draft: Draft, rest: Omit<OpenDraft, 'draft' | 'wizard'>): Wizard {
  return wizardOf({
    procedure: rest.procedure.content,
    filedFor: draft.filedFor,
    content: draft.content,
    today: rest.today,
    communes: rest.communes,
    papersThere: rest.papers.filter((paper) => paper.scanState !== 'infected').map((paper) => paper.requirement),
  });
}
