/** How a target is shared out to the units below. */
export const sharingRules = ['same', 'proportional', 'by-gap', 'explicit'] as const;
export type SharingRule = (typeof sharingRules)[number];

/** Says what a rule needs besides its name. */
export interface Sharing {
  /** Day as of which base and standing are taken, as they were known then: parts do not move when figures are corrected later. */
  readonly on?: string | undefined;
  /** What `proportional` goes by, and the most there can be for `by-gap` of a count. */
  readonly base?: { readonly measure?: string | undefined; readonly figure?: string | undefined } | undefined;
  /** Nobody gets more; a share is never more than 1. */
  readonly cap?: number | undefined;
  /** Parts are multiples of it. */
  readonly step?: number | undefined;
  /** A document's own table, by code of the unit. */
  readonly parts?: readonly { readonly unit: string; readonly value: number }[] | undefined;
  /** The document that shares out, where it is another one than that of the target. */
  readonly document?: { readonly vi: string; readonly en: string } | undefined;
}

/** A unit among which a target is shared out. Undefined is unknown, which is not nought. */
export interface ShareUnit {
  readonly code: string;
  /** Of a share: what it is a share of, its weight in the mean. */
  readonly weight: number | undefined;
  /** Where it stands, in the unit of the target. */
  readonly standing: number | undefined;
  /** The figure that the rule goes by. */
  readonly base: number | undefined;
  /** Its own target for the same date, out of a document. */
  readonly own: number | undefined;
  /** What the document's table has for it. */
  readonly listed: number | undefined;
}

export interface ShareQuestion {
  readonly rule: SharingRule;
  readonly kind: 'share' | 'count';
  readonly better: 'up' | 'down';
  readonly target: number;
  readonly cap?: number | undefined;
  readonly step?: number | undefined;
  readonly units: readonly ShareUnit[];
}

/** Why a unit has no part. */
export type NoPart = 'base-unknown' | 'base-zero' | 'standing-unknown' | 'not-listed';

export interface Part {
  readonly code: string;
  /** What the unit has to reach: its own target where it has one, else its part. */
  readonly value: number | undefined;
  /** What it would have by the rule. */
  readonly byRule: number | undefined;
  readonly own: boolean;
  readonly noPart: NoPart | undefined;
}

/** Whether the parts together reach what they were made of. */
export interface ShareCheck {
  /** Of a share the mean of the parts by weight, of a count their sum; undefined where nothing can be weighed. */
  readonly reached: number | undefined;
  /** `reached` less the target. */
  readonly difference: number | undefined;
  readonly holds: boolean | undefined;
  /** Units without a part. */
  readonly without: readonly string[];
  /** Units with a part that is in no mean, since nobody knows their weight. */
  readonly unweighed: readonly string[];
}

export interface ShareOut {
  readonly parts: readonly Part[];
  readonly check: ShareCheck;
}
