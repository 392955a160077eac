/** Zoom and rotation of a photo beside the form; without script the photo is shown whole and opens apart. */
for (const viewer of document.querySelectorAll<HTMLElement>('[data-viewer]')) {
  const picture = viewer.querySelector<HTMLImageElement>('img');
  const tools = viewer.querySelector<HTMLElement>('[data-tools]');
  if (picture === null || tools === null) continue;
  tools.hidden = false;
  let zoom = 1;
  let turns = 0;
  const frame = picture.parentElement ?? viewer;
  const show = () => {
    // Styles set by script are not inline styles of the page, so the content policy allows them. Lengths in pixels, since a turned
    // picture takes its height across the frame and the page does not count turning as layout.
    const across = zoom * frame.clientWidth;
    const ratio = picture.naturalWidth / Math.max(1, picture.naturalHeight);
    const lying = turns % 2 === 1;
    const width = lying ? across * ratio : across;
    const height = width / ratio;
    const moves = [
      '',
      `translateX(${height}px) rotate(90deg)`,
      `translate(${width}px,${height}px) rotate(180deg)`,
      `translateY(${width}px) rotate(270deg)`,
    ];
    Object.assign(picture.style, {
      width: `${width}px`,
      maxWidth: 'none',
      marginInline: '0',
      transformOrigin: '0 0',
      transform: moves[turns],
      marginBottom: lying ? `${width - height}px` : '0',
    });
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

/** From paper to paper without a search for its line: only one is open at a time. Without script each is opened by its own line. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-next]')) {
  const next = button.closest('details')?.nextElementSibling;
  if (!(next instanceof HTMLDetailsElement)) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    next.open = true;
    const line = next.querySelector('summary');
    line?.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'start' });
  });
}
