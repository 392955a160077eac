import {
  type ComponentCount,
  type Edition,
  type Input,
  type Leaf,
  type Node,
  nodesOf,
  type Origin,
  origins,
} from './model.ts';

export interface OriginShare {
  readonly origin: Origin;
  readonly components: number;
  /** Full points of these components; undefined where the edition weighs, or of components that are not known. */
  readonly points: number | undefined;
  /** Some of the points are invented. */
  readonly placeholder: boolean;
}

/** All components of an edition by origin, those of which the document says no more than that they are there among them. Pure. */
export function originsOf(edition: Edition): readonly OriginShare[] {
  const leaves = [...nodesOf(edition.nodes)].filter(({ nodes }) => nodes.length === 0);
  const components = leaves.filter(isComponent);
  const unlisted =
    edition.total.components === undefined
      ? edition.nodes.reduce((sum, node) => sum + unlistedIn(node), 0)
      : Math.max(0, edition.total.components - components.length);
  return origins.map((origin) => {
    const here = components.filter((node) => originOf(node) === origin);
    const points = here.flatMap((node) => node.points ?? []);
    return {
      origin,
      components: here.length + (origin === 'none' ? unlisted : 0),
      points: edition.rule === 'sum' ? points.reduce((sum, { full }) => sum + full, 0) : undefined,
      placeholder: points.some(({ placeholder }) => placeholder),
    };
  });
}

/** How many components of an edition come from somewhere, or all that it has; nought of an edition that is not there. */
export function componentCounter(editions: readonly Edition[]): (of: ComponentCount) => number {
  const shares = new Map(editions.map((edition) => [edition.key, originsOf(edition)]));
  return ({ edition, origin }) =>
    (shares.get(edition) ?? [])
      .filter((each) => origin === 'all' || each.origin === origin)
      .reduce((sum, { components }) => sum + components, 0);
}

/** A node without a leaf that says of how many components it consists stands for those, not for itself. */
const isComponent = ({ leaf, components }: Node): boolean => leaf !== undefined || components === undefined;

function unlistedIn(node: Node): number {
  const listed = [...nodesOf(node.nodes)].filter((each) => each.nodes.length === 0 && isComponent(each)).length;
  if (node.components !== undefined) return Math.max(0, node.components - listed);
  return node.nodes.reduce((sum, each) => sum + unlistedIn(each), 0);
}

export function originOf({ leaf, source }: Node): Origin {
  if (leaf === undefined) return 'none';
  if (leaf.kind === 'survey') return 'survey';
  if (given(leaf)) return leaf.inputs.every(isCounted) ? 'operations' : 'reported';
  return source === undefined ? 'none' : 'outside';
}

/** Every number that is asked for has somebody who gives it. */
function given({ inputs }: Leaf): boolean {
  return inputs.length > 0 && inputs.every(({ measure, figure }) => measure !== undefined || figure !== undefined);
}

/** In the country's own tenant the sums of what agencies reported come as measures of that name. */
function isCounted({ measure }: Input): boolean {
  return measure !== undefined && !measure.startsWith('figures.');
}
