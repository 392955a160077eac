import type { ComponentChildren } from 'preact';
import { useLanguage } from '../../../web/index.ts';
import { certaintyInWords, certaintyOf } from '../facts-in-words.ts';
import type { ProcedureContent } from '../model.ts';

/** A value with, where it is not certain, a word that says so. */
export function Certain({
  content,
  path,
  children,
}: {
  content: ProcedureContent;
  path: string;
  children: ComponentChildren;
}) {
  const language = useLanguage();
  const doubt = certaintyInWords(certaintyOf(content, path), language);
  return (
    <>
      {children}
      {doubt === undefined ? null : <small class="procedure-doubt"> ({doubt})</small>}
    </>
  );
}
