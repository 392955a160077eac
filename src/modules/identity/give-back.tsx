import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize, defaultTreeAdapter as tree } from 'parse5';
import { renderToString } from 'preact-render-to-string';
import { defineTexts, type Language } from '../../platform/text.ts';
import type { KeptForm, Typed } from './kept-forms.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

const texts = defineTexts({
  vi: {
    title: 'Những gì bạn đã gõ vẫn còn',
    inForm: 'Chưa có gì được gửi đi. Hãy đọc lại rồi bấm nút của biểu mẫu.',
    noForm:
      'Biểu mẫu ấy không còn trên trang này (hồ sơ đã sang bước khác). Chưa có gì được gửi đi; đây là những gì bạn đã gõ:',
  },
  en: {
    title: 'What you typed is still here',
    inForm: 'Nothing was sent. Read it again, then press the button of the form.',
    noForm:
      'That form is no longer on this page (the dossier has moved on). Nothing was sent; this is what you had typed:',
  },
});

/** The page with the kept values in the form that they were typed into; where the form is gone, they are shown to be copied. */
export function giveBack(html: string, kept: KeptForm, language: Language): string {
  const document = parse(html);
  const form = all(document, 'form').find((one) => attribute(one, 'action')?.split('?')[0] === kept.action);
  const t = texts(language);
  if (form === undefined) {
    const main = all(document, 'main')[0];
    if (main !== undefined)
      prepend(
        main,
        <Notice
          title={t.title}
          words={t.noForm}
          lines={kept.typed.map(([, value]) => value).filter((v) => v.length > 3)}
        />,
      );
    return serialize(document);
  }
  fill(form, kept.typed);
  // Without script, this is what brings the person to the place where they stopped.
  const first =
    all(form, 'textarea')[0] ?? all(form, 'input').find((one) => !notTyped.has(attribute(one, 'type') ?? 'text'));
  if (first !== undefined) setAttribute(first, 'autofocus', '');
  prepend(form, <Notice title={t.title} words={t.inForm} lines={[]} />);
  for (let above = form.parentNode; above !== null && 'parentNode' in above; above = above.parentNode)
    if (above.nodeName === 'details') setAttribute(above as Element, 'open', '');
  return serialize(document);
}

function Notice({ title, words, lines }: { title: string; words: string; lines: readonly string[] }) {
  return (
    <div class="ds-alert" data-color="warning" role="status">
      <h2>{title}</h2>
      <div class="alert__body">
        <p>{words}</p>
        {lines.map((line, index) => (
          <blockquote key={index}>{line}</blockquote>
        ))}
      </div>
    </div>
  );
}

/** Only what a person can see and change: hidden fields are those of the page as it is now. */
function fill(form: Element, typed: Typed): void {
  const values = Map.groupBy(typed, ([name]) => name);
  const of = (field: Element) => values.get(attribute(field, 'name') ?? '')?.map(([, value]) => value);
  for (const field of all(form, 'textarea')) {
    const [text] = of(field) ?? [];
    if (text === undefined) continue;
    field.childNodes = [];
    // The first line break of a textarea is not part of its content.
    tree.insertText(field, text.startsWith('\n') ? `\n${text}` : text);
  }
  for (const field of all(form, 'select')) {
    const chosen = of(field);
    if (chosen === undefined) continue;
    for (const option of all(field, 'option'))
      toggle(option, 'selected', chosen.includes(attribute(option, 'value') ?? textOf(option)));
  }
  for (const field of all(form, 'input')) {
    const type = attribute(field, 'type') ?? 'text';
    const given = of(field);
    if (type === 'checkbox' || type === 'radio')
      toggle(field, 'checked', given?.includes(attribute(field, 'value') ?? 'on') === true);
    else if (given !== undefined && !notTyped.has(type)) setAttribute(field, 'value', given[0] ?? '');
  }
}

const notTyped = new Set(['hidden', 'password', 'file', 'submit', 'button', 'image', 'reset']);

function all(under: Node, name: string): Element[] {
  if (!('childNodes' in under)) return [];
  return under.childNodes.flatMap((child) => [
    ...(child.nodeName === name ? [child as Element] : []),
    ...all(child, name),
  ]);
}

function prepend(parent: Element, content: Parameters<typeof renderToString>[0]): void {
  const fragment = parseFragment(renderToString(content));
  for (const child of [...fragment.childNodes].reverse()) {
    const [first] = parent.childNodes;
    if (first === undefined) tree.appendChild(parent, child);
    else tree.insertBefore(parent, child, first);
  }
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function setAttribute(element: Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((one) => one.name !== name), { name, value }];
}

function toggle(element: Element, name: string, on: boolean): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
  if (on) setAttribute(element, name, '');
}

function textOf(element: Element): string {
  return element.childNodes
    .map((child) => (child.nodeName === '#text' ? (child as { value: string }).value : ''))
    .join('');
}
