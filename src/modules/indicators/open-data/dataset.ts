import type { Words } from '../../../platform/errors.ts';

/** One column of a table, as it is documented for people and programs (CSVW). */
export interface OpenColumn {
  readonly name: string;
  readonly title: Words;
  readonly description: Words;
  readonly type: 'string' | 'integer' | 'number' | 'date' | 'gYearMonth' | 'boolean';
}

export type OpenCell = string | number | boolean | undefined;

/** A table that everybody may take along: the same rows as CSV and as JSON. */
export interface OpenDataset {
  /** Part of its addresses: `chi-so-2022-09`. */
  readonly id: string;
  readonly title: Words;
  readonly description: Words;
  readonly keywords: readonly Words[];
  readonly columns: readonly OpenColumn[];
  readonly rows: readonly (readonly OpenCell[])[];
  /** First and last day that it is about; undefined where it is about no period. */
  readonly period: { readonly from: string; readonly to: string } | undefined;
  readonly modified: string;
  /** Set: it is one of a series of the same table for each month. */
  readonly series: string | undefined;
  /** Some of it was invented for the demonstration. */
  readonly synthetic: boolean;
}

export const column = (
  name: string,
  type: OpenColumn['type'],
  title: Words,
  description: Words = title,
): OpenColumn => ({ name, type, title, description });
