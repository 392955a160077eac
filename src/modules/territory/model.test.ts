import { expect, it } from 'vitest';
import { placeNameOf } from './model.ts';

const unit = (vi: string, shortName: string) => ({ name: { vi, en: '' }, shortName });

it('names the place of an official paper as the rule on documents asks: whole where the unit has a number for a name', () => {
  expect(placeNameOf(unit('Phường 7', '7'))).toBe('Phường 7');
  expect(placeNameOf(unit('Xã Vĩnh Trạch', 'Vĩnh Trạch'))).toBe('Vĩnh Trạch');
  expect(placeNameOf(unit('Tỉnh Bạc Liêu', 'Bạc Liêu'))).toBe('Bạc Liêu');
});
