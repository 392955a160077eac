import { isAsked } from '../../platform/forms/condition.ts';
import type { Answers, PartyFacts } from '../../platform/forms/definition.ts';
import type { PaperRequirement, ProcedureContent } from '../catalogue/index.ts';

/** The papers that a dossier with these answers needs: always asked, or because the condition of the requirement holds. */
export function papersNeeded(
  content: Pick<ProcedureContent, 'papers'>,
  answers: Answers,
  party: PartyFacts,
): readonly PaperRequirement[] {
  return content.papers.filter(
    (paper) => paper.required && (paper.when === undefined || isAsked(paper.when, answers, party)),
  );
}

/** Those of them that are not there. */
export function missingPapers(
  content: Pick<ProcedureContent, 'papers'>,
  answers: Answers,
  party: PartyFacts,
  given: readonly string[],
): readonly PaperRequirement[] {
  return papersNeeded(content, answers, party).filter((paper) => !given.includes(paper.key));
}
