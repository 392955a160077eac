import { fold } from '../../platform/text.ts';
import type { GuideBlock } from './views.tsx';

/**
 * Reads a guide: `## heading`, `### heading`, `- item`, `1. item`, `> note`, paragraphs parted by an empty line.
 * Ids of headings are their folded words, so that links to them survive a change of wording in the text below; `## Words {#id}` names its own,
 * the same in every language, for what pages link to.
 */
export function parseGuide(text: string): readonly GuideBlock[] {
  const blocks: GuideBlock[] = [];
  for (const chunk of text.normalize('NFC').split(/\n\s*\n/)) {
    const lines = chunk
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const first = lines[0];
    if (first === undefined) continue;
    const heading = /^(#{2,3}) (.+?)(?: \{#([a-z0-9-]+)\})?$/.exec(first);
    if (heading !== null) {
      const words = heading[2] as string;
      blocks.push({
        kind: 'heading',
        level: heading[1] === '##' ? 2 : 3,
        text: words,
        id: heading[3] ?? fold(words).replaceAll(/[^a-z0-9]+/g, '-'),
      });
      blocks.push(...parseGuide(lines.slice(1).join('\n')));
    } else if (/^(-|\d+\.) /.test(first)) {
      blocks.push({ kind: 'list', ordered: !first.startsWith('-'), items: listItems(lines) });
    } else if (first.startsWith('> ')) {
      blocks.push({ kind: 'note', text: lines.map((line) => line.replace(/^> ?/, '')).join(' ') });
    } else {
      blocks.push({ kind: 'paragraph', text: lines.join(' ') });
    }
  }
  return blocks;
}

/** A line without a mark goes on with the item before it. */
function listItems(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    const marked = /^(?:-|\d+\.) (.+)$/.exec(line);
    if (marked !== null) items.push(marked[1] as string);
    else items.push(`${items.pop() ?? ''} ${line}`.trim());
  }
  return items;
}
