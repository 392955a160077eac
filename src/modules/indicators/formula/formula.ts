import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import type { Words } from '../../../platform/errors.ts';
import { multiplyUnits, sameUnit, type UnitOfMeasure, unitWords } from './units-of-measure.ts';

/** A fault of a formula at its place, lines and columns from 1. */
export interface FormulaFault {
  readonly line: number;
  readonly column: number;
  readonly words: Words;
}

export type FormulaResult =
  | { readonly kind: 'value'; readonly value: number }
  /** Inputs that are needed here and not known. A missing input is never a zero. */
  | { readonly kind: 'missing'; readonly inputs: readonly string[] }
  /** A divisor is zero: there is nothing to measure. */
  | { readonly kind: 'zero-divisor' };

export interface Formula {
  readonly source: string;
  readonly unit: UnitOfMeasure;
  /** Names of the inputs that it reads. */
  readonly inputs: readonly string[];
  /** Yes and no are 1 and 0. Only inputs of the branch that is taken are asked for. */
  evaluate(values: Readonly<Record<string, number | undefined>>): FormulaResult;
}

export type FormulaCheck =
  | { readonly formula: Formula; readonly faults: readonly [] }
  | { readonly formula: undefined; readonly faults: readonly FormulaFault[] };

export interface FormulaRules {
  /** What each input counts. Names are letters, digits and `_`. */
  readonly inputs: ReadonlyMap<string, UnitOfMeasure>;
  /** What the result has to be; `undefined` lets it be anything but yes-no. */
  readonly unit?: UnitOfMeasure | undefined;
}

const longest = 1000;
/** What no honest count reaches (đồng of a national budget: 10^15), and what still has all its digits as a number. */
const largest = 1e15;

// The library's parser only: which parts of its language may be used, and what they mean, is decided below. Nothing of it is ever run as code.
const parser = new Environment({ limits: { maxAstNodes: 200, maxDepth: 24, maxCallArguments: 10 } });

/**
 * Reads, checks and prepares a formula, written in a small part of the Common Expression Language: numbers, inputs, `+ - * /`, comparisons, `! && ||`,
 * `yes ? this : that`, and min, max, round (to digits), abs. There are no loops, lists, texts, members or calls into anything else.
 */
export function checkFormula(source: string, rules: FormulaRules): FormulaCheck {
  if (source.length > longest) return refused(source, 0, tooLong);
  const parsed = parse(source);
  if ('fault' in parsed) return { formula: undefined, faults: [parsed.fault] };
  const faults: FormulaFault[] = [];
  const used = new Set<string>();
  const compiled = compile(parsed.ast, { rules, used, refuse: (at, words) => faults.push(placed(source, at, words)) });
  if (faults.length === 0 && compiled.kind === 'yes-no') faults.push(placed(source, 0, isYesNo));
  if (faults.length === 0 && rules.unit !== undefined && !compiled.bare && !sameUnit(compiled.unit, rules.unit))
    faults.push(placed(source, 0, otherUnit(compiled.unit, rules.unit)));
  if (faults.length > 0) return { formula: undefined, faults };
  return {
    faults: [],
    formula: {
      source,
      unit: compiled.bare && rules.unit !== undefined ? rules.unit : compiled.unit,
      inputs: [...used],
      evaluate: (values) => evaluate(compiled.run, values),
    },
  };
}

function evaluate(run: Run, values: Readonly<Record<string, number | undefined>>): FormulaResult {
  const state: State = { values, missing: undefined, zeroDivisor: false };
  const value = run(state);
  if (state.missing !== undefined) return { kind: 'missing', inputs: state.missing };
  if (state.zeroDivisor || !Number.isFinite(value)) return { kind: 'zero-divisor' };
  return { kind: 'value', value };
}

interface State {
  readonly values: Readonly<Record<string, number | undefined>>;
  missing: string[] | undefined;
  zeroDivisor: boolean;
}

type Run = (state: State) => number;

