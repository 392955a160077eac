/** Zoom and rotation of a photo beside the form; without script the photo is shown whole and opens apart. */
for (const viewer of document.querySelectorAll<HTMLElement>('[data-viewer]')) {
  const picture = viewer.querySelector<HTMLImageElement>('img');
  const tools = viewer.querySelector<HTMLElement>('[data-tools]');
  if (picture === null || tools === null) continue;
  tools.hidden = false;
  let zoom = 1;
  let turns = 0;
  const show = () => {
    // Styles set by script are not inline styles of the page, so the content policy allows them.
    picture.style.width = `${zoom * 100}%`;
    picture.style.maxWidth = 'none';
    const side = turns % 2 === 1 && picture.naturalHeight > 0 ? picture.naturalWidth / picture.naturalHeight : 1;
    picture.style.transform = `rotate(${turns * 90}deg) scale(${turns % 2 === 1 ? Math.min(side, 1 / side) : 1})`;
  };
  const act = (what: string | undefined) => {
    if (what === 'in') zoom = Math.min(6, zoom * 1.4);
    else if (what === 'out') zoom = Math.max(0.5, zoom / 1.4);
    else if (what === 'turn') turns = (turns + 1) % 4;
    show();
  };
  tools.addEventListener('click', (event) =>
    act((event.target as HTMLElement).closest<HTMLElement>('[data-do]')?.dataset['do']),
  );
  viewer.addEventListener('keydown', (event) => {
    const what = { '+': 'in', '=': 'in', '-': 'out', r: 'turn' }[event.key];
    if (what === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act(what);
  });
}
