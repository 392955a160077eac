/** Takes comments and needless white space out of style sheets; strings stay as they are (private-use signs stand in for them meanwhile). */
export function minifyCss(css: string): string {
  const kept: string[] = [];
  const masked = css.replaceAll(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, (text) => {
    if (text.startsWith('/*')) return '';
    kept.push(text);
    return `\uE000${kept.length - 1}\uE001`;
  });
  const small = masked
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};]) ?/g, '$1')
    .replaceAll(/: (?=[^{}]*[;}])/g, ':')
    .replaceAll(/, /g, ',')
    .replaceAll(/;}/g, '}')
    .trim();
  return small.replaceAll(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] as string);
}

/** Leaves out the top-level blocks whose head (selector or at-rule) is to be dropped. */
export function withoutBlocks(css: string, drop: (head: string) => boolean): string {
  let out = '';
  let from = 0;
  while (from < css.length) {
    const open = nextOutsideStrings(css, from, '{');
    const end = open === -1 ? css.length : closingBrace(css, open) + 1;
    const block = css.slice(from, end);
    if (open === -1 || !drop(css.slice(from, open))) out += block;
    from = end;
  }
  return out;
}

function closingBrace(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    at = skipString(css, at);
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) return at;
  }
  throw new SyntaxError(`A block that opens at ${open} is never closed: ${css.slice(open, open + 60)}`);
}

function nextOutsideStrings(css: string, from: number, wanted: string): number {
  for (let at = from; at < css.length; at++) {
    at = skipString(css, at);
    if (css[at] === wanted) return at;
  }
  return -1;
}

/** The position after a string or comment that begins at `at`, or `at` itself. */
function skipString(css: string, at: number): number {
  const sign = css[at];
  if (sign === '/' && css[at + 1] === '*') return css.indexOf('*/', at) + 2;
  if (sign !== '"' && sign !== "'") return at;
  let end = at + 1;
  while (end < css.length && css[end] !== sign) end += css[end] === '\\' ? 2 : 1;
  return end + 1;
}
