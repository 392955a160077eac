import type { JsonObject } from '../../../platform/canonical-json.ts';
import { isAsked } from '../../../platform/forms/condition.ts';
import { type Language, say } from '../../../platform/text.ts';
import type { FiledFor } from '../../catalogue/index.ts';
import { partyFacts } from '../party-facts.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { dossierTexts } from '../texts.ts';
import type { ReasonOption } from './page-props.ts';

/** Something that a supplement list can point to. */
export interface SupplementTarget {
  readonly target: string;
  readonly label: string;
  readonly points: 'paper' | 'answer' | 'dossier';
}

const everybody: readonly FiledFor[] = ['self', 'child', 'ward', 'authority', 'organisation'];

/** What may be missing or wrong in this dossier: papers that it may need or has, and groups of questions that were asked; then everything else. */
export function supplementTargets(view: DossierView, language: Language): readonly SupplementTarget[] {
  const { procedure, answers } = view.content;
  const given = new Set([...view.state.papers.map(({ requirement }) => requirement), ...(view.state.papersSeen ?? [])]);
  const steps = procedure.content.form?.steps ?? [];
  return [
    ...procedure.content.papers
      .filter(
        ({ key, when }) =>
          given.has(key) ||
          when === undefined ||
          everybody.some((filedFor) => isAsked(when, answers, partyFacts(filedFor))),
      )
      .map((paper) => ({
        target: `paper:${paper.key}`,
        label: say(paper.name, language),
        points: 'paper' as const,
      })),
    ...steps
      .filter(({ key }) => answers[key] !== undefined)
      .map((step) => ({ target: `field:${step.key}`, label: say(step.title, language), points: 'answer' as const })),
    { target: 'dossier', label: dossierTexts(language).other, points: 'dossier' as const },
  ];
}

export interface AskedPoint {
  readonly key: string;
  readonly name: string;
  readonly reason: string;
  readonly note: string | undefined;
}

/** The points of a supplement list as its entry in the history holds them: what each is about, the coded reason in words, the sentence. */
export function askedPoints(
  view: DossierView,
  entry: { readonly facts: JsonObject; readonly personal: JsonObject | undefined },
  reasons: readonly ReasonOption[],
  language: Language,
): readonly AskedPoint[] {
  const points = (entry.facts['points'] ?? []) as unknown as readonly { reason: string; target: string }[];
  const notes = (entry.personal?.['notes'] ?? []) as readonly string[];
  return points.map(({ reason, target }, index) => ({
    key: `${target}-${reason}`,
    name: targetName(view, target, language),
    reason: reasonName(reasons, reason, language),
    note: notes[index],
  }));
}

/** `paper:giay-chung-sinh`, `field:child.birthDate` in the words of the procedure. */
function targetName(view: DossierView, target: string, language: Language): string {
  const { content } = view.content.procedure;
  const [kind, key] = target.split(':');
  const paper = content.papers.find((each) => each.key === key);
  if (kind === 'paper' && paper !== undefined) return say(paper.name, language);
  const step = content.form?.steps.find((each) => each.key === key?.split('.')[0]);
  return step === undefined ? dossierTexts(language).other : say(step.title, language);
}

export function reasonName(reasons: readonly ReasonOption[], key: string, language: Language): string {
  const found = reasons.find((reason) => reason.key === key);
  return found === undefined ? key : say(found.words, language);
}
