import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../../platform/canonical-json.ts';
import { parsePosted, type Typed } from '../../../platform/forms/parse.ts';
import { type AnswerRow, rowsOf } from '../../../platform/forms/rows.ts';
import type { Language } from '../../../platform/text.ts';
import type { DraftContent } from './draft.ts';
import type { OpenDraft } from './operations/open-draft.ts';
import { type QuestionPage, typedOf } from './wizard.ts';

/** Name of the hidden field that carries the mark. */
export const markField = 'moc';

/** What a page held when it was opened; another mark when it is sent says that it was changed elsewhere meanwhile: on another device, in another tab. */
export function markOfPage(content: DraftContent, page: QuestionPage): string {
  const held = {
    typed: content.typed[page.key],
    answers: content[page.part][page.step.key],
    done: content.done.includes(page.key),
  };
  return createHash('sha256')
    .update(canonicalJson(held as unknown as Json))
    .digest('base64url')
    .slice(0, 16);
}

/** Whether to save would undo what came from elsewhere. A page that says the same as what is kept, and a form without a mark, undo nothing. */
export function wouldUndo(
  { draft }: OpenDraft,
  page: QuestionPage,
  body: Readonly<Record<string, unknown>>,
  typed: Typed,
  language: Language,
): boolean {
  const mark = body[markField];
  if (typeof mark !== 'string' || mark === markOfPage(draft.content, page)) return false;
  return words(typed) !== words(typedOf(page, draft.content, {}, language));
}

/** What is kept of the page, to be read beside what was typed here. */
export function keptRows({ draft, communes }: OpenDraft, page: QuestionPage, language: Language): readonly AnswerRow[] {
  const form = { steps: [page.step] };
  const { answers } = parsePosted(form, typedOf(page, draft.content, {}, language), language);
  return rowsOf(form, answers, language, { communes }).flatMap((group) =>
    page.step.repeat === undefined
      ? group.rows
      : group.rows.map((row) => ({ ...row, label: `${group.stepTitle}: ${row.label}` })),
  );
}

/** Only what somebody typed; empty inputs and markers of items are no words. */
function words(typed: Typed): string {
  const said = Object.entries(typed).filter(([, value]) => value.some((one) => one.trim() !== ''));
  return canonicalJson(Object.fromEntries(said) as Json);
}
