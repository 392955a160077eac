import { fold } from '../../../platform/text.ts';
import type { EverydayWord } from './everyday-words.ts';
import { isFiller, markedSyllablesOf, oneSpelling, pairsOf, syllablesOf } from './syllables.ts';

/** What an everyday phrase of the query means, made ready once for all documents. */
interface Meaning {
  readonly terms: readonly string[];
  /** Its pairs, or its one syllable: what must be found to have it. */
  readonly words: readonly string[];
  readonly content: string;
  /** Positions, among the syllables that count, which the phrase stands for. */
  readonly covers: ReadonlySet<number>;
}

export interface Asked {
  readonly syllables: readonly string[];
  readonly pairs: readonly string[];
  readonly content: string;
  readonly meanings: readonly Meaning[];
  readonly marked: ReadonlyMap<string, string>;
}

/** Takes a query apart: the words that count, neighbours as pairs, what everyday phrases mean. */
export function readQuery(text: string, phrases: readonly Phrase[]): Asked {
  const all = syllablesOf(text);
  const found = meaningsIn(all, phrases);
  const meant = new Set(found.flatMap(({ span }) => span));
  const kept = all
    .map((syllable, index) => ({ syllable, index }))
    .filter(({ syllable, index }) => meant.has(index) || !isFiller(syllable));
  const position = new Map(kept.map(({ index }, at) => [index, at]));
  const marks = new Map<string, string>();
  for (const word of markedSyllablesOf(text))
    if (fold(word) !== word.normalize('NFC')) marks.set(oneSpelling(fold(word)), word);
  const syllables = kept.map(({ syllable }) => syllable);
  return {
    syllables,
    pairs: [...new Set([...pairsOf(all).filter((pair) => !isFillerPair(pair, all)), ...pairsOf(syllables)])],
    content: contentOf(text),
    meanings: found.map(({ means, span }) =>
      toMeaning(means, new Set(span.flatMap((index) => position.get(index) ?? []))),
    ),
    marked: marks,
  };
}

function isFillerPair(pair: string, all: readonly string[]): boolean {
  return all.some(
    (syllable, index) =>
      syllable + (all[index + 1] ?? '') === pair && isFiller(syllable) && isFiller(all[index + 1] ?? ''),
  );
}

export interface Phrase {
  readonly said: readonly string[];
  readonly means: readonly string[];
}

/** Longest first; what one phrase means to the language and to the province is searched for together. */
export function toPhrases(words: readonly EverydayWord[]): Phrase[] {
  const bySaid = new Map<string, { said: string[]; means: string[] }>();
  for (const [said, means] of words) {
    for (const phrase of said.split('|').map(syllablesOf)) {
      const known = bySaid.get(phrase.join(' '));
      if (known === undefined) bySaid.set(phrase.join(' '), { said: phrase, means: [means] });
      else known.means.push(means);
    }
  }
  return [...bySaid.values()].sort((a, b) => b.said.length - a.said.length);
}

/** The everyday phrases in a query, longest first, none inside another. */
function meaningsIn(all: readonly string[], phrases: readonly Phrase[]): { means: string; span: number[] }[] {
  const taken = new Set<number>();
  const meanings: { means: string; span: number[] }[] = [];
  for (const { said, means } of phrases) {
    for (let start = 0; start + said.length <= all.length; start += 1) {
      const span = said.map((_, offset) => start + offset);
      if (!said.every((syllable, offset) => all[start + offset] === syllable) || span.some((index) => taken.has(index)))
        continue;
      for (const index of span) taken.add(index);
      for (const meaning of means) meanings.push({ means: meaning, span });
    }
  }
  return meanings;
}

function toMeaning(means: string, covers: ReadonlySet<number>): Meaning {
  const syllables = syllablesOf(means);
  const pairs = pairsOf(syllables);
  return {
    terms: [...syllables, ...pairs],
    words: pairs.length === 0 ? syllables : pairs,
    content: contentOf(means),
    covers,
  };
}

/** Folded words that count, in their order. */
export function contentOf(text: string): string {
  const all = syllablesOf(text);
  const counted = all.filter((syllable) => !isFiller(syllable));
  return (counted.length === 0 ? all : counted).join(' ');
}
