import type { Unit } from '../../territory/index.ts';
import type { Definitions, Indicator, Target } from '../definitions/model.ts';
import { isShare } from '../formula/units-of-measure.ts';
import { hideValue, type Value } from '../values/model.ts';
import type { Part, ShareCheck, ShareUnit, SharingRule } from './model.ts';
import { checkParts, shareOut } from './share-out.ts';
import type { SharingNumbers } from './sharing-numbers.ts';

/** A target that binds a unit: its own out of a document, or its part of that of the unit above. */
export interface BoundTarget extends Target {
  readonly own: boolean;
  /** Whose target it is a part of. */
  readonly from: { readonly unit: Unit; readonly target: BoundTarget } | undefined;
}

export interface PartOfUnit extends Part {
  readonly unit: Unit;
  /** Of the whole that the units' shares are shares of, or of the base of the rule: how heavy the unit is. */
  readonly weight: number | undefined;
  readonly standing: Value;
}

/** How one target of a unit is shared out to those right below it. */
export interface UnitShareOut {
  readonly target: BoundTarget;
  readonly rule: SharingRule;
  readonly parts: readonly PartOfUnit[];
  readonly check: ShareCheck;
}

export interface SharingTree {
  readonly definitions: Definitions;
  readonly byCode: ReadonlyMap<string, Unit>;
  parentOf(unit: Unit): Unit | undefined;
  childrenOf(unit: Unit): readonly Unit[];
  numbers(on: string | undefined): SharingNumbers;
  /** Whether the reader may see where a unit stands and how heavy it is; left out: everybody's may be seen. */
  mayShow?(indicator: Indicator, unit: Unit): boolean;
}

/** Works out, when asked, what every unit has to reach; step by step down from whoever has a target of its own. */
export class SharedTargets {
  readonly #tree: SharingTree;
  readonly #targets = new Map<string, readonly BoundTarget[]>();
  readonly #shareOuts = new Map<string, UnitShareOut | undefined>();

  constructor(tree: SharingTree) {
    this.#tree = tree;
  }