interface Compiled {
  readonly kind: 'number' | 'yes-no';
  readonly unit: UnitOfMeasure;
  /** A number written in the formula, or made of such: it goes with any unit. */
  readonly bare: boolean;
  /** Its value where no input is in it. */
  readonly constant: number | undefined;
  readonly run: Run;
}

interface Checking {
  readonly rules: FormulaRules;
  readonly used: Set<string>;
  refuse(at: ASTNode, words: Words): void;
}

function parse(source: string): { readonly ast: ASTNode } | { readonly fault: FormulaFault } {
  try {
    return { ast: parser.parse(source).ast };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    // The library's message is followed by a drawing of the place.
    return { fault: placed(source, error.range?.start ?? 0, unreadable(error.message.split('\n')[0] ?? '')) };
  }
}

function compile(node: ASTNode, checking: Checking): Compiled {
  switch (node.op) {
    case 'value':
      return literal(node, checking);
    case 'id':
      return input(node, checking);
    case '+':
    case '-':
      return sum(node, checking);
    case '*':
    case '/':
      return product(node, checking);
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return comparison(node, checking);
    case '&&':
    case '||':
      return logic(node, checking);
    case '!_': {
      const inner = yesNo(node.args, checking);
      return truth((state) => 1 - inner.run(state));
    }
    case '-_': {
      const inner = number(node.args, checking);
      return folded({ ...inner, run: (state) => -inner.run(state) }, inner);
    }
    case '?:':
      return choice(node, checking);
    case 'call':
      return call(node, checking);
    default:
      checking.refuse(node, notAllowed(node.op));
      return unknown;
  }
}

/** Stands in for what was refused, so that the rest is still looked at and all faults are told at once. */
const unknown: Compiled = { kind: 'number', unit: {}, bare: true, constant: undefined, run: () => Number.NaN };

const truth = (run: Run): Compiled => ({ kind: 'yes-no', unit: {}, bare: false, constant: undefined, run });

/** With its value worked out where all its parts are written numbers. */
function folded(made: Omit<Compiled, 'constant'>, ...parts: readonly Compiled[]): Compiled {
  const fixed = parts.every((part) => part.constant !== undefined);
  return { ...made, constant: fixed ? made.run({ values: {}, missing: undefined, zeroDivisor: false }) : undefined };
}

function literal(node: ASTNode & { readonly op: 'value' }, checking: Checking): Compiled {
  const { args } = node;
  if (typeof args === 'boolean') return truth(() => (args ? 1 : 0));
  if (typeof args !== 'number' && typeof args !== 'bigint') {
    checking.refuse(node, notAllowed('value'));
    return unknown;
  }
  const value = Number(args);
  if (Math.abs(value) > largest) checking.refuse(node, tooLarge);
  return { kind: 'number', unit: {}, bare: true, constant: value, run: () => value };
}

function input(node: ASTNode & { readonly op: 'id' }, checking: Checking): Compiled {
  const name = node.args;
  const unit = checking.rules.inputs.get(name);
  if (unit === undefined) {
    checking.refuse(node, unknownInput(name, [...checking.rules.inputs.keys()]));
    return unknown;
  }
  checking.used.add(name);
  const run: Run = (state) => {
    const value = Object.hasOwn(state.values, name) ? state.values[name] : undefined;
    if (value !== undefined && Number.isFinite(value)) return value;
    state.missing = [...new Set([...(state.missing ?? []), name])];
    return Number.NaN;
  };
  return sameUnit(unit, { 'yes-no': 1 }) ? truth(run) : { kind: 'number', unit, bare: false, constant: undefined, run };
}

function number(node: ASTNode, checking: Checking): Compiled {
  const made = compile(node, checking);
  if (made.kind === 'number') return made;
  checking.refuse(node, notANumber);
  return unknown;
}

function yesNo(node: ASTNode, checking: Checking): Compiled {
  const made = compile(node, checking);
  if (made.kind === 'yes-no') return made;
  if (made !== unknown) checking.refuse(node, notYesNo);
  return truth(made.run);
}

