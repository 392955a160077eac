import type { Run, Sheet } from './sheet.ts';

export type Align = 'left' | 'center' | 'right' | 'justify';

interface Word extends Run {
  readonly width: number;
}

export interface TextLine {
  readonly words: readonly Word[];
  readonly width: number;
  readonly last: boolean;
}

export interface FlowOptions {
  readonly size: number;
  readonly width: number;
  /** Further in (or, below zero, out) for the first line only. */
  readonly firstIndent?: number;
}

/** Breaks runs of text into lines at spaces; a word longer than the line is cut. Line breaks in the text are kept. */
export function flowText(
  sheet: Sheet,
  runs: readonly Run[],
  { size, width, firstIndent = 0 }: FlowOptions,
): TextLine[] {
  const space = sheet.width({ text: ' ' }, size);
  const lines: TextLine[] = [];
  let words: Word[] = [];
  let used = 0;
  const room = () => width - (lines.length === 0 ? firstIndent : 0);
  const close = (last: boolean) => {
    lines.push({ words, width: used, last });
    words = [];
    used = 0;
  };
  for (const word of wordsOf(sheet, runs, size, width)) {
    if (word === 'break') {
      close(true);
      continue;
    }
    const needed = words.length === 0 ? word.width : used + space + word.width;
    if (needed > room() && words.length > 0) close(false);
    used = words.length === 0 ? word.width : used + space + word.width;
    words.push(word);
  }
  close(true);
  return lines;
}

function* wordsOf(sheet: Sheet, runs: readonly Run[], size: number, width: number): Generator<Word | 'break'> {
  for (const run of runs) {
    for (const part of run.text.normalize('NFC').split(/(\n)| +/)) {
      if (part === '\n') yield 'break';
      else if (part !== undefined && part !== '') yield* cut(sheet, { ...run, text: part }, size, width);
    }
  }
}

/** Cuts a word that is wider than a whole line (an address of a web page, a hash). */
function* cut(sheet: Sheet, run: Run, size: number, width: number): Generator<Word> {
  let rest = run.text;
  while (rest !== '') {
    let take = rest.length;
    while (take > 1 && sheet.width({ ...run, text: rest.slice(0, take) }, size) > width) take -= Math.ceil(take / 8);
    const text = rest.slice(0, take);
    yield { ...run, text, width: sheet.width({ ...run, text }, size) };
    rest = rest.slice(take);
  }
}

/** Draws one line with its baseline at `y`. */
export function drawLine(
  sheet: Sheet,
  line: TextLine,
  x: number,
  y: number,
  width: number,
  size: number,
  align: Align,
): void {
  const space = sheet.width({ text: ' ' }, size);
  const spread = align === 'justify' && !line.last && line.words.length > 1;
  const gap = spread ? space + (width - line.width) / (line.words.length - 1) : space;
  let at = x;
  if (align === 'center') at += (width - line.width) / 2;
  if (align === 'right') at += width - line.width;
  const groups = spread ? line.words.map((word) => [word]) : sameStyle(line.words);
  for (const [index, group] of groups.entries()) {
    // The space after a word is drawn as well, so that copied or read-aloud text keeps its words apart.
    const text = group.map((word) => word.text).join(' ') + (index < groups.length - 1 ? ' ' : '');
    sheet.text({ ...group[0], text }, at, y, size);
    at += group.reduce((sum, word) => sum + word.width + gap, 0);
  }
}

/** Neighbours in one style are drawn at once: smaller files, and text that copies well. */
function sameStyle(words: readonly Word[]): Word[][] {
  const groups: Word[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && last[0].bold === word.bold && last[0].italic === word.italic) last.push(word);
    else groups.push([word]);
  }
  return groups;
}
