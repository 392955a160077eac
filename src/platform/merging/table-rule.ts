/**
 * How one table of a province is taken into another when two provinces are merged. Every table has a rule, in the room that owns it; one
 * without stops the merger, so that nothing is left behind by oversight.
 */
export type TableRule = TakeRule | LeaveRule;

export interface TakeRule {
  readonly take: true;
  /** Columns that name a person: of two rows for one person the one that was here stays, and everything points to it. */
  readonly persons?: readonly string[];
  /** Columns that hold lists of persons. */
  readonly personLists?: readonly string[];
  /** Columns that name a unit and follow it to its successor: where people live now. */
  readonly units?: readonly string[];
  /** Which rows, as a condition on `t`. */
  readonly where?: string;
  /** Values of columns that do not come along as they are, as SQL on `t`. */
  readonly set?: (merging: MergingFacts) => Readonly<Record<string, string>>;
  /**
   * A row whose key is here already: `refuse` (the rule) stops the merger, since both cannot be right; `keep` for what both provinces know
   * of the same thing.
   */
  readonly collision?: 'refuse' | 'keep';
}

export interface LeaveRule {
  readonly take: false;
  /** Why it does not come along; said in the report where there are rows. */
  readonly why: string;
}

export type TableRules = Readonly<Record<string, TableRule>>;

/** What rules may build their SQL from; all of it checked. */
export interface MergingFacts {
  /** Code of the province that is taken in. */
  readonly code: string;
  /** Code of the province that takes it in. */
  readonly ownCode: string;
  /** Business date of the merger. */
  readonly today: string;
  /** Business time and real time of the merger, ISO. */
  readonly at: string;
  readonly recordedAt: string;
  /** The other province's schema, quoted. */
  readonly from: string;
  /** The highest epoch of the other province's journal. */
  readonly epoch: number;
}

export const take = (rule: Omit<TakeRule, 'take'> = {}): TakeRule => ({ take: true, ...rule });
export const leave = (why: string): LeaveRule => ({ take: false, why });