/** The unit that both have; a written number takes the other's. */
function common(node: ASTNode, parts: readonly Compiled[], checking: Checking): Pick<Compiled, 'unit' | 'bare'> {
  const measured = parts.filter((part) => !part.bare);
  const [first] = measured;
  if (first === undefined) return { unit: {}, bare: true };
  const other = measured.find((part) => !sameUnit(part.unit, first.unit));
  if (other !== undefined) checking.refuse(node, mixed(first.unit, other.unit));
  return { unit: first.unit, bare: false };
}

function sum(node: ASTNode & { readonly op: '+' | '-' }, checking: Checking): Compiled {
  const [a, b] = [number(node.args[0], checking), number(node.args[1], checking)];
  const run: Run = node.op === '+' ? (state) => a.run(state) + b.run(state) : (state) => a.run(state) - b.run(state);
  return folded({ kind: 'number', ...common(node, [a, b], checking), run }, a, b);
}

function product(node: ASTNode & { readonly op: '*' | '/' }, checking: Checking): Compiled {
  const [a, b] = [number(node.args[0], checking), number(node.args[1], checking)];
  if (node.op === '/' && b.constant === 0) checking.refuse(node, dividesByZero);
  const run: Run =
    node.op === '*'
      ? (state) => a.run(state) * b.run(state)
      : (state) => {
          const [above, below] = [a.run(state), b.run(state)];
          if (below === 0) state.zeroDivisor = true;
          return above / below;
        };
  return folded(
    {
      kind: 'number',
      unit: multiplyUnits(a.unit, b.unit, node.op === '*' ? 1 : -1),
      bare: a.bare && b.bare,
      run,
    },
    a,
    b,
  );
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

function comparison(
  node: ASTNode & { readonly op: '<' | '<=' | '>' | '>=' | '==' | '!=' },
  checking: Checking,
): Compiled {
  const [a, b] = [number(node.args[0], checking), number(node.args[1], checking)];
  common(node, [a, b], checking);
  const holds = comparisons[node.op] as (a: number, b: number) => boolean;
  return truth((state) => (holds(a.run(state), b.run(state)) ? 1 : 0));
}

function logic(node: ASTNode & { readonly op: '&&' | '||' }, checking: Checking): Compiled {
  const [a, b] = [yesNo(node.args[0], checking), yesNo(node.args[1], checking)];
  // As in most languages the second is asked only where the first does not decide.
  return truth(
    node.op === '&&'
      ? (state) => (a.run(state) === 1 ? b.run(state) : 0)
      : (state) => (a.run(state) === 1 ? 1 : b.run(state)),
  );
}

function choice(node: ASTNode & { readonly op: '?:' }, checking: Checking): Compiled {
  const condition = yesNo(node.args[0], checking);
  const [a, b] = [number(node.args[1], checking), number(node.args[2], checking)];
  return {
    kind: 'number',
    ...common(node, [a, b], checking),
    constant: undefined,
    run: (state) => {
      const holds = condition.run(state);
      // An unknown condition decides nothing; what it needs has been noted.
      return state.missing !== undefined ? Number.NaN : holds === 1 ? a.run(state) : b.run(state);
    },
  };
}

function call(node: ASTNode & { readonly op: 'call' }, checking: Checking): Compiled {
  const [name, given] = node.args;
  const parts = given.map((argument) => number(argument, checking));
  const [first, second] = parts;
  if ((name === 'min' || name === 'max') && parts.length >= 2) {
    const pick = name === 'min' ? Math.min : Math.max;
    const run: Run = (state) => pick(...parts.map((part) => part.run(state)));
    return folded({ kind: 'number', ...common(node, parts, checking), run }, ...parts);
  }
  if (name === 'abs' && first !== undefined && parts.length === 1)
    return folded({ ...first, run: (state) => Math.abs(first.run(state)) }, first);
  if (name === 'round' && first !== undefined && second !== undefined && parts.length === 2) {
    const digits = second.constant;
    if (digits !== undefined && Number.isInteger(digits) && digits >= 0 && digits <= 6)
      return folded({ ...first, run: (state) => roundHalfUp(first.run(state), digits) }, first);
  }
  checking.refuse(node, unknownCall(name));
  return unknown;
}

/** As index tables are rounded: 0.00005 to 0.0001. What binary fractions lose (1.005 is a little less) is given back first. */
export function roundHalfUp(value: number, digits: number): number {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential(14).split('e');
  const shifted = Number(`${mantissa}e${Number(exponent) + digits}`);
  return Math.sign(value) * Number(`${Math.floor(shifted + 0.5)}e-${digits}`);
}

function placed(source: string, at: number | ASTNode, words: Words): FormulaFault {
  const before = source.slice(0, typeof at === 'number' ? at : at.start).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, words };
}

