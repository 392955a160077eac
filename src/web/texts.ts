import type { Language } from '../platform/text.ts';

export { type Language, languages } from '../platform/text.ts';

/** A text, a text with gaps (`(count: number) => …`), or a group of texts. */
export type TextTree = { readonly [key: string]: string | ((...gaps: never[]) => string) | TextTree };

/** The same keys and gaps, other words. */
export type SameKeys<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...gaps: infer Gaps) => string
      ? (...gaps: Gaps) => string
      : SameKeys<T[K]>;
};

/**
 * The texts of one room or component: `const texts = defineTexts({ vi: {…}, en: {…} })`, then `texts(language).key`.
 * Vietnamese is the set of keys: one that is missing or unknown in English fails the type check.
 */
export function defineTexts<const T extends TextTree>(words: {
  readonly vi: T;
  readonly en: SameKeys<NoInfer<T>>;
}): (language: Language) => SameKeys<T> {
  return (language) => (language === 'en' ? words.en : (words.vi as unknown as SameKeys<T>));
}

/** Picks from a pair of words, as errors and province files carry them. */
export function inLanguage(words: { readonly vi: string; readonly en: string }, language: Language): string {
  return words[language];
}
