import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** Where the project lies. The program runs from its sources or bundled in another folder, so no file may count folders from itself. */
export function projectFolder(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error('the program lies outside its project');
  return dirname(file);
}
