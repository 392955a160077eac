import type { StaffActor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database.ts';
import type { Choice, FormDefinition } from '../../../../platform/forms/definition.ts';
import { dateOf } from '../../../../platform/text.ts';
import type { PaperRequirement, ProcedureVersion } from '../../../catalogue/index.ts';
import { getPersonFacts, type PersonFacts } from '../../../identity/index.ts';
import { listPapers, type Paper } from '../../../papers/index.ts';
import { papersNeeded } from '../../papers-needed.ts';
import { partyFacts } from '../../party-facts.ts';
import type { CounterDeps } from '../deps.ts';
import { deskForm, type Intake, type IntakeContent, type Matter, splitAnswers } from '../intake.ts';
import { getIntake, saveIntake } from '../intake-store.ts';

/** A reception file with all that its pages are made of. */
export interface OpenIntake {
  readonly intake: Intake;
  readonly person: PersonFacts;
  readonly matter: OpenMatter | undefined;
  readonly papers: readonly Paper[];
  readonly communes: readonly Choice[];
  readonly today: Temporal.PlainDate;
}

export interface OpenMatter extends Matter {
  readonly procedure: ProcedureVersion;
  readonly form: FormDefinition;
  readonly needed: readonly PaperRequirement[];
  /** Of the needed ones: neither a file nor seen. */
  readonly missing: readonly PaperRequirement[];
}

export async function openIntake(deps: CounterDeps, actor: StaffActor, id: string): Promise<OpenIntake> {
  const communes = await deps.communes();
  return deps.database.read(actor, (tx) => load(tx, deps, id, communes, 'read'));
}

/** Changes a reception file under a lock; gives it back as it then stands. */
export async function changeIntake(
  deps: CounterDeps,
  actor: StaffActor,
  id: string,
  change: (open: OpenIntake) => IntakeContent,
): Promise<OpenIntake> {
  const communes = await deps.communes();
  return deps.database.transact(actor, async (tx) => {
    const open = await load(tx, deps, id, communes, 'for-update');
    if (open.intake.dossierId !== undefined) return open;
    const content = change(open);
    await saveIntake(tx, deps.vault, open.intake.id, content, deps.clock.real());
    return {
      ...open,
      intake: { ...open.intake, content },
      matter: await openMatter(deps, content, open.papers),
    };
  });
}

async function load(
  tx: Tx,
  deps: CounterDeps,
  id: string,
  communes: readonly Choice[],
  mode: 'read' | 'for-update',
): Promise<OpenIntake> {
  const intake = await getIntake(tx, deps.vault, id, deps.clock.real(), mode);
  const today = dateOf(deps.clock.business());
  const facts = await getPersonFacts(tx, intake.personId, today);
  const papers = intake.dossierId === undefined ? await listPapers(tx, { draftId: intake.id }) : [];
  return {
    intake,
    person: paperFirst(facts, intake.content.paper.number),
    matter: await openMatter(deps, intake.content, papers),
    papers,
    communes,
    today,
  };
}

/** The paper that lies on the desk stands for the person on this dossier, not another one that the records hold. */
function paperFirst(person: PersonFacts, number: string): PersonFacts {
  const inHand = person.documents.filter((one) => one.number === number);
  return { ...person, documents: [...inHand, ...person.documents.filter((one) => one.number !== number)] };
}

async function openMatter(
  deps: CounterDeps,
  content: IntakeContent,
  papers: readonly Paper[],
): Promise<OpenMatter | undefined> {
  const { matter } = content;
  if (matter === undefined) return undefined;
  const procedure = await deps.procedures.get(matter.versionId);
  const { own } = splitAnswers(matter.filedFor, content.answers);
  const needed = papersNeeded(procedure.content, own, partyFacts(matter.filedFor));
  const there = new Set([
    ...content.seen,
    ...papers.filter((paper) => paper.scanState !== 'infected').map((paper) => paper.requirement),
  ]);
  return {
    ...matter,
    procedure,
    form: deskForm(procedure, matter.filedFor),
    needed,
    missing: needed.filter((paper) => !there.has(paper.key)),
  };
}
