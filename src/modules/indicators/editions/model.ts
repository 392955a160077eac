import type { Words } from '../../../platform/errors.ts';
import type { Formula } from '../formula/formula.ts';
import type { BaseUnit } from '../formula/units-of-measure.ts';

/**
 * How sure a fact is: read in a source; reported in public, its document not seen; read in an adaptation for lower levels; the same quantity read
 * in another national document; worked out from other facts; recalled without a source; not known.
 */
export const certainties = ['confirmed', 'reported', 'adapted', 'related', 'derived', 'recalled', 'missing'] as const;
export type Certainty = (typeof certainties)[number];

/** One edition of an index (bộ chỉ số): a tree of nodes under one legal document. Editions stand side by side; none is ever changed. */
export interface Edition {
  readonly key: string;
  readonly name: Words;
  readonly document: {
    readonly number: string;
    readonly date: string;
    readonly issuer: Words;
    readonly certainty: Certainty;
  };
  /** Whom it rates. */
  readonly level: 'province' | 'department' | 'district' | 'commune';
  readonly validFrom: string;
  readonly validTo: string | undefined;
  /** First day that is told by what is known now; undefined where all days are. */
  readonly countsFrom: string | undefined;
  readonly supersedes: string | undefined;
  /** The way up the tree: points are added (922), or values from 0 to 1 are weighed (1726). */
  readonly rule: 'sum' | 'weighted-mean';
  /** What is full, and how many decimals of the value from 0 to 1 are published. */
  readonly total: {
    readonly points: number;
    readonly decimals: number;
    /** How many components the document says there are at the ends of all branches. */
    readonly components?: number | undefined;
  };
  /** Said wherever a figure of this edition is shown; undefined where nothing of it is in doubt. */
  readonly caveat: Words | undefined;
  readonly bands: readonly Band[];
  readonly nodes: readonly Node[];
  /** Other sums of the same nodes: the pillars of 922. */
  readonly views: readonly View[];
}

/** A name for a range of points: `from` belongs to it, what is above belongs to the next. */
export interface Band {
  readonly from: number;
  readonly name: Words;
  readonly certainty: Certainty;
}

export interface View {
  readonly code: string;
  readonly name: Words;
  readonly nodes: readonly string[];
  readonly points: number;
  readonly certainty: Certainty;
}

export interface Node {
  readonly code: string;
  /** Undefined: the document has a component here whose name is not known. */
  readonly name: Words | undefined;
  readonly weight: number | undefined;
  /** Full points; undefined where the edition weighs instead. */
  readonly points: Points | undefined;
  /** How many components the document says it has, known or not. */
  readonly components: number | undefined;
  readonly certainty: { readonly name: Certainty; readonly points: Certainty; readonly formula: Certainty };
  readonly nodes: readonly Node[];
  readonly leaf: Leaf | undefined;
  /** How the document words its scoring, and where it takes the figures from; for people to read. */
  readonly note: string | undefined;
  readonly source: string | undefined;
}

/** `placeholder`: invented so that the group adds up; whatever is worked out with it is not official and says so. */
export interface Points {
  readonly full: number;
  readonly placeholder: boolean;
}

export const leafKinds = ['ratio', 'yes-no', 'count', 'tiered', 'survey'] as const;
export type LeafKind = (typeof leafKinds)[number];

/** What is measured at the end of a branch. */
export interface Leaf {
  readonly kind: LeafKind;
  readonly inputs: readonly Input[];
  /** In points; undefined where the document's formula is not known, and nothing is then worked out. */
  readonly formula: Formula | undefined;
  /** What a divisor of zero means: the leaf does not apply (its points are left out), or it has full points or none. */
  readonly zeroDivisor: 'not-applicable' | 'full' | 'none';
}

export interface Input {
  readonly key: string;
  readonly name: Words;
  readonly unit: BaseUnit;
  /** Key of the measure that the platform counts itself. */
  readonly measure: string | undefined;
  /** Key of the figure that agencies report; undefined with `measure` undefined where nobody does so far. */
  readonly figure: string | undefined;
  /** How many components of an edition come from somewhere: known from the edition itself, the same for every unit; only of indicators. */
  readonly components?: ComponentCount | undefined;
}

export interface ComponentCount {
  readonly edition: string;
  readonly origin: Origin | 'all';
}

/**
 * Where the numbers of a component come from: counted from operations of the platform; reported by agencies (some or all of them); asked of people;
 * kept by others, as the document says; or from nowhere so far, be it that nobody gives them or that the component itself is not known.
 */
export const origins = ['operations', 'reported', 'survey', 'outside', 'none'] as const;
export type Origin = (typeof origins)[number];

/** Every node of an edition, parents before their children. */
export function* nodesOf(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    yield* nodesOf(node.nodes);
  }
}
