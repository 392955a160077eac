import type { FieldFault } from '../../../platform/errors.ts';
import { checkAnswers } from '../../../platform/forms/check.ts';
import { isAsked } from '../../../platform/forms/condition.ts';
import type { Answers, Choice, FormDefinition, FormStep, StepAnswers } from '../../../platform/forms/definition.ts';
import { type Typed, toTyped } from '../../../platform/forms/parse.ts';
import type { Language } from '../../../platform/text.ts';
import type { FiledFor, PaperRequirement, ProcedureContent } from '../../catalogue/index.ts';
import { papersNeeded } from '../papers-needed.ts';
import { partyFacts } from '../party-facts.ts';
import type { DraftContent } from './draft.ts';
import { whomForms } from './whom.ts';

/** Keys of the pages after the questions; no step of a form can have a dash in its key. */
export const pageKeys = { papers: 'giay-to', check: 'kiem-tra', declare: 'cam-doan' } as const;

export interface QuestionPage {
  readonly key: string;
  readonly kind: 'questions';
  /** Whether the answers are about whom it is for, or the procedure's own. */
  readonly part: 'whom' | 'answers';
  readonly form: FormDefinition;
  readonly step: FormStep;
  readonly complete: boolean;
}

export interface OtherPage {
  readonly key: string;
  readonly kind: 'papers' | 'check' | 'declare';
  readonly complete: boolean;
}

export type WizardPage = QuestionPage | OtherPage;

export interface WizardInput {
  readonly procedure: Pick<ProcedureContent, 'form' | 'papers'>;
  readonly filedFor: FiledFor;
  readonly content: DraftContent;
  readonly today: Temporal.PlainDate;
  readonly communes: readonly Choice[];
  /** Requirement keys that have a usable file. */
  readonly papersThere: readonly string[];
}

export interface Wizard {
  readonly pages: readonly WizardPage[];
  /** Papers that the procedure may want in this case, those that must be there first. */
  readonly papers: readonly (PaperRequirement & { readonly needed: boolean })[];
  readonly missing: readonly PaperRequirement[];
}

/** The pages that this dossier has, given the answers so far, and which of them are done. Pure. */
export function wizardOf(input: WizardInput): Wizard {
  const { procedure, filedFor, content } = input;
  const party = partyFacts(filedFor);
  const parts = [
    ['whom', whomForms[filedFor], content.whom],
    ['answers', procedure.form, content.answers],
  ] as const;
  const questions = parts.flatMap(([part, form, answers]) => {
    if (form === undefined) return [];
    const { faults, answers: kept } = checkAnswers(form, answers, {
      today: input.today,
      party,
      communes: input.communes,
    });
    return form.steps
      .filter((step) => isAsked(step.when, kept, party))
      .map((step): QuestionPage => {
        const complete =
          content.done.includes(pageKey(part, step)) && !faults.some((fault) => fault.path.split('/')[1] === step.key);
        return { key: pageKey(part, step), kind: 'questions', part, form, step, complete };
      });
  });
  const needed = papersNeeded(procedure, content.answers, party);
  const missing = needed.filter((paper) => !input.papersThere.includes(paper.key));
  const optional = procedure.papers.filter(
    (paper) => !paper.required && (paper.when === undefined || isAsked(paper.when, content.answers, party)),
  );
  const papers = [
    ...needed.map((paper) => ({ ...paper, needed: true })),
    ...optional.map((paper) => ({ ...paper, needed: false })),
  ];
  const papersDone = missing.length === 0 && content.done.includes(pageKeys.papers);
  const rest: OtherPage[] = [
    ...(papers.length === 0 ? [] : [{ key: pageKeys.papers, kind: 'papers' as const, complete: papersDone }]),
    { key: pageKeys.check, kind: 'check', complete: content.done.includes(pageKeys.check) },
    { key: pageKeys.declare, kind: 'declare', complete: false },
  ];
  return { pages: [...questions, ...rest], papers, missing };
}

function pageKey(part: 'whom' | 'answers', step: FormStep): string {
  return part === 'whom' ? `cho-${step.key}` : step.key;
}

