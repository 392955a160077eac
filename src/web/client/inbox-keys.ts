// J, K: down and up; Enter: open; X: select; / : search; any other letter presses the button that carries it (data-key). For lists of work of officers.
const table = document.querySelector<HTMLTableElement>('[data-key-rows]');
const rows = [...(table?.tBodies[0]?.rows ?? [])];
let now = -1;

function go(to: number) {
  rows[now]?.removeAttribute('data-now');
  now = Math.max(0, Math.min(rows.length - 1, to));
  const row = rows[now];
  if (row === undefined) return;
  row.setAttribute('data-now', '');
  row.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !/^(checkbox|radio)$/.test((target as HTMLInputElement).type)));

/** The button of the current row first, then that of the page. */
function buttonFor(key: string): HTMLElement | null {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  return rows[now]?.querySelector<HTMLElement>(wanted) ?? document.querySelector<HTMLElement>(`main ${wanted}`);
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (writes(event.target)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    return;
  }
  const key = event.key.toLowerCase();
  if (key === 'j') go(now + 1);
  else if (key === 'k') go(now - 1);
  else if (key === 'enter' && now >= 0 && event.target === document.body) rows[now]?.querySelector('a')?.click();
  else if (key === 'x' && now >= 0) rows[now]?.querySelector<HTMLElement>('input[type=checkbox]')?.click();
  else {
    const button = key.length === 1 ? buttonFor(key) : null;
    if (button === null) return;
    if (key === '/') button.focus();
    else {
      // The act is on the row one stands at: select it alone when nothing is selected.
      const boxes = rows.map((row) => row.querySelector<HTMLInputElement>('input[type=checkbox]'));
      const box = boxes[now];
      if (box && !boxes.some((other) => other?.checked)) box.click();
      button.click();
    }
  }
  event.preventDefault();
});

for (const [index, row] of rows.entries()) row.addEventListener('focusin', () => now !== index && go(index));

// Nobody is told of keys that do not answer.
for (const hint of document.querySelectorAll<HTMLElement>('[data-keys]')) hint.hidden = false;

// What is picked is counted, and a whole page can be picked at once: neither shows without script.
const picks = rows.flatMap((row) => row.querySelector<HTMLInputElement>('input[type=checkbox]') ?? []);
const all = document.querySelector<HTMLElement>('[data-pick-all]');
const picked = document.querySelector<HTMLElement>('[data-picked]');
const everyPick = all?.querySelector<HTMLInputElement>('input');
if (all && picked && everyPick) {
  const words = picked.textContent;
  const tell = () => {
    const count = picks.filter((pick) => pick.checked).length;
    picked.textContent = `${count} ${words}`;
    everyPick.checked = count > 0 && count === picks.length;
    everyPick.indeterminate = count > 0 && count < picks.length;
  };
  all.hidden = picked.hidden = false;
  everyPick.addEventListener('change', () => {
    for (const pick of picks) pick.checked = everyPick.checked;
    tell();
  });
  for (const pick of picks) pick.addEventListener('change', tell);
  tell();
}
