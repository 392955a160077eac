import type { Words } from '../../../platform/errors.ts';
import type { Certainty, Edition, Input, LeafKind } from '../editions/model.ts';
import type { Formula } from '../formula/formula.ts';
import type { BaseUnit, UnitOfMeasure } from '../formula/units-of-measure.ts';
import type { Outline } from '../maps/rings.ts';
import type { MergingRule } from '../successions/merging-rule.ts';
import type { Sharing, SharingRule } from '../targets/model.ts';

/** Levels of administrative units that a figure is about. */
export type UnitLevel = 'country' | 'province' | 'district' | 'commune';

/** A quantity that no operation measures: agencies report it for a unit and a period (số liệu báo cáo). */
export interface FigureDefinition {
  readonly key: string;
  readonly name: Words;
  /** What exactly is counted, and what is not. */
  readonly definition: Words;
  readonly unit: BaseUnit;
  /** The level whose units report it; higher units are their sum. */
  readonly level: UnitLevel;
  /** `at`: a state at the end of the period (hamlets there are), `during`: what happened in it (visits made). Only the latter is added over periods. */
  readonly kind: 'at' | 'during';
  readonly period: 'month' | 'quarter' | 'year';
  /** Days after the end of a period within which it has to be reported. */
  readonly dueDays: number;
  /** `things`: hamlets, systems; small numbers of them are shown. All else is of people, of whom few may not be told. */
  readonly about?: 'people' | 'things' | undefined;
}

/** A figure of how things stand (chỉ tiêu): a share or a quantity, by its own formula, in all units of its levels. */
export interface Indicator {
  readonly key: string;
  readonly name: Words;
  /** What is counted against which base; stands beside the figure. */
  readonly definition: Words;
  readonly inputs: readonly Input[];
  readonly formula: Formula;
  /** Key of the input that it is a share of: as declared, or what the formula divides by; undefined where that is no single input. */
  readonly base: string | undefined;
  /** Of the result: a share is shown as per cent. */
  readonly unit: UnitOfMeasure;
  readonly better: 'up' | 'down';
  readonly levels: readonly UnitLevel[];
  /** What kind of figure it is; decides how merged units are told unless `merged` does. */
  readonly kind: LeafKind | undefined;
  /** Of a merged unit: its parts' inputs are added, its values averaged (plainly or by base), or it begins anew. Undefined: by its kind. */
  readonly merged: MergingRule | undefined;
  /** Key of the input or figure that a weighted mean goes by. */
  readonly mergedBy: string | undefined;
  /** Why this version differs from the one before; `comparable` where its figures go on with those of before. */
  readonly changed: { readonly note: Words; readonly comparable?: boolean | undefined } | undefined;
  /** Place among the headlines of the province's page; undefined for the others. */
  readonly headline: number | undefined;
  /** What a unit can do to get further, in a sentence or two. */
  readonly advice: Words | undefined;
  readonly certainty: Certainty;
  readonly source: Words | undefined;
}

/** What is to be reached by a date, out of a document. */
export interface Target {
  readonly indicator: string;
  /** Code of the unit it is set for; `country` for a national aim, which the province measures itself against. */
  readonly unit: string;
  readonly by: string;
  readonly value: number;
  readonly document: Words;
  readonly certainty: Certainty;
  /** By which rule the units below get their parts of it. */
  readonly shared: SharingRule | 'not';
  readonly sharing?: Sharing | undefined;
}

/** A value that somebody else published, with their own definition: it stands beside what the platform finds, and is never averaged with it. */
export interface Claim {
  readonly indicator: string;
  readonly unit: string;
  /** First and last day it is about. */
  readonly from: string;
  readonly to: string;
  readonly value: number;
  readonly definition: Words;
  readonly source: Words;
  readonly certainty: Certainty;
}

/** A number about a unit that others established (population, hamlets), with its date: the base of shares until somebody reports it. */
export interface BaseFact {
  readonly figure: string;
  readonly unit: string;
  readonly on: string;
  readonly value: number;
  readonly source: Words;
  readonly certainty: Certainty;
}

/** How a province publishes its figures. */
export interface Publication {
  /** Counts of people from one up to below this are not published. */
  readonly smallestShown: number;
  /** Under what the open data may be used. */
  readonly licence: { readonly name: Words; readonly url: string };
  readonly publisher: { readonly name: Words; readonly contact: string } | undefined;
}

/** All that a province says about how it is measured. */
export interface Definitions {
  readonly figures: readonly FigureDefinition[];
  readonly indicators: readonly Indicator[];
  readonly targets: readonly Target[];
  readonly claims: readonly Claim[];
  readonly facts: readonly BaseFact[];
  readonly editions: readonly Edition[];
  readonly publication: Publication;
  /** Borders of units, where the province brought them. */
  readonly outlines: readonly Outline[];
}
