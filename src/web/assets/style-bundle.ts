import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { minifyCss, withoutBlocks } from './minify-css.ts';

/** Two weights and two subsets: 66.9 kB of the 70 kB a first visit may load. A third weight does not fit. */
const fonts = ['latin-400', 'latin-600', 'vietnamese-400', 'vietnamese-600'];

/** The parts of Designsystemet in use. A component that is added to a page is added here. */
const designsystemet = [
  'base',
  'alert',
  'breadcrumbs',
  'button',
  'card',
  'details',
  'error-summary',
  'field',
  'fieldset',
  'input',
  'label',
  'tag',
  'validation-message',
];

export async function fontFiles(root: string, inputs: Set<string>) {
  return Promise.all(
    fonts.map(async (font) => {
      const file = path.join(root, `node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${font}-normal.woff2`);
      inputs.add(file);
      return { name: `be-vietnam-pro-${font}.woff2`, content: await readFile(file) };
    }),
  );
}

/** `style.css` for every page; `officer.css` on top of it for officers, so that citizens do not load it. */
export async function styleSheets(root: string, inputs: Set<string>, fileNameOf: (asset: string) => string) {
  const read = async (file: string) => {
    const full = path.join(root, file);
    inputs.add(full);
    return readFile(full, 'utf8');
  };
  const theme = leanTheme(await read('src/web/theme/cuaso.css'));
  // Most single component files are unlayered and would beat our own layer: each is put into the layer it belongs to.
  const components = await Promise.all(
    designsystemet.map(async (name) => {
      const css = await read(`node_modules/@digdir/designsystemet-css/dist/src/${name}.css`);
      return `@layer ds.${name === 'base' ? 'base' : 'components'} {${forOurReaders(css)}}`;
    }),
  );
  const own = await Promise.all((await styleFiles(root)).map(read));
  const officer = await read('src/web/styles/officer/officer.css');
  const withAssets = (css: string) =>
    css.replaceAll(/asset\(([^)]+)\)/g, (_, name: string) => `url(${fileNameOf(name)})`);
  return [
    {
      name: 'style.css',
      css: minifyCss(
        withAssets(['@layer ds.theme, ds.base, ds.components, cuaso;', theme, ...components, ...own].join('\n')),
      ),
    },
    { name: 'officer.css', css: minifyCss(withAssets(officer)) },
  ];
}

/** Our own styles in the order of their names (`10-base.css`), then those of forms. */
export async function styleFiles(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(['src/web/styles/*.css', 'src/web/form/*.css', 'src/web/form/styles/*.css'], {
    cwd: root,
  }))
    found.push(file.split(path.sep).join('/'));
  return found.sort((a, b) => Number(a.includes('/form/')) - Number(b.includes('/form/')) || a.localeCompare(b));
}

/** The pages are light only and use one typography: the rest of the generated theme is left out (43 kB to about 15 kB). */
function leanTheme(css: string): string {
  return withoutBlocks(css, (head) => /color-scheme\.dark|prefers-color-scheme|typography\.secondary/.test(head));
}

/** Rules for Norwegian pages say nothing to ours. */
function forOurReaders(css: string): string {
  return withoutBlocks(css, (head) => head.includes(':lang(nb)'));
}
