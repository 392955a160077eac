import type { Unit } from '../../territory/index.ts';
import type { UnitTree } from './model.ts';

export interface OrderedTree {
  readonly tree: UnitTree;
  /** Units by index: the topmost first, each after the one above it. */
  readonly order: readonly Unit[];
  readonly indexOf: ReadonlyMap<Unit['id'], number>;
}

export function treeOf(units: readonly Unit[]): OrderedTree {
  const known = new Set(units.map(({ id }) => id));
  const children = Map.groupBy(
    [...units].sort((a, b) => a.code.localeCompare(b.code)),
    ({ parentId }) => (parentId !== undefined && known.has(parentId) ? parentId : undefined),
  );
  const order = [...(children.get(undefined) ?? [])];
  for (let at = 0; at < order.length; at += 1) order.push(...(children.get((order[at] as Unit).id) ?? []));
  const indexOf = new Map(order.map(({ id }, index) => [id, index]));
  const parents = order.map(({ parentId }) => (parentId === undefined ? -1 : (indexOf.get(parentId) ?? -1)));
  return { tree: { parents }, order, indexOf };
}
