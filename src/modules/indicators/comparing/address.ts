import type { Unit } from '../../territory/index.ts';
import { withQuery } from '../pages/parts.tsx';

/** Where units are compared; `path` is `.csv` for the table. */
export function compareHref(units: readonly Pick<Unit, 'code'>[], month?: string, knownBy?: string, path = ''): string {
  const [a, b, c] = units.map(({ code }) => code);
  return withQuery(`/chi-so/so-sanh${path}`, { a, b, c, thang: month, biet: knownBy });
}
