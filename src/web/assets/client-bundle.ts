import { glob } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

/** Every file here is a script of its own name; what they share is bundled into each, since a page loads one or two. */
const entryPatterns = [
  'src/web/client/*.{ts,tsx}',
  'src/web/form/client/*.{ts,tsx}',
  'src/modules/*/islands/*.{ts,tsx}',
];

/** Entry files by path from the root, in order. Tests and files that begin with `_` are not entries. */
export async function clientEntries(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(entryPatterns, { cwd: root })) found.push(file.split(path.sep).join('/'));
  return found
    .filter((file) => !/\.test\.tsx?$/.test(file) && !path.basename(file).startsWith('_'))
    .sort((a, b) => a.localeCompare(b));
}

/** A script whose source is made by the program: the checks of one form. Its imports are found from the root. */
export interface MadeScript {
  /** Name of the asset: `form-khai-sinh.js`. */
  readonly name: string;
  readonly source: string;
}

export interface ClientScript {
  readonly name: string;
  readonly code: string;
}

/** One minified ES module per entry and per made script. Adds every source file that went in to `inputs`. */
export async function bundleClient(
  root: string,
  entries: readonly string[],
  made: readonly MadeScript[],
  inputs: Set<string>,
): Promise<readonly ClientScript[]> {
  const wanted = [
    ...entries.map((entry) => ({
      name: `${path.basename(entry).replace(/\.tsx?$/, '')}.js`,
      input: path.join(root, entry),
      source: undefined,
    })),
    ...made.map(({ name, source }) => ({
      name,
      input: path.join(root, `${name.replace(/\.js$/, '')}.made.ts`),
      source,
    })),
  ];
  const names = wanted.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two scripts are called ${twice}: rename one of ${entries.join(', ')}.`);
  const scripts: ClientScript[] = [];
  for (const script of wanted)
    scripts.push({ name: script.name, code: await bundleOne(root, script.input, script.source, inputs) });
  return scripts;
}

async function bundleOne(
  root: string,
  input: string,
  source: string | undefined,
  inputs: Set<string>,
): Promise<string> {
  const bundle = await rolldown({
    input,
    cwd: root,
    platform: 'browser',
    transform: { target: 'es2022' },
    logLevel: 'warn',
    plugins: source === undefined ? [] : [inMemory(input, source)],
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
    const chunk = output[0];
    for (const id of chunk.moduleIds) {
      const file = id.split('?')[0] as string;
      if (path.isAbsolute(file) && file !== input) inputs.add(file);
      if (file === input && source === undefined) inputs.add(file);
    }
    return chunk.code;
  } finally {
    await bundle.close();
  }
}

/** Lets a source that is on no disk stand at a path, so that its relative imports are found. */
function inMemory(file: string, source: string): Plugin {
  return {
    name: 'made-script',
    resolveId: (id) => (id === file ? id : null),
    load: (id) => (id === file ? { code: source, moduleType: 'ts' } : null),
  };
}
