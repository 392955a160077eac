import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import type { Basis } from '../queries/basis.ts';

/** An officer's view: everything of the unit of their agency and of those below it, of all others what is public. */
export function staffBasis(raw: Basis, open: Basis, own: Id<'unit'>): Basis {
  const inside = new Set<Id<'unit'>>();
  const add = (unit: Unit | undefined) => {
    if (unit === undefined) return;
    inside.add(unit.id);
    raw.below(unit).forEach(add);
  };
  add(raw.units.find(({ id }) => id === own));
  const of = ({ id }: Unit) => (inside.has(id) ? raw : open);
  return {
    ...open,
    value: (indicator, unit, month) => of(unit).value(indicator, unit, month),
    sum: (measure, unit, month) => of(unit).sum(measure, unit, month),
    sample: (unit, month) => of(unit).sample(unit, month),
  };
}
