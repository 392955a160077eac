import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { RolldownPlugin } from 'rolldown';
import { projectFolder } from '../project-folder.ts';
import { ajvOptions } from './check.ts';
import type { FormDefinition, PartyFacts } from './definition.ts';
import { toJsonSchema } from './schema.ts';

export interface BrowserBuild {
  readonly party?: PartyFacts;
  /** A module with `start({ check, form })` that runs when the page loads; without it the code only exports `check` and `form`. */
  readonly island?: string;
}

/**
 * The check of one form as one ECMAScript module for the browser: reading, rules of the fields, and the schema as standalone code (no
 * `eval`, so that `script-src 'self'` holds). About 10 kB compressed.
 */
export async function browserValidator(form: FormDefinition, build: BrowserBuild = {}): Promise<string> {
  const modules: Record<string, string> = {
    'cuaso:entry': entryCode(form, build),
    'cuaso:schema': schemaCode(form, build.party ?? {}),
  };
  // Loaded with the first form that is asked for: the bundler takes memory that a server without work need not hold.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: 'cuaso:entry',
    platform: 'browser',
    transform: { target: 'es2020' },
    plugins: [virtual(modules), withoutLists],
    logLevel: 'silent',
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

function entryCode(form: FormDefinition, build: BrowserBuild): string {
  const lines = [
    `import schema from 'cuaso:schema';`,
    `import { makeBrowserCheck } from ${JSON.stringify(join(projectFolder(), 'src/platform/forms/browser-check.ts'))};`,
    `export const form = ${JSON.stringify(slim(form))};`,
    `export const check = makeBrowserCheck(form, schema, ${JSON.stringify(build.party ?? {})});`,
  ];
  if (build.island !== undefined) {
    lines.push(`import { start } from ${JSON.stringify(build.island)};`, 'start({ check, form });');
  }
  return lines.join('\n');
}

/** Left out: what the page shows already and the check does not need. */
function slim(form: FormDefinition) {
  const nothing = { vi: '', en: '' };
  return {
    steps: form.steps.map(({ help: _help, ...step }) => ({
      ...step,
      fields: step.fields.map(({ hint: _hint, prefill: _prefill, autocomplete: _autocomplete, ...field }) => ({
        ...field,
        ...(field.options && { options: field.options.map(({ value }) => ({ value, label: nothing })) }),
      })),
    })),
  };
}

function schemaCode(form: FormDefinition, party: PartyFacts): string {
  const ajv = new Ajv2020({
    ...ajvOptions,
    messages: false,
    loopEnum: 12,
    code: { source: true, esm: false, optimize: 2 },
  });
  return standalone.default(ajv, ajv.compile(toJsonSchema(form, { party })));
}

function virtual(modules: Readonly<Record<string, string>>): RolldownPlugin {
  return {
    name: 'cuaso-virtual',
    resolveId: (id) => (id in modules ? id : id.startsWith('ajv/') ? nearby.resolve(id) : null),
    load: (id) => modules[id] ?? null,
  };
}

/** The generated code asks for `ajv/dist/runtime/*` from a module that lies nowhere: answered from here. */
const nearby = createRequire(import.meta.url);

/** The schema holds the values of the long lists already, and the page their names. */
const withoutLists: RolldownPlugin = {
  name: 'cuaso-without-lists',
  load: (id) => {
    if (id.endsWith('/forms/data/ethnicities.ts')) return 'export const ethnicities = [];';
    if (id.endsWith('/forms/data/nationalities.ts')) return 'export const nationalities = [];';
    return null;
  },
};
