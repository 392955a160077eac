import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import { fold } from '../../../platform/text.ts';
import type { ProcedureContent } from '../model.ts';
import { type EverydayWord, everydayWords } from './everyday-words.ts';
import { type Asked, contentOf, type Phrase, readQuery, toPhrases } from './read-query.ts';
import { isFiller, likeness, markedSyllablesOf, pairsOf, syllablesOf, termsOf } from './syllables.ts';

/** What is searched: the procedure, and the names of its field and life events. */
export interface Searchable {
  readonly procedure: ProcedureContent;
  readonly fieldName: string;
  readonly lifeEventNames: readonly string[];
}

export interface SearchAnswer {
  /** Slugs, best first. */
  readonly found: readonly string[];
  /** Found only by allowing for typing errors. */
  readonly guessed: boolean;
  /** Slugs whose names look most like what was typed; filled when nothing was found. */
  readonly nearest: readonly string[];
  /** Only words that say nothing were typed ("thủ tục"): everything is meant. */
  readonly vague: boolean;
}

interface Entry {
  readonly id: string;
  readonly code: string;
  readonly short: string;
  readonly name: string;
  readonly keywords: string;
  readonly about: string;
}

/** What is known about a document beside the index, to order what was found. */
interface Known {
  readonly phrases: readonly string[];
  readonly marked: ReadonlySet<string>;
  readonly label: string;
  /** Terms of the short name in each language. */
  readonly titles: readonly (readonly string[])[];
}

const boost = { code: 10, short: 5, keywords: 4, name: 3, about: 0.6 };
/** A result below this share of the best one's score is noise. */
const tail = 0.22;

/** Answers kept, so that what many people type costs nothing again. */
const keptAnswers = 1000;

/** The search over all published procedures, in memory: no database, about two milliseconds for a query not seen before. */
export class ProcedureSearch {
  readonly #index: MiniSearch<Entry>;
  readonly #known = new Map<string, Known>();
  readonly #codes = new Map<string, string>();
  readonly #vocabulary = new Set<string>();

  readonly #phrases: readonly Phrase[];
  readonly #kept = new Map<string, SearchAnswer>();

