import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import type { Basis } from '../queries/basis.ts';

/** An officer's view: everything of the unit of their agency and of those below it, by the units of any day; of all others what is public. */
export function staffBasis(raw: Basis, open: Basis, own: Id<'unit'>): Basis {
  const of = (unit: Unit) => (raw.isWithin(unit, own) ? raw : open);
  return {
    ...open,
    onMap: (day) => staffBasis(raw.onMap(day), open.onMap(day), own),
    value: (indicator, unit, month) => of(unit).value(indicator, unit, month),
    sum: (measure, unit, month) => of(unit).sum(measure, unit, month),
    sample: (unit, month) => of(unit).sample(unit, month),
  };
}
