/**
 * Breaks a text into lines for SVG, which breaks none itself. Widths are those of the widest common face rather than of one font: whoever opens the
 * picture may not have ours. A word longer than a line is cut, so nothing runs over an edge.
 */
export function fitText(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .normalize('NFC')
    .split(/ +/)
    .flatMap((each) => cut(each, width, size))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** No less than the text takes at this size. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const letter of text)
    ems += /[ilIjftr.,:;'|()\s]/.test(letter)
      ? 0.4
      : /[mwMWƯƠ%@—]/.test(letter)
        ? 0.95
        : /\p{Lu}/u.test(letter)
          ? 0.76
          : 0.63;
  return ems * size;
}

function cut(word: string, width: number, size: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (textWidth(rest, size) > width && rest.length > 1) {
    let take = rest.length - 1;
    while (take > 1 && textWidth(rest.slice(0, take), size) > width) take -= 1;
    parts.push(rest.slice(0, take));
    rest = rest.slice(take);
  }
  return [...parts, rest];
}
