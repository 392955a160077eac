import type { Id } from '../../../platform/ids.ts';
import type { ProcedureVersion } from '../../catalogue/index.ts';
import type { Channel, Helper } from '../../dossiers/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Chance } from './chance.ts';

/** Who does what in an agency: a position for each role. */
export interface Desk {
  readonly agencyId: Id<'agency'>;
  readonly identifier: string;
  position(role: 'reception' | 'specialist' | 'leader' | 'clerk', field: string): Officer | undefined;
}
export interface Officer {
  readonly positionId: Id<'position'>;
  readonly personId: Id<'person'>;
}

export interface PlannedFiling {
  readonly commune: Unit;
  readonly version: ProcedureVersion;
  readonly channel: Channel;
  readonly helper: Helper;
  readonly filedAt: Temporal.Instant;
}

/**
 * How often each is asked for, by our own guess at a commune's desk of 2022; what is not named is rare. Nothing here is a statistic of the province.
 */
const demand: Readonly<Record<string, number>> = {
  '2.000815': 30,
  '1.001193': 15,
  '2.000635': 11,
  '1.004873': 9,
  '2.000884': 8,
  '1.000656': 6,
  '1.000894': 6,
  '1.004222': 7,
  '1.004194': 4,
  '1.013831': 5,
  '1.012783': 2,
  '1.001612': 4,
  '1.001939': 3,
  '3.000333': 3,
  '1.013225': 2,
  '2.000986': 2,
};
const rare = 0.5;

/** Filed online in a month of which the province's file says nothing. */
const usualOnlineShare = 0.04;

export interface PlanInput {
  readonly from: Temporal.PlainDate;
  /** First day that is no longer the past. */
  readonly until: Temporal.PlainDate;
  readonly filings: number;
  /** Share filed online, by month (`2022-09`). */
  readonly onlineShare: ReadonlyMap<string, number>;
  /** How busy a month was beside the others, by month; 1 where nothing is said. */
  readonly busy: ReadonlyMap<string, number>;
  readonly communes: readonly Unit[];
  readonly procedures: readonly ProcedureVersion[];
  readonly isWorkingDay: (date: Temporal.PlainDate) => boolean;
}

/** Who came where, when and for what, in order of time. */
export function planFilings(input: PlanInput, chance: Chance): PlannedFiling[] {
  const days = eachDay(input.from, input.until);
  const working = days.filter(input.isWorkingDay);
  // Mondays are the busiest; communes differ by size and by how near the network is.
  const byDay = working.map((day): [Temporal.PlainDate, number] => [
    day,
    (day.dayOfWeek === 1 ? 1.5 : 1) * (input.busy.get(day.toPlainYearMonth().toString()) ?? 1),
  ]);
  const byCommune = input.communes.map((commune): [Unit, number] => [
    commune,
    chance.between(0.5, 1.7) * (commune.name.vi.startsWith('Phường') ? 1.5 : 1),
  ]);
  const eager = new Map(input.communes.map((commune) => [commune.id, chance.between(0.3, 1.7)]));
  const byProcedure = input.procedures.map((version): [ProcedureVersion, number] => [
    version,
    demand[version.code] ?? rare,
  ]);
  const plan = Array.from({ length: input.filings }, (): PlannedFiling => {
    const commune = chance.weighted(byCommune);
    const version = chance.weighted(byProcedure);
    const day = chance.weighted(byDay);
    const online =
      chance.happens(
        (input.onlineShare.get(day.toPlainYearMonth().toString()) ?? usualOnlineShare) * (eager.get(commune.id) ?? 1),
      ) && version.content.onlineService !== 'none';
    if (online) {
      const anyDay = days[
        Math.min(days.length - 1, days.findIndex((each) => each.equals(day)) + chance.whole(0, 2))
      ] as Temporal.PlainDate;
      const helper: Helper = chance.weighted([
        ['nobody', 45],
        ['desk', 35],
        ['team', 20],
      ]);
      return { commune, version, channel: 'online', helper, filedAt: atMinute(anyDay, chance.whole(6 * 60, 22 * 60)) };
    }
    const post = chance.happens(0.015);
    const minute = chance.happens(0.65)
      ? chance.whole(7 * 60 + 5, 11 * 60 + 10)
      : chance.whole(13 * 60 + 35, 16 * 60 + 30);
    return {
      commune,
      version,
      channel: post ? 'post' : 'counter',
      helper: post ? 'post-office' : 'desk',
      filedAt: atMinute(day, minute),
    };
  });
  return plan.sort((a, b) => Temporal.Instant.compare(a.filedAt, b.filedAt));
}

function eachDay(from: Temporal.PlainDate, until: Temporal.PlainDate): Temporal.PlainDate[] {
  return Array.from({ length: from.until(until).days }, (_, index) => from.add({ days: index }));
}

function atMinute(day: Temporal.PlainDate, minute: number): Temporal.Instant {
  return day
    .toZonedDateTime({
      timeZone: 'Asia/Ho_Chi_Minh',
      plainTime: new Temporal.PlainTime(Math.floor(minute / 60), minute % 60),
    })
    .toInstant();
}