  /** `more`: everyday words of the province, beside those of the language. */
  constructor(procedures: readonly Searchable[], more: readonly EverydayWord[] = []) {
    this.#phrases = toPhrases([...more, ...everydayWords]);
    this.#index = new MiniSearch<Entry>({
      fields: Object.keys(boost),
      tokenize: termsOf,
      processTerm: (term) => term,
    });
    for (const searchable of procedures) this.#add(searchable);
  }

  find(query: string): SearchAnswer {
    const text = query.normalize('NFC').trim().slice(0, 200).toLowerCase();
    const kept = this.#kept.get(text);
    if (kept !== undefined) return kept;
    const answer = this.#answer(text);
    if (this.#kept.size >= keptAnswers) this.#kept.clear();
    this.#kept.set(text, answer);
    return answer;
  }

  #answer(text: string): SearchAnswer {
    const answer = { found: [], guessed: false, nearest: [], vague: false };
    const byCode = this.#byCode(text);
    if (byCode.length > 0 || /^\d\.?\d{6}$/.test(text)) return { ...answer, found: byCode };
    const asked = readQuery(text, this.#phrases);
    if (asked.syllables.length === 0) return { ...answer, vague: true };
    const exact = this.#ranked(asked, false);
    if (exact.sure) return { ...answer, found: exact.slugs };
    const loose = this.#ranked(asked, true);
    if (loose.best > exact.best * 1.2) return { ...answer, found: loose.slugs, guessed: true };
    if (exact.slugs.length > 0) return { ...answer, found: exact.slugs };
    return { ...answer, nearest: this.#nearest(text) };
  }

  #add({ procedure, fieldName, lifeEventNames }: Searchable): void {
    const { slug, code, shortName, name, keywords, summary, results } = procedure;
    const entry: Entry = {
      id: slug,
      code: `${code} ${code.replace('.', '')} ${code.slice(2)}`,
      short: `${shortName.vi} . ${shortName.en}`,
      name: `${name.vi} . ${name.en}`,
      keywords: keywords.join(' . '),
      about: [
        summary.vi,
        summary.en,
        fieldName,
        ...lifeEventNames,
        ...results.flatMap((result) => [result.name.vi, result.name.en]),
      ].join(' . '),
    };
    this.#index.add(entry);
    this.#codes.set(code, slug);
    for (const field of [entry.short, entry.name, entry.keywords, entry.about])
      for (const term of termsOf(field)) this.#vocabulary.add(term);
    this.#known.set(slug, {
      phrases: [shortName.vi, shortName.en, name.vi, name.en, ...keywords].map(contentOf),
      marked: new Set(markedSyllablesOf([entry.short, entry.name, entry.keywords].join(' '))),
      label: shortName.vi,
      titles: [shortName.vi, shortName.en].map((title) => titleTerms(title)).filter((terms) => terms.length > 0),
    });
  }

  /** `1.001193`, `1001193`, `001193`, and the long form of provincial systems `1.001193.000.00.00.H04`. */
  #byCode(text: string): string[] {
    const typed = fold(text)
      .replaceAll(' ', '')
      .replace(/\.0{3}\.\d\d\.\d\d\.[a-z]\d\d$/, '');
    if (!/^[\d.]{3,}$/.test(typed)) return [];
    const digits = typed.replaceAll('.', '');
    return [...this.#codes]
      .filter(([code]) => code.replace('.', '').startsWith(digits) || code.slice(2).startsWith(digits))
      .map(([, slug]) => slug);
  }

  #ranked(asked: Asked, loose: boolean): { slugs: string[]; best: number; sure: boolean } {
    const scored = this.#index
      .search(this.#queryFor(asked, loose), { boost, combineWith: 'OR' })
      .map((result) => ({ slug: String(result.id), ...this.#score(result, asked, loose) }))
      .filter(({ coverage }) => coverage > 0.3)
      .sort((a, b) => b.score - a.score || a.slug.localeCompare(b.slug));
    const best = scored[0]?.score ?? 0;
    return {
      slugs: scored.filter(({ score }) => score >= best * tail).map(({ slug }) => slug),
      best,
      sure: scored.some(({ coverage }) => coverage >= 0.75),
    };
  }

  #queryFor(asked: Asked, loose: boolean): Query {
    const typed = [...asked.syllables, ...asked.pairs];
    const reach = (term: string) => (loose && !this.#vocabulary.has(term) && term.length >= 5 ? 0.26 : false);
    const part = (terms: readonly string[], weight: number): Query => ({
      queries: [terms.join(' ')],
      tokenize: (joined) => joined.split(' '),
      boostTerm: (term) => weight * (asked.pairs.includes(term) ? 1.5 : 1),
      // Only a word that exists nowhere may match another one: most neighbouring syllables are a real word or no word at all.
      fuzzy: reach,
      prefix: (term) => term.length >= 5 && weight === 1 && !this.#vocabulary.has(term),
      combineWith: 'OR',
    });
    const queries: Query[] = [part(typed, 1)];
    for (const meaning of asked.meanings) queries.push(part(meaning.terms, 0.8));
    return { combineWith: 'OR', queries };
  }

  #score(result: SearchResult, asked: Asked, loose: boolean): { score: number; coverage: number } {
    const known = this.#known.get(String(result.id)) as Known;
    const hit = new Set(result.queryTerms);
    const marked = asked.marked;
    let covered = 0;
    for (const [index, syllable] of asked.syllables.entries()) {
      const meant = Math.max(
        0,
        ...asked.meanings.filter(({ covers }) => covers.has(index)).map(({ words }) => shareHit(words, hit)),
      );
      const inPair = asked.pairs.some(
        (pair) => hit.has(pair) && (pair.startsWith(syllable) || pair.endsWith(syllable)),
      );
      // A syllable found without its marks where the person typed others: `đất` is not `đặt`.
      const typedMark = marked.get(syllable);
      const asTyped = typedMark === undefined || known.marked.has(typedMark);
      const literal = hit.has(syllable) ? (asTyped ? 1 : 0.6) : loose && inPair ? 0.8 : 0;
      covered += Math.max(meant, literal);
    }
    const coverage = covered / asked.syllables.length;
    const phrase = Math.max(...known.phrases.map((candidate) => phraseMatch(candidate, asked.content)));
    const meantPhrase = Math.max(
      0,
      ...asked.meanings.flatMap(({ content }) => known.phrases.map((candidate) => phraseMatch(candidate, content))),
    );
    const certainty = 0.25 + 0.75 * coverage * coverage;
    // The plain case before its special ones: “khai sinh” asks for all of “Đăng ký khai sinh”, for a part of “Đăng ký lại khai sinh”.
    const found = new Set(result.terms);
    const plain = Math.max(
      0,
      ...known.titles.map((terms) => terms.filter((term) => found.has(term)).length / terms.length),
    );
    return { score: result.score * certainty * (0.3 + plain) * (1 + 1.2 * phrase + 0.8 * meantPhrase), coverage };
  }

  #nearest(text: string): string[] {
    return [...this.#known]
      .map(([slug, { label }]) => ({ slug, like: likeness(text, label) }))
      .filter(({ like }) => like > 0.15)
      .sort((a, b) => b.like - a.like)
      .slice(0, 3)
      .map(({ slug }) => slug);
  }
}

/** How much of what a phrase means is in the result, by its pairs (they are the words). */
function shareHit(words: readonly string[], hit: ReadonlySet<string>): number {
  return words.filter((term) => hit.has(term)).length / words.length;
}

function titleTerms(title: string): string[] {
  const words = syllablesOf(title).filter((syllable) => !isFiller(syllable));
  return words.length === 1 ? words : [...words, ...pairsOf(words)];
}

/** 1: the same words; less where one holds the other, by their lengths. */
function phraseMatch(candidate: string, asked: string): number {
  if (candidate === '' || asked === '') return 0;
  if (candidate === asked) return 1;
  const [outer, inner] = candidate.length > asked.length ? [candidate, asked] : [asked, candidate];
  return ` ${outer} `.includes(` ${inner} `) ? (0.7 * inner.length) / outer.length : 0;
}
