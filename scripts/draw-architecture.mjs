// Draws docs/pictures/architecture.svg from the imports that are really there: `node scripts/draw-architecture.mjs`.
// With `--check` nothing is written; it fails when the picture no longer shows the code.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { roomsInOrder } from './room-rules.mjs';

const root = join(import.meta.dirname, '..');
const file = join(root, 'docs/pictures/architecture.svg');
process.chdir(root);

/** What stands outside the rooms, in its row; rooms stand between app and platform in the order in which they may use each other. */
const above = ['app'];
const beside = ['sandbox'];
const below = ['web', 'platform'];
const words = {
  app: 'puts everything together',
  sandbox: 'VNeID, staff sign-in, CA, scanner (demo)',
  web: 'layout, components, styles',
  platform: 'database, journal, clocks, forms, files, HTTP',
  territory: 'units, agencies',
  identity: 'people, positions, sessions',
  catalogue: 'procedures, forms, search',
  papers: 'uploads, results, signatures',
  payments: 'fees, receipts',
  notices: 'messages to people',
  exchange: 'registers outside',
  dossiers: 'filing, processing, following',
  progress: 'public figures',
  guides: 'help, statements',
};

const arrows = await readArrows();
const rooms = roomsInOrder.filter((room) => arrows.some(({ from, to }) => from === room || to === room));
const svg = draw(rooms, arrows);
if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) {
    console.error('docs/pictures/architecture.svg is old. Draw it again: node scripts/draw-architecture.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(file, svg);
  console.log(`${rooms.length} rooms, ${arrows.length} arrows drawn`);
}

/** Every pair of parts of which one imports the other, with the number of importing files. Tests do not count. */
async function readArrows() {
  const { output } = await cruise(['src'], {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(\\.test\\.tsx?|/testing[^/]*(\\.tsx?|/))' },
  });
  if (output.modules.length < 150) throw new Error('the cruiser saw too little: @swc/core is not at work');
  const counts = new Map();
  for (const { source, dependencies } of output.modules) {
    const from = partOf(source);
    const targets = new Set(dependencies.map(({ resolved }) => partOf(resolved)));
    for (const to of targets) {
      if (from === undefined || to === undefined || from === to) continue;
      const key = `${from} ${to}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([key, files]) => ({ from: key.split(' ')[0], to: key.split(' ')[1], files }))
    .sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`, 'en'));
}

function partOf(path) {
  const [, top, room] = /^src\/(app|modules|platform|sandbox|web)\/([^/]+)/.exec(path) ?? [];
  return top === 'modules' ? room : top;
}

/** Rooms as a stair: a room may use only what is above it, so every arrow between rooms points up along the right side. */
function draw(rooms, arrows) {
  const width = 1000;
  const box = { width: 300, height: 52, gap: 14 };
  const left = 60;
  const top = 150;
  const rowOf = (room) => top + rooms.indexOf(room) * (box.height + box.gap);
  const bottom = top + rooms.length * (box.height + box.gap);
  const height = bottom + 130;
  const span = ({ from, to }) => rooms.indexOf(from) - rooms.indexOf(to);
  // Short arrows in the inner lanes, so that fewer lines cross.
  const between = arrows
    .filter(({ from, to }) => rooms.includes(from) && rooms.includes(to))
    .sort((a, b) => span(a) - span(b) || rooms.indexOf(a.from) - rooms.indexOf(b.from));
  const used = (part) => arrows.filter(({ to, from }) => to === part && rooms.includes(from)).length;
  const parts = [
    ...above.map((name) => rectangle(left, 40, 560, 56, name, 'part')),
    ...beside.map((name) => rectangle(660, 40, 300, 56, name, 'outside')),
    `<path class="line" d="M622 68H656" marker-end="url(#tip)"/>`,
    `<path class="line" d="M340 98V126" marker-end="url(#tip)"/>`,
    `<text class="small" x="354" y="117">uses every room, through its door index.ts and its routes</text>`,
    `<rect class="frame" x="${left - 22}" y="${top - 18}" width="${width - 2 * (left - 22)}" height="${bottom - top + 22}" rx="14"/>`,
    ...rooms.map((room) => rectangle(left, rowOf(room), box.width, box.height, room, 'room')),
    ...between.map((arrow, index) => arc(arrow, index, between)),
    `<path class="line" d="M340 ${bottom + 6}V${bottom + 34}" marker-end="url(#tip)"/>`,
    `<text class="small" x="354" y="${bottom + 24}">${used('platform')} rooms use platform, ${used('web')} use web</text>`,
    rectangle(left, bottom + 38, 420, 60, below[1], 'part'),
    rectangle(520, bottom + 38, 440, 60, below[0], 'part'),
    ...(arrows.some(({ from, to }) => from === 'web' && to === 'platform')
      ? [`<path class="line" d="M518 ${bottom + 68}H486" marker-end="url(#tip)"/>`]
      : []),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Parts of Cửa Số and which imports which">
<style>
rect{fill:#fff;stroke:#0b5a5e;stroke-width:1.5}.outside{stroke-dasharray:6 4}.frame{fill:#eef6f5;stroke:none}.background{fill:#fbfaf7;stroke:none}
text{font:600 17px "Be Vietnam Pro",system-ui,sans-serif;fill:#16302f}.small{font-weight:400;font-size:13px;fill:#4a5755}
.line{fill:none;stroke:#4a5755;stroke-width:1.5}.arc{fill:none;stroke-width:1.8}.tip{fill:#4a5755}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
<rect class="background" width="${width}" height="${height}"/>
${parts.join('\n')}
</svg>
`;

  function rectangle(x, y, w, h, name, kind) {
    return `<rect class="${kind}" x="${x}" y="${y}" width="${w}" height="${h}" rx="10"/>
<text x="${x + 16}" y="${y + h / 2 - 3}">${name}</text><text class="small" x="${x + 16}" y="${y + h / 2 + 16}">${words[name] ?? ''}</text>`;
  }

  /** A bow from the middle of the right side to the upper room; each arrow has a height of its own on both sides and a lane of its own. */
  function arc({ from, to, files }, index, all) {
    const colours = ['#0b5a5e', '#a3264f', '#7a5c00', '#2f5d8a', '#5b4a8a', '#3c6e2f', '#8a3d1f'];
    const side = left + box.width;
    const at = (room) => {
      const ends = [...all.filter((one) => one.to === room), ...all.filter((one) => one.from === room)];
      return rowOf(room) + ((ends.indexOf(all[index]) + 1) * box.height) / (ends.length + 1);
    };
    const [start, end] = [at(from), at(to)];
    const lane = side + 50 + (index * (width - 2 * left - box.width - 90)) / Math.max(1, all.length - 1);
    const colour = colours[rooms.indexOf(from) % colours.length];
    return `<path class="arc" stroke="${colour}" d="M${side} ${start.toFixed(1)}H${(lane - 12).toFixed(1)}Q${lane.toFixed(1)} ${start.toFixed(1)} ${lane.toFixed(1)} ${(start - 12).toFixed(1)}V${(end + 12).toFixed(1)}Q${lane.toFixed(1)} ${end.toFixed(1)} ${(lane - 12).toFixed(1)} ${end.toFixed(1)}H${side + 4}" marker-end="url(#tip)"><title>${from} uses ${to} in ${files} files</title></path>`;
  }
}
