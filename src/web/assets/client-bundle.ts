import { glob } from 'node:fs/promises';
import path from 'node:path';

/** Every file here is a script of its own name; what they share is bundled into each, since a page loads one or two. */
const entryPatterns = ['src/web/client/*.{ts,tsx}', 'src/modules/*/islands/*.{ts,tsx}'];

/** Entry files by path from the root, in order. Tests and files that begin with `_` are not entries. */
export async function clientEntries(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(entryPatterns, { cwd: root })) found.push(file.split(path.sep).join('/'));
  return found
    .filter((file) => !/\.test\.tsx?$/.test(file) && !path.basename(file).startsWith('_'))
    .sort((a, b) => a.localeCompare(b));
}

export interface ClientScript {
  readonly name: string;
  readonly code: string;
}

/** One minified ES module per entry. Adds every source file that went in to `inputs`. */
export async function bundleClient(
  root: string,
  entries: readonly string[],
  inputs: Set<string>,
): Promise<readonly ClientScript[]> {
  const scripts: ClientScript[] = [];
  for (const entry of entries) {
    const name = `${path.basename(entry).replace(/\.tsx?$/, '')}.js`;
    if (scripts.some((script) => script.name === name))
      throw new Error(`Two scripts are called ${name}: rename ${entry}.`);
    scripts.push({ name, code: await bundleOne(root, path.join(root, entry), inputs) });
  }
  return scripts;
}

async function bundleOne(root: string, input: string, inputs: Set<string>): Promise<string> {
  // Loaded where something is to be built: mostly the cache is fresh.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input,
    cwd: root,
    platform: 'browser',
    transform: { target: 'es2022' },
    logLevel: 'warn',
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
    const file = (id: string) => id.split('?')[0] as string;
    for (const id of output[0].moduleIds) if (path.isAbsolute(id)) inputs.add(file(id));
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
