import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, fileOne } from '../../../../test/dossiers.ts';
import { type House, openHouse } from '../../../../test/house.ts';
import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierState } from '../model.ts';
import { type Box, countBoxes, countMine, type InboxQuery, nextInBox, readInbox, searchDossiers } from './inbox.ts';

let house: House;
let birth: DossierState;
let land: DossierState;
let chair: StaffActor;
let vice: StaffActor;

beforeAll(async () => {
  house = await openHouse();
  const toSign = async (slug: string) => {
    let state = await fileOne(house, slug);
    for (const [action, role, body] of [
      ['accept', 'reception', {}],
      ['assign', 'reception', {}],
      ['propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện.' }],
    ] as const)
      state = await act(house, state, action, role, body);
    return state;
  };
  birth = await toSign('dang-ky-khai-sinh');
  land = await toSign('chuyen-doi-dat-lua');
  chair = await house.officer('nguyen-van-hau', 'xa-31822', ['leader']);
  vice = await house.officer('kim-thi-my-dung', 'xa-31822', ['leader'], ['ho-tich', 'chung-thuc']);
}, 120_000);
afterAll(() => house?.close());

const read = (actor: StaffActor, query: Partial<InboxQuery> & { readonly box: Box }) =>
  house.database.read(actor, (tx) => readInbox(tx, house.dossiers, actor, { mine: false, limit: 50, ...query }));
const codes = async (...asked: Parameters<typeof read>) => (await read(...asked)).rows.map(({ code }) => code).sort();
const both = () => [birth.code, land.code].sort();

describe('a box', () => {
  test('shows a position for some fields only the work of those fields, however many they are', async () => {
    expect(await codes(vice, { box: 'cho-ky' })).toEqual([birth.code]);
    expect(await codes(chair, { box: 'cho-ky' })).toEqual(both());
  });

  test('shows and counts what a position was given to hold outside its fields', async () => {
    const held = await act(house, land, 'transfer', 'leader', { to: vice.positionId, words: 'Chị xem giúp.' });
    expect(held.leg.holder).toBe(vice.positionId);
    expect(await codes(vice, { box: 'cho-ky' })).toEqual(both());
    const mine = await house.database.read(vice, (tx) => countMine(tx, vice));
    expect(mine['cho-ky']).toBe((await read(vice, { box: 'cho-ky', mine: true })).rows.length);
  });

  test('counts what it lists, for the officer and for the agency, by box', async () => {
    const counts = await house.database.read(chair, (tx) => countBoxes(tx, chair, house.clock.business()));
    for (const box of ['cho-tiep-nhan', 'cho-ky', 'cho-tra'] as const) {
      expect([box, counts[box].all]).toEqual([box, (await read(chair, { box })).rows.length]);
      expect([box, counts[box].mine]).toEqual([box, (await read(chair, { box, mine: true })).rows.length]);
      expect([box, counts[box].overdue]).toEqual([box, (await read(chair, { box, late: true })).rows.length]);
    }
    expect(counts['cho-ky'].fields).toEqual(['ho-tich', 'nong-nghiep']);
  });

  test('is narrowed by field and by channel', async () => {
    expect(await codes(chair, { box: 'cho-ky', field: 'nong-nghiep' })).toEqual([land.code]);
    expect(await codes(chair, { box: 'cho-ky', channel: 'online' })).toEqual(both());
    expect(await codes(chair, { box: 'cho-ky', channel: 'post' })).toEqual([]);
  });

  test('has a next dossier for a leader also where a colleague holds it, and none once it is empty', async () => {
    const next = await house.database.read(chair, (tx) => nextInBox(tx, chair, 'cho-ky'));
    expect(next.count).toBe(2);
    expect(both()).toContain(next.code);
    expect(await house.database.read(chair, (tx) => nextInBox(tx, chair, 'cho-tra'))).toEqual({
      code: undefined,
      count: 0,
    });
  });
});

test('a search says of what procedure a dossier is, in which state, and who holds it', async () => {
  const found = await house.database.read(chair, (tx) => searchDossiers(tx, house.dossiers, birth.code.slice(-11), 10));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ code: birth.code, phase: 'deciding', holderName: 'Kim Thị Mỹ Dung' });
  expect(found[0]?.procedureName.vi).toBe('Khai sinh cho con');
});
