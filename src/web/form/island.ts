import type { BrowserCheck, BrowserContext } from '../../platform/forms/browser-check.ts';
import type { Answers, FormDefinition } from '../../platform/forms/definition.ts';
import { besideQuestion, fieldId, summaryWords } from './field-view.ts';
import { formTexts } from './texts.ts';

interface Props extends BrowserContext {
  /** Answers of other pages that conditions look at; nothing else of them stands in the page. */
  readonly saved: Answers;
}

/**
 * Brings a page of questions to life: questions that do not apply are hidden as one answers, and everything is checked before it travels.
 * The server checks again; without this script it does so alone.
 */
export function start({ check, form: definition }: { check: BrowserCheck; form: FormDefinition }): void {
  const form = document.querySelector<HTMLFormElement>('form[data-check]');
  const json = form?.querySelector('script[type="application/json"]')?.textContent;
  if (!form || !json) return;
  const props = JSON.parse(json) as Props;
  const own = definition.steps.find((step) => step.key === props.step);
  const run = () => check(posted(form), props.saved, props);
  let told = form.querySelector('.q__fault:not([hidden])') !== null;

  const refresh = () => {
    const result = run();
    for (const group of form.querySelectorAll<HTMLElement>('[data-cond]')) {
      group.toggleAttribute('data-off', result.asked[group.dataset['cond'] ?? ''] === false);
    }
    if (told)
      showFaults(form, new Map(result.faults.map(({ path, words }) => [fieldId(path), words[props.language]])), true);
  };
  // Leaving a field by pressing a button: nothing may move under the pointer until the press is over, or it misses the button.
  let pressed = false;
  let waiting = false;
  document.addEventListener('pointerdown', () => {
    pressed = true;
  });
  for (const end of ['pointerup', 'pointercancel']) {
    document.addEventListener(end, () => {
      pressed = false;
      if (waiting) setTimeout(refresh, 50);
      waiting = false;
    });
  }
  form.addEventListener('change', () => {
    if (pressed) waiting = true;
    else refresh();
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formnovalidate')) return;
    const { faults } = run();
    if (faults.length === 0) return;
    event.preventDefault();
    told = true;
    refresh();
    showFaults(form, new Map(faults.map(({ path, words }) => [fieldId(path), words[props.language]])), false);
    summarize(
      faults.map((fault) => [fieldId(fault.path), summaryWords(fault, own, props.language)]),
      props,
    );
  });
  refresh();
  // For browsers that do not know the media query for scripting.
  form.classList.add('is-live');
}

function posted(form: HTMLFormElement): Record<string, string | string[]> {
  const body: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const before = body[name];
    body[name] = before === undefined ? value : [before, value].flat();
  }
  return body;
}

/** `onlyClear`: takes away what has been mended and adds nothing new while the person is still typing. */
function showFaults(form: HTMLFormElement, faults: ReadonlyMap<string, string>, onlyClear: boolean): void {
  for (const question of form.querySelectorAll<HTMLElement>('[data-q]')) {
    const id = fieldId(question.dataset['q'] ?? '');
    const place = document.getElementById(`${id}-fault`);
    const words = faults.get(id);
    if (!place || (onlyClear && place.hidden)) continue;
    place.textContent = words === undefined ? '' : besideQuestion(words);
    place.hidden = words === undefined;
    question.classList.toggle('q--fault', words !== undefined);
    for (const input of question.querySelectorAll('input, select, textarea')) {
      if (words === undefined) input.removeAttribute('aria-invalid');
      else if (!/radio|checkbox/.test(input.getAttribute('type') ?? '')) input.setAttribute('aria-invalid', 'true');
    }
  }
}

function summarize(faults: readonly (readonly [string, string])[], props: Props): void {
  const place = document.querySelector('[data-summary]');
  if (!place) return;
  const box = document.createElement('div');
  box.className = 'ds-error-summary';
  box.setAttribute('role', 'alert');
  box.tabIndex = -1;
  const title = document.createElement('h2');
  title.textContent = formTexts(props.language).faults(String(faults.length));
  const list = document.createElement('ul');
  for (const [id, words] of faults) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `#${id}`;
    link.textContent = words;
    item.append(link);
    list.append(item);
  }
  box.append(title, list);
  place.replaceChildren(box);
  box.focus();
}
