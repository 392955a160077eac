// Small comforts on top of pages that work without: nothing here may be needed to get a thing done.
const store = sessionStorage;
const here = location.pathname;
const typed = 'typed';

/** A second press while the first is on its way does nothing; the pressed button keeps its value, since it is not disabled. */
const busy = new WeakSet<HTMLFormElement>();

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const fields = () =>
  [...document.querySelectorAll<Typed>('form[method=post] :is(input,select,textarea)')].filter(
    (field) => field.name && !/^(hidden|password|file|submit)$/.test(field.type),
  );

function keepTyped() {
  const values = fields().map((field) =>
    'checked' in field && /^(radio|checkbox)$/.test(field.type) ? field.checked : field.value,
  );
  store.setItem(typed, JSON.stringify([here, values]));
}

/** After a navigation that failed, "back" brings the page again without what was typed (pages behind sign-in are not cached). */
function restoreTyped() {
  const [path, values] = JSON.parse(store.getItem(typed) ?? '[]');
  store.removeItem(typed);
  const came = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
  if (path !== here || (came.type === 'navigate' && !store.getItem('place'))) return;
  fields().forEach((field, index) => {
    const value = values[index];
    if (typeof value === 'boolean') (field as HTMLInputElement).checked = value;
    else if (value) field.value = value;
  });
}

/** Asks in the browser's own dialog; focus, Escape and the rest of the page are its business. */
function ask(button: HTMLElement, form: HTMLFormElement) {
  const dialog = document.createElement('dialog');
  const text = document.createElement('p');
  text.textContent = button.dataset['confirm'] as string;
  const row = document.createElement('form');
  row.method = 'dialog';
  row.className = 'actions';
  const yes = button.cloneNode(true) as HTMLButtonElement;
  yes.removeAttribute('data-confirm');
  yes.removeAttribute('form');
  yes.removeAttribute('formaction');
  yes.value = 'yes';
  const no = document.createElement('button');
  no.className = 'ds-button';
  no.dataset['variant'] = 'secondary';
  no.value = 'no';
  no.textContent = document.documentElement.lang === 'vi' ? 'Quay lại' : 'Go back';
  row.append(yes, no);
  dialog.append(text, row);
  dialog.onclose = () => {
    if (dialog.returnValue === 'yes') {
      delete button.dataset['confirm'];
      form.requestSubmit(button);
    }
    dialog.remove();
  };
  document.body.append(dialog);
  dialog.showModal();
}

addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const button = event.submitter;
  if (form.method === 'dialog') return;
  if (button?.dataset['confirm']) {
    event.preventDefault();
    ask(button, form);
  } else if (busy.has(form)) event.preventDefault();
  else if (form.method === 'post' && !event.defaultPrevented) {
    busy.add(form);
    button?.setAttribute('aria-busy', 'true');
    // An answer that is a file leaves the page standing: the form opens again.
    setTimeout(() => {
      busy.delete(form);
      button?.removeAttribute('aria-busy');
    }, 8000);
    keepTyped();
  }
});

addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) busy.delete(form);
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
});

/** The other language opens at the same height, with what was typed. */
addEventListener('click', (event) => {
  if (!(event.target as Element).closest('[data-keep-place]')) {
    // A menu closes when one looks elsewhere.
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('.menu[open]'))
      if (!menu.contains(event.target as Node)) menu.open = false;
    return;
  }
  store.setItem('place', String(scrollY));
  keepTyped();
});

restoreTyped();
document.querySelector<HTMLElement>('[data-focus]')?.focus();
const place = store.getItem('place');
if (place) scrollTo(0, +place);
store.removeItem('place');
