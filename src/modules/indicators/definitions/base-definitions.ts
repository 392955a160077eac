import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import type { Words } from '../../../platform/errors.ts';
import { closed, key, shapeChecker } from '../../../platform/yaml-shape.ts';
import { type ProvinceFault, readYaml } from '../../../platform/yaml-source.ts';
import type { DefinitionFile, DefinitionKind } from './files.ts';
import type { IndicatorsFile } from './schemas.ts';

/** `indicators/base.yaml`: what is taken over from the folder of another province, so that it is written once. */
const baseSchema = Type.Object(
  {
    /** Folder beside this province's own: `bac-lieu`. */
    from: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
    indicators: Type.Array(key, { maxItems: 500 }),
    editions: Type.Array(key, { maxItems: 100 }),
  },
  closed,
);
type BaseFile = Static<typeof baseSchema>;

const shapeFaults = shapeChecker();

/**
 * The indicators and editions that a province takes over, with the figures they need; targets, facts and claims are each province's own. `load` reads
 * the folder of the other, which may not take over from a third.
 */
export function readBase(
  dir: string,
  faults: ProvinceFault[],
  load: (dir: string) => {
    readonly files: readonly DefinitionFile[] | undefined;
    readonly faults: readonly ProvinceFault[];
  },
): readonly DefinitionFile[] {
  const file = 'indicators/base.yaml';
  if (!existsSync(join(dir, file))) return [];
  const source = readYaml(join(dir, file), file);
  const found = 'value' in source ? shapeFaults(source, baseSchema) : source;
  faults.push(...found);
  if (!('value' in source) || found.length > 0) return [];
  const { from, indicators, editions } = source.value as BaseFile;
  const other = join(dir, '..', from);
  if (!existsSync(join(other, 'indicators')) || existsSync(join(other, file))) {
    faults.push(source.faultAt(['from'], noBase(from)));
    return [];
  }
  const loaded = load(other);
  if (loaded.files === undefined) {
    faults.push(...loaded.faults.map((fault) => ({ ...fault, file: `../${from}/${fault.file}` })));
    return [];
  }
  const files = loaded.files;
  const pick = (kind: DefinitionKind, list: string, keys: readonly string[]) =>
    keys.flatMap((wanted, index) => {
      const picked = files.find((each) => each.kind === kind && each.key === wanted);
      if (picked === undefined) faults.push(source.faultAt([list, index], notThere(from, wanted)));
      return picked ?? [];
    });
  const taken = [...pick('indicator', 'indicators', indicators), ...pick('edition', 'editions', editions)];
  const needed = new Set(taken.flatMap(({ content }) => figuresOf(content)));
  return [...files.filter(({ kind, key: name }) => kind === 'figure' && needed.has(name)), ...taken];
}

/** Every figure that an indicator or an edition names, at any depth. */
function figuresOf(content: unknown): string[] {
  if (Array.isArray(content)) return content.flatMap(figuresOf);
  if (typeof content !== 'object' || content === null) return [];
  const { figure } = content as Partial<IndicatorsFile['indicators'][number]['inputs'][number]>;
  return [...(typeof figure === 'string' ? [figure] : []), ...Object.values(content).flatMap(figuresOf)];
}

const noBase = (from: string): Words => ({
  vi: `Bên cạnh không có thư mục "${from}" với chỉ tiêu của riêng nó.`,
  en: `There is no folder "${from}" beside this one with indicators of its own.`,
});
const notThere = (from: string, key: string): Words => ({
  vi: `"${from}" không có "${key}".`,
  en: `"${from}" has no "${key}".`,
});
