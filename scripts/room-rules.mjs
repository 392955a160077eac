// Which room may use which: only those listed above it, only through their index.ts.
export const roomsInOrder = [
  'territory',
  'identity',
  'catalogue',
  'papers',
  'payments',
  'notices',
  'exchange',
  'dossiers',
  'teams',
  'enterprises',
  'farms',
  'city',
  'safeguards',
  'indicators',
  'progress',
  'steering',
  'guides',
];

const below = roomsInOrder.map((room, index) => ({
  name: `${room}-uses-only-rooms-above`,
  severity: 'error',
  from: { path: `^src/modules/${room}/` },
  to: { path: `^src/modules/(?:${roomsInOrder.slice(index + 1).join('|') || 'none'})/` },
}));

export const rules = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-no-room',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(?:modules|web|app|sandbox)/' },
    },
    {
      name: 'web-knows-no-room',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/(?:modules|app|sandbox)/' },
    },
    {
      name: 'only-app-knows-the-sandbox',
      severity: 'error',
      from: { path: '^src/(?:modules|platform|web)/' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'nobody-knows-app',
      severity: 'error',
      from: { path: '^src/(?:modules|platform|web|sandbox)/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'rooms-by-their-door',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: {
        path: '^src/modules/[^/]+/',
        pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$', '^src/modules/papers/[^/]+/index\\.ts$'],
      },
    },
    ...below,
  ],
};
