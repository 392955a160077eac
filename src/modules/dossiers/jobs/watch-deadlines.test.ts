import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, fileOne } from '../../../../test/dossiers.ts';
import { type House, openHouse } from '../../../../test/house.ts';
import type { DossierState } from '../model.ts';
import { rebuildDossiers } from './rebuild-dossiers.ts';
import { recomputeDueDates } from './recompute-due-dates.ts';
import { watchDeadlines } from './watch-deadlines.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const stateOf = async (id: string) =>
  (
    await house.database.asOwner((tx) =>
      tx.row<{ state: DossierState }>('select state from dossier where id = $1', [id]),
    )
  ).state;
const toldOf = (id: string) =>
  house.database.asOwner((tx) =>
    tx.rows<{ kind: string; positionId: string }>(
      'select kind, position_id as "positionId" from notice where dossier_id = $1 and position_id is not null order by kind',
      [id],
    ),
  );
/** Moves business time as `cuaso clock` does. */
function advance(duration: Temporal.DurationLike): void {
  const by = house.clock.business().add(duration).epochMilliseconds - house.clock.business().epochMilliseconds;
  house.clock.follow(house.clock.business().epochMilliseconds - Date.now() + by);
}

describe('the calendar', () => {
  it('moves open due dates when days off change, with the reason in the journal, and rebuilds to the same', async () => {
    const state = await act(house, await fileOne(house, 'xac-nhan-tinh-trang-hon-nhan'), 'accept', 'reception');
    expect(await recomputeDueDates(house.dossiers)).toBe(0);
    const off = Temporal.Instant.from(state.dueAt ?? '')
      .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
      .toPlainDate();
    await house.database.asOwner((tx) =>
      tx.run(
        `insert into calendar_day (date, working, kind, name_vi, name_en, certainty) values ($1, false, 'statutory', 'Ngày nghỉ thử', 'Test day off', 'provisional')`,
        [off],
      ),
    );
    expect(await recomputeDueDates(house.dossiers)).toBe(1);
    const moved = await stateOf(state.id);
    expect(
      Temporal.Instant.compare(Temporal.Instant.from(moved.dueAt ?? ''), Temporal.Instant.from(state.dueAt ?? '')),
    ).toBe(1);
    expect(moved.firstDueAt).toBe(state.firstDueAt);
    const entry = await house.database.asOwner((tx) =>
      tx.row<{ facts: Record<string, unknown>; capacity: string }>(
        `select facts, capacity from journal where stream_id = $1 and action = 'recompute'`,
        [state.id],
      ),
    );
    expect(entry).toMatchObject({ capacity: 'job', facts: { reason: 'calendar-changed', dueAt: moved.dueAt } });
    // The second pass of the two minutes finds nothing left to do.
    expect(await recomputeDueDates(house.dossiers)).toBe(0);
    expect(await rebuildDossiers(house.dossiers)).toMatchObject({ differed: 0 });
  });
});

describe('the watch over deadlines', () => {
  it('tells the holder once when a deadline nears and passes, and the leader that an apology is owed', async () => {
    const state = await act(house, await fileOne(house), 'accept', 'reception');
    advance({ hours: 24 * 7 });
    await watchDeadlines(house.dossiers);
    await watchDeadlines(house.dossiers);
    const told = await toldOf(state.id);
    expect(told.map((one) => one.kind)).toEqual(['apology-due', 'overdue']);
    expect(told[1]?.positionId).toBe(state.leg.holder);
    expect(await stateOf(state.id)).toMatchObject({ extensions: 0, phase: 'accepted' });
  });

  it('ends a dossier whose supplement did not come in time, and leaves one that has time', async () => {
    const point = { reason: 'paper-missing', target: 'dossier', note: 'Thiếu một tờ.' };
    const state = await act(house, await fileOne(house), 'request-supplement', 'reception', { points: [point] });
    await watchDeadlines(house.dossiers);
    expect((await stateOf(state.id)).phase).toBe('supplement-before-acceptance');
    const answerBy = Temporal.Instant.from(state.openSupplement?.answerBy ?? '');
    advance({ seconds: Math.ceil(answerBy.since(house.clock.business()).total('seconds')) + 5 });
    expect((await watchDeadlines(house.dossiers)).expired).toBe(1);
    const ended = await stateOf(state.id);
    expect(ended.phase).toBe('refused-intake');
    expect(ended.leg.holder).toBeUndefined();
    expect((await watchDeadlines(house.dossiers)).expired).toBe(0);
  });
});
