import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, fileOne } from '../../../../test/dossiers.ts';
import { type House, openHouse } from '../../../../test/house.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { DossierState } from '../model.ts';
import { takeOverFromLeavers } from './take-over-from-leavers.ts';

let house: House;
let examined: DossierState;
let proposed: DossierState;
let leaver: Id<'position'>;
const colleague = newId<'position'>();

beforeAll(async () => {
  house = await openHouse();
  const walk = async (...steps: (readonly [string, 'reception' | 'specialist', object])[]) => {
    let state = await fileOne(house, 'dang-ky-khai-sinh');
    for (const [action, role, body] of steps) state = await act(house, state, action as never, role, body as never);
    return state;
  };
  const taken = [
    ['accept', 'reception', {}],
    ['assign', 'reception', {}],
  ] as const;
  examined = await walk(...taken);
  proposed = await walk(...taken, ['propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện.' }]);
  leaver = examined.leg.holder as Id<'position'>;
  await house.database.asOwner(async (tx) => {
    await tx.run(
      `insert into staff_position (id, person_id, holder_name, agency_id, agency_key, agency_name_vi, agency_name_en, title_vi, title_en, roles, fields, valid_from)
       select $2, person_id, holder_name, agency_id, agency_key, agency_name_vi, agency_name_en, title_vi, title_en, roles, fields, valid_from from staff_position where id = $1`,
      [leaver, colleague],
    );
    await tx.run('update staff_position set valid_to = $2 where id = $1', [leaver, dateOf(house.clock.business())]);
  });
}, 120_000);
afterAll(() => house?.close());

test('nobody passes a dossier to whoever has left', async () => {
  await expect(
    act(house, examined, 'transfer', 'reception', { to: leaver, words: 'Chị làm tiếp.' }),
  ).rejects.toMatchObject({ code: 'DOS-0026' });
});

test('what a leaver still held goes to a colleague in the role, once', async () => {
  expect(await takeOverFromLeavers(house.dossiers)).toBe(1);
  const row = await house.database.asOwner((tx) =>
    tx.row<{ holder: string; phase: string }>('select holder, phase from dossier where id = $1', [examined.id]),
  );
  expect(row).toEqual({ holder: colleague, phase: 'examining' });
  expect(await takeOverFromLeavers(house.dossiers)).toBe(0);
});

test('what is sent back a step does not go back to whoever has left', async () => {
  const back = await act(house, proposed, 'return-to-step', 'leader', { words: 'Xem lại nơi cư trú.' });
  expect(back.leg.holder).toBe(colleague);
});