  /** The same targets for a reader who may not see where every unit stands. */
  seenBy(mayShow: NonNullable<SharingTree['mayShow']>): SharedTargets {
    return new SharedTargets({ ...this.#tree, mayShow });
  }

  /** Every target that binds the unit, the first due first; an own one stands in the place of a part for the same date. */
  of(indicator: Indicator, unit: Unit): readonly BoundTarget[] {
    const name = `${indicator.key} ${unit.id}`;
    const found = this.#targets.get(name);
    if (found !== undefined) return found;
    const own = this.#own(indicator, unit);
    const above = this.#above(indicator, unit);
    const parts = (above === undefined ? [] : this.of(indicator, above)).flatMap((target): BoundTarget[] => {
      if (own.some(({ by }) => by === target.by)) return [];
      const part = this.shareOut(indicator, above as Unit, target.by)?.parts.find((each) => each.unit.id === unit.id);
      if (part?.value === undefined) return [];
      return [{ ...target, unit: unit.code, value: part.value, own: false, from: { unit: above as Unit, target } }];
    });
    const made = [...own, ...parts].sort((a, b) => a.by.localeCompare(b.by));
    this.#targets.set(name, made);
    return made;
  }

  /** The next one due on a day, or the last there was. */
  next(indicator: Indicator, unit: Unit, day: string): BoundTarget | undefined {
    const all = this.of(indicator, unit);
    return all.find(({ by }) => by >= day) ?? all.at(-1);
  }

  /** Undefined where the unit has no target for the date, keeps it to itself, or has no units below. */
  shareOut(indicator: Indicator, unit: Unit, by: string): UnitShareOut | undefined {
    const name = `${indicator.key} ${unit.id} ${by}`;
    if (!this.#shareOuts.has(name)) this.#shareOuts.set(name, this.#shareOut(indicator, unit, by));
    return this.#shareOuts.get(name);
  }

  /** What the units of a level come to together, against the target of the unit above them all: own targets on the way down make a difference. */
  checkLevel(indicator: Indicator, unit: Unit, by: string, level: Unit['level']): ShareCheck | undefined {
    const target = this.of(indicator, unit).find((each) => each.by === by);
    if (target === undefined || target.shared === 'not') return undefined;
    const units = this.#under(unit, level);
    const numbers = this.#tree.numbers(target.sharing?.on);
    return checkParts(
      {
        ...this.#kind(indicator),
        target: target.value,
        units: units.map((each) => this.#shareUnit(indicator, each, target, numbers)),
      },
      units.map((each) => ({
        code: each.code,
        value: this.of(indicator, each).find((bound) => bound.by === by)?.value,
      })),
    );
  }

  #shareOut(indicator: Indicator, unit: Unit, by: string): UnitShareOut | undefined {
    const target = this.of(indicator, unit).find((each) => each.by === by);
    const below = this.#below(indicator, unit);
    if (target === undefined || target.shared === 'not' || below.length === 0) return undefined;
    const { shared: rule, sharing } = target;
    const numbers = this.#tree.numbers(sharing?.on);
    const units = below.map((each) => this.#shareUnit(indicator, each, target, numbers));
    const { parts, check } = shareOut({
      ...this.#kind(indicator),
      rule,
      target: target.value,
      cap: sharing?.cap,
      step: sharing?.step,
      units,
    });
    return {
      target,
      rule,
      check,
      parts: parts.map((part, index) => {
        const each = below[index] as Unit;
        const standing = numbers.value(indicator, each);
        return this.#tree.mayShow?.(indicator, each) === false
          ? { ...part, unit: each, weight: undefined, standing: hideValue(standing, 'few') }
          : { ...part, unit: each, weight: units[index]?.weight ?? units[index]?.base, standing };
      }),
    };
  }

  #shareUnit(indicator: Indicator, unit: Unit, target: Target, numbers: SharingNumbers): ShareUnit {
    const { inputs, value } = numbers.value(indicator, unit);
    const { base } = indicator;
    return {
      code: unit.code,
      weight: isShare(indicator.unit) && base !== undefined ? inputs[base] : undefined,
      standing: value,
      base: target.sharing?.base === undefined ? undefined : numbers.amount(target.sharing.base, unit),
      own: this.#own(indicator, unit).find(({ by }) => by === target.by)?.value,
      listed: this.#listed(indicator, unit, target, numbers),
    };
  }

  /** As the table has it; a unit that is not in it is what its parts in the table come to. */
  #listed(indicator: Indicator, unit: Unit, target: Target, numbers: SharingNumbers): number | undefined {
    const { parts = [] } = target.sharing ?? {};
    const found = parts.find((part) => part.unit === unit.code);
    if (found !== undefined || target.shared !== 'explicit') return found?.value;
    const below = this.#below(indicator, unit);
    const values = below.map((each) => ({
      code: each.code,
      value: this.#listed(indicator, each, target, numbers),
    }));
    if (values.length === 0 || values.some(({ value }) => value === undefined)) return undefined;
    const units = below.map((each) => this.#shareUnit(indicator, each, target, numbers));
    return checkParts({ ...this.#kind(indicator), target: target.value, units }, values).reached;
  }

  #kind(indicator: Indicator) {
    return { kind: isShare(indicator.unit) ? ('share' as const) : ('count' as const), better: indicator.better };
  }

  #own(indicator: Indicator, unit: Unit): BoundTarget[] {
    return this.#tree.definitions.targets
      .filter((target) => target.indicator === indicator.key && target.unit === unit.code)
      .map((target) => ({ ...target, own: true, from: undefined }));
  }

  /** The nearest unit above of which the indicator is told. */
  #above(indicator: Indicator, unit: Unit): Unit | undefined {
    for (let at = this.#tree.parentOf(unit); at !== undefined; at = this.#tree.parentOf(at))
      if (at.level === 'province' || indicator.levels.includes(at.level)) return at;
    return undefined;
  }

  /** The nearest units below of which the indicator is told. */
  #below(indicator: Indicator, unit: Unit): Unit[] {
    return this.#tree
      .childrenOf(unit)
      .flatMap((child) => (indicator.levels.includes(child.level) ? [child] : this.#below(indicator, child)));
  }

  #under(unit: Unit, level: Unit['level']): Unit[] {
    return this.#tree
      .childrenOf(unit)
      .flatMap((child) => (child.level === level ? [child] : this.#under(child, level)));
  }
}
