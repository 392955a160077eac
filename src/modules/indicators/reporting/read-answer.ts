import type { Words } from '../../../platform/errors.ts';
import type { Paper } from '../../papers/index.ts';
import type { FigureDefinition } from '../definitions/model.ts';
import { type KnownFigure, type MissingReason, missingReasons } from './model.ts';
import { needsReason } from './policy.ts';
import { faultWords } from './texts.ts';

/** What was typed, or stood in a file, for one figure. */
export interface TypedAnswer {
  /** The version that the form was made from; 0 where there was no report. */
  readonly version: number;
  readonly value: string;
  /** A key of `missingReasons`, or nothing. */
  readonly reason: string;
  readonly note: string;
}

export type AnswerField = 'value' | 'reason' | 'note';
export interface AnswerFault {
  readonly figure: string;
  readonly field: AnswerField;
  readonly words: Words;
}

export interface Answer {
  readonly value: number | undefined;
  readonly reason: MissingReason | undefined;
  readonly note: string | undefined;
}

export type ReadAnswer =
  /** Left empty: not answered yet. Or just as it stands already. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'faults'; readonly faults: readonly AnswerFault[] };

/** Reads one answer against what stands. Pure. */
export function readAnswer(
  definition: FigureDefinition,
  typed: TypedAnswer,
  stands: KnownFigure | undefined,
  waiting: readonly Pick<Paper, 'scanState'>[] = [],
): ReadAnswer {
  const figure = definition.key;
  const [value, note] = [typed.value.trim(), typed.note.trim().slice(0, 500)];
  const fault = (field: AnswerField, words: Words): ReadAnswer => ({
    kind: 'faults',
    faults: [{ figure, field, words }],
  });
  if (value === '' && typed.reason === '') {
    // Left empty in a form that was empty there: whoever reported meanwhile is not contradicted.
    if (note === '' && (stands === undefined || typed.version !== stands.version)) return { kind: 'nothing' };
    return fault('value', stands === undefined || note !== '' ? faultWords.valueOrReason : faultWords.notEmptied);
  }
  if (value !== '' && typed.reason !== '') return fault('reason', faultWords.notBoth);
  const reason = missingReasons.find((each) => each === typed.reason);
  if (typed.reason !== '' && reason === undefined) return fault('reason', faultWords.unknownReason);
  const number =
    value === '' ? undefined : readNumber(value, definition.unit === 'percent' || definition.unit === 'point');
  if (value !== '' && number === undefined) return fault('value', faultWords.notANumber);
  // Files that wait go with the number; what malware was found in never does.
  const fresh = waiting.filter(({ scanState }) => scanState !== 'infected');
  const changed = stands === undefined || number !== stands.value || reason !== stands.reason || fresh.length > 0;
  // What was sent back may be right after all: then it is explained.
  if (!changed && !(stands?.state === 'sent-back' && note !== '')) return { kind: 'nothing' };
  if (stands !== undefined && typed.version !== stands.version)
    return fault('value', faultWords.changedMeanwhile(stands));
  if (fresh.some(({ scanState }) => scanState === 'waiting')) return fault('value', faultWords.evidenceScanned);
  if (reason === 'other' && note === '') return fault('note', faultWords.sayReason);
  if (needsReason(stands?.state) && note === '') return fault('note', faultWords.sayWhyCorrected);
  return { kind: 'answer', answer: { value: number, reason, note: note === '' ? undefined : note } };
}

/** `1234`, `1.234`, `1 234`; where the figure has decimals `12,5` as well. At most twelve digits, never below nought. */
export function readNumber(text: string, decimals: boolean): number | undefined {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '');
  if (/^\d{1,12}$/.test(plain)) return Number(plain);
  if (decimals && /^\d{1,9}[.,]\d{1,2}$/.test(plain)) return Number(plain.replace(',', '.'));
  if (/^\d{1,3}(?:\.\d{3}){1,3}$/.test(plain) || /^\d{1,3}(?:,\d{3}){1,3}$/.test(plain))
    return Number(plain.replaceAll(/[.,]/g, ''));
  return undefined;
}
