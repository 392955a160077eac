import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { checkBinaries, installedFolder, packagedBinaries } from './binaries.ts';
import { ownUser, type ServerUser } from './server-user.ts';
import { roomyFolder } from './testing.ts';

const nobody: ServerUser = { name: 'nobody', uid: 65534, gid: 65534, stepDown: true };
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('links the libraries where the install script did not run', () => {
  const installed = join(copyOfPackage(), 'native');
  const unlinked = removeLinks(join(installed, 'lib'));
  expect(unlinked).toBeGreaterThan(5);
  const binaries = packagedBinaries(ownUser(), '/nonexistent', () => undefined, installed);
  expect(binaries).toMatchObject({ binDir: join(installed, 'bin'), major: 18 });
  expect(removeLinks(join(installed, 'lib'))).toBe(unlinked);
});

test('in a closed home folder they are copied, once, to where the plain user can run them; one line says so', ({
  skip,
}) => {
  if (process.getuid?.() !== 0) skip('needs root, who must step down');
  const closed = copyOfPackage();
  chmodSync(closed, 0o700);
  removeLinks(join(closed, 'native', 'lib'));
  const copyTo = join(folder(), 'system');
  chmodSync(dirname(copyTo), 0o711);
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);

  const first = packagedBinaries(nobody, copyTo, log, join(closed, 'native'));
  expect(first.binDir.startsWith(copyTo)).toBe(true);
  expect(lines).toEqual([expect.stringMatching(/^user nobody cannot use .*; PostgreSQL is copied to /)]);
  expect(statSync(join(first.binDir, 'postgres'))).toMatchObject({ uid: 0 });
  expect(packagedBinaries(nobody, copyTo, log, join(closed, 'native'))).toEqual(first);
  expect(lines).toHaveLength(1);
  expect(readdirSync(copyTo)).toHaveLength(1);
});

test('programs that do not run here are told from those that do', () => {
  const empty = folder();
  expect(() => checkBinaries(empty, ownUser())).toThrow(expect.objectContaining({ code: 'PGS-0006' }));
  expect(() => checkBinaries(empty, ownUser())).toThrow(/Set DATABASE_URL/);
});

function folder(): string {
  const made = mkdtempSync(join(roomyFolder(), 'pgs-bin-'));
  folders.push(made);
  return made;
}

function copyOfPackage(): string {
  const made = folder();
  cpSync(join(installedFolder(), '..'), made, { recursive: true, verbatimSymlinks: true });
  return made;
}

function removeLinks(lib: string): number {
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink());
  for (const name of links) rmSync(join(lib, name));
  return links.length;
}