/** Where a person may be: no further than the first page that is not done. */
export function firstIncomplete(wizard: Wizard): WizardPage {
  return wizard.pages.find((page) => !page.complete) ?? (wizard.pages.at(-1) as WizardPage);
}

export function isReachable(wizard: Wizard, key: string): boolean {
  const at = wizard.pages.findIndex((page) => page.key === key);
  return at >= 0 && at <= wizard.pages.indexOf(firstIncomplete(wizard));
}

export function pageAfter(wizard: Wizard, key: string): WizardPage {
  const at = wizard.pages.findIndex((page) => page.key === key);
  return wizard.pages[at + 1] ?? firstIncomplete(wizard);
}

export function pageBefore(wizard: Wizard, key: string): WizardPage | undefined {
  return wizard.pages[wizard.pages.findIndex((page) => page.key === key) - 1];
}

/** What the inputs of a page hold when it opens: what was left unaccepted, else the answers, else what is known of the person. */
export function typedOf(page: QuestionPage, content: DraftContent, known: StepAnswers, language: Language): Typed {
  const pending = content.typed[page.key];
  if (pending !== undefined) return pending;
  const answers: Answers =
    content.done.includes(page.key) || page.step.repeat !== undefined ? content[page.part] : { [page.step.key]: known };
  return toTyped({ steps: [page.step] }, answers, language);
}

/** Items of a repeated group that the inputs hold, by their highest number. */
export function itemsIn(typed: Typed, step: FormStep): number {
  if (step.repeat === undefined) return 0;
  const { min, max } = step.repeat;
  let count = min;
  for (const name of Object.keys(typed)) {
    const at = name.startsWith(`${step.key}.`) ? /^(\d{1,3})\./.exec(name.slice(step.key.length + 1))?.[1] : undefined;
    if (at !== undefined) count = Math.max(count, Number(at) + 1);
  }
  return Math.min(count, max);
}

/** One more empty item at the end. The marker keeps it there although it holds nothing yet. */
export function withItemAdded(typed: Typed, step: FormStep, count: number): Typed {
  return { ...typed, [`${step.key}.${Math.min(count, (step.repeat?.max ?? 1) - 1)}.`]: [''] };
}

export function withItemRemoved(typed: Typed, step: FormStep, removed: number): Typed {
  const kept: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(typed)) {
    const match = name.startsWith(`${step.key}.`) ? /^(\d{1,3})(\..*)$/.exec(name.slice(step.key.length + 1)) : null;
    const at = match === null ? -1 : Number(match[1]);
    if (match === null || at < removed) kept[name] = value;
    else if (at > removed) kept[`${step.key}.${at - 1}${match[2]}`] = value;
  }
  return kept;
}

/** Path of the item at which to go on after one was added or removed: the new one, or the one that now stands in its place; the whole group where none is left. */
export function itemToShow(typed: Typed, step: FormStep, removed?: number): string {
  const last = itemsIn(typed, step) - 1;
  return last < 0 ? `/${step.key}` : `/${step.key}/${Math.min(removed ?? last, last)}`;
}

/** The draft after a page was sent on: accepted, or kept as typed with its faults. */
export function withPage(
  content: DraftContent,
  page: QuestionPage,
  sent: { readonly answers: Answers; readonly typed: Typed; readonly faults: readonly FieldFault[] },
): DraftContent {
  if (sent.faults.length > 0) return withTyped(content, page.key, sent.typed);
  const { [page.key]: _accepted, ...typed } = content.typed;
  const group = sent.answers[page.step.key] ?? {};
  return {
    ...content,
    [page.part]: { ...content[page.part], [page.step.key]: group },
    typed,
    // The summary is looked at again after any change.
    done: [...content.done.filter((key) => key !== page.key && key !== pageKeys.check), page.key],
  };
}

export function withTyped(content: DraftContent, key: string, typed: Typed): DraftContent {
  return {
    ...content,
    typed: { ...content.typed, [key]: typed },
    done: content.done.filter((one) => one !== key && one !== pageKeys.check),
  };
}

export function withDone(content: DraftContent, key: string): DraftContent {
  return { ...content, done: [...content.done.filter((one) => one !== key), key] };
}
