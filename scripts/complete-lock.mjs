// Completes package-lock.json after a package was added: some registry mirrors serve only this platform's binaries, npm then leaves the other
// platforms' optional packages out of the lock, and `npm ci` refuses it. Their name, version and platform are known; a digest is not, and so not claimed.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'arm', 'wasm32'];
const libc = { musl: 'musl', musleabihf: 'musl', gnu: 'glibc', gnueabihf: 'glibc' };
let added = 0;

for (const [parent, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = range.replace(/^[~^]/, '');
    if (packages[resolve(parent, name)]?.version === version) continue;
    const words = name.split(/[-./@]/);
    const os = systems.filter((system) => words.includes(system)).slice(0, 1);
    const cpu = processors.filter((processor) => words.includes(processor)).slice(0, 1);
    if (os.length + cpu.length === 0) continue;
    const place =
      packages[`node_modules/${name}`] === undefined ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
    const lib = words.map((word) => libc[word]).filter((word) => word !== undefined);
    packages[place] = {
      version,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      ...(os.length > 0 ? { os } : {}),
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(lib.length > 0 ? { libc: lib } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${added} entries added`);

/** Where Node would find a package from inside another one. */
function resolve(parent, name) {
  for (
    let base = parent;
    ;
    base = base.includes('/node_modules/') ? base.slice(0, base.lastIndexOf('/node_modules/')) : ''
  ) {
    const place = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (packages[place] !== undefined || base === '') return place;
  }
}