function refused(source: string, at: number, words: Words): FormulaCheck {
  return { formula: undefined, faults: [placed(source, at, words)] };
}

const tooLong = {
  vi: `Công thức dài quá ${longest} ký tự. Hãy tách thành nhiều chỉ số.`,
  en: `The formula has more than ${longest} characters. Split it into several indicators.`,
};
const unreadable = (detail: string): Words => ({
  vi: `Không đọc được công thức từ chỗ này (${detail}). Viết như: min(max, a / b * max).`,
  en: `The formula cannot be read from here on (${detail}). Write it like: min(max, a / b * max).`,
});
const isYesNo = {
  vi: 'Công thức cho kết quả có hoặc không, cần một con số. Viết như: x ? max : 0.',
  en: 'The formula gives a yes or no, where a number is needed. Write it like: x ? max : 0.',
};
const notANumber = {
  vi: 'Ở đây cần một con số, không phải có hoặc không.',
  en: 'A number is needed here, not a yes or no.',
};
const notYesNo = {
  vi: 'Ở đây cần một điều kiện (có hoặc không), không phải con số.',
  en: 'A condition (yes or no) is needed here, not a number.',
};
const otherUnit = (is: UnitOfMeasure, wanted: UnitOfMeasure): Words => ({
  vi: `Công thức tính ra "${unitWords(is, 'vi')}", cần "${unitWords(wanted, 'vi')}".`,
  en: `The formula gives "${unitWords(is, 'en')}", but "${unitWords(wanted, 'en')}" is needed.`,
});
const mixed = (a: UnitOfMeasure, b: UnitOfMeasure): Words => ({
  vi: `Không cộng, trừ hay so sánh "${unitWords(a, 'vi')}" với "${unitWords(b, 'vi')}" được.`,
  en: `"${unitWords(a, 'en')}" and "${unitWords(b, 'en')}" cannot be added, subtracted or compared.`,
});
const dividesByZero = {
  vi: 'Chia cho số không. Hãy chia cho một số liệu đầu vào.',
  en: 'This divides by zero. Divide by an input.',
};
const tooLarge = {
  vi: `Số lớn quá ${largest}. Hãy đổi đơn vị, ví dụ từ đồng sang tỷ đồng.`,
  en: `This number is larger than ${largest}. Use a larger unit of measure.`,
};
const unknownInput = (name: string, known: readonly string[]): Words => ({
  vi: `Không có số liệu đầu vào nào tên "${name}". Đã khai: ${known.join(', ') || 'chưa có'}.`,
  en: `There is no input called "${name}". Declared: ${known.join(', ') || 'none'}.`,
});
const unknownCall = (name: string): Words => ({
  vi: `Không dùng được "${name}" như vậy. Có: min(a, b), max(a, b), round(a, 2), abs(a).`,
  en: `"${name}" cannot be used like this. There are: min(a, b), max(a, b), round(a, 2), abs(a).`,
});
const notAllowed = (op: string): Words => ({
  vi: `Công thức chỉ có số, tên số liệu, phép tính, so sánh và điều kiện; không có "${op === 'value' ? 'chữ trong nháy' : op}".`,
  en: `A formula has numbers, inputs, sums, comparisons and conditions only; no "${op === 'value' ? 'quoted text' : op}".`,
});
