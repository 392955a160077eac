import type { Box } from '../../src/modules/dossiers/queries/inbox.ts';
import { lastFour } from '../ballast.ts';
import { type BareStatement, bareRate, bestBareRate } from '../limit.ts';
import { atRate, median, saturate, type Work } from '../load.ts';
import type { People } from '../people.ts';
import { ms, percent, perSecond, type Row } from '../report.ts';
import { inboxStatement, openStatement, trackStatement } from '../statements.ts';
import { findTargets, searches } from '../targets.ts';
import type { World } from '../world.ts';

const rounds = 3;
const connections = 16;
/** New dossiers: the box with a full page in every commune at every size. */
const box: Box = 'cho-tiep-nhan';

export const readNames = ['open', 'inbox', 'track', 'search', 'mine'] as const;
export type ReadName = (typeof readNames)[number];

interface Read {
  readonly what: string;
  readonly work: Work;
  readonly bare: BareStatement | undefined;
}

/** Each page: how many a second, beside the bare statement behind it, and the 95th percentile at half of that rate. */
export async function measureRead(
  name: ReadName,
  world: World,
  people: People,
  size: number,
  seconds: number,
): Promise<Row> {
  const read = await reads[name](world, people);
  // Warm: plans, pools, pages of the cache; a server that has just begun is measured on its own.
  await saturate(connections, Math.min(2, seconds), read.work);
  const ours: number[] = [];
  const limits: number[] = [];
  let failed = 0;
  let bareConnections: number | undefined;
  for (let round = 0; round < rounds; round += 1) {
    if (read.bare !== undefined) {
      if (bareConnections === undefined) {
        const best = await bestBareRate(world, read.bare, seconds / 2);
        bareConnections = best.connections;
        limits.push(best.measured.perSecond);
      } else limits.push((await bareRate(world, read.bare, bareConnections, seconds / 2)).perSecond);
    }
    const measured = await saturate(connections, seconds, read.work);
    ours.push(measured.perSecond);
    failed += measured.failed;
  }
  const highest = median(ours);
  const half = await atRate(highest / 2, seconds * 2, read.work);
  failed += half.failed;
  const limit = read.bare === undefined ? undefined : median(limits);
  return {
    what: read.what,
    size,
    ours: `p95 ${ms(half.p95Ms)} at ${perSecond(half.perSecond)}, highest ${perSecond(highest)}${failed > 0 ? `, ${failed} FAILED` : ''}`,
    limit: limit === undefined ? 'no SQL' : `${perSecond(limit)} (${bareConnections} connections)`,
    share: limit === undefined ? '' : percent(highest / limit),
    bar: 'p95 <= 20 ms',
    holds: half.p95Ms <= 20 && failed === 0,
    figures: { p50Ms: half.p50Ms, p95Ms: half.p95Ms, atPerSecond: half.perSecond, highest, limit: limit ?? 0, failed },
  };
}

const reads: Readonly<Record<ReadName, (world: World, people: People) => Promise<Read>>> = {
  open: async (world, people) => {
    const { open } = await findTargets(world, people, lastFour);
    const signedIn = await everybody(people);
    let turn = 0;
    return {
      what: 'open a dossier (officer’s page)',
      bare: openStatement(open),
      work: async () => {
        const target = open[turn++ % open.length];
        if (target === undefined) return false;
        const answer = await world.client.ask({
          method: 'GET',
          path: `/mot-cua/ho-so/${target.code}`,
          cookie: signedIn.get(target.commune.agencyId),
        });
        return answer.status === 200 && answer.text.includes(target.code);
      },
    };
  },
  inbox: async (world, people) => {
    const signedIn = [...(await everybody(people)).values()];
    let turn = 0;
    return {
      what: 'inbox of 50 (officer’s page)',
      bare: inboxStatement(people, box),
      work: async () => {
        const answer = await world.client.ask({
          method: 'GET',
          path: `/mot-cua/${box}?tat=1`,
          cookie: signedIn[turn++ % signedIn.length],
        });
        return answer.status === 200;
      },
    };
  },
  track: async (world, people) => {
    const { track } = await findTargets(world, people, lastFour);
    let turn = 0;
    return {
      what: 'track by code (API)',
      bare: trackStatement(track),
      work: async () => {
        const target = track[turn++ % track.length];
        if (target === undefined) return false;
        const answer = await world.client.ask({
          method: 'POST',
          path: '/api/v1/track',
          body: JSON.stringify({ code: target.code, last4: target.last4 }),
        });
        return answer.status === 200;
      },
    };
  },
  search: async (world) => {
    let turn = 0;
    return {
      what: 'search the catalogue (page)',
      bare: undefined,
      work: async () => {
        const n = turn++;
        // With a number behind it each address is new, so that pages are searched and rendered, not kept ones sent again.
        const words = `${searches[n % searches.length]} ${n}`;
        const answer = await world.client.ask({ method: 'GET', path: `/thu-tuc?q=${encodeURIComponent(words)}` });
        return answer.status === 200;
      },
    };
  },
  mine: async (world, people) => {
    const { cookie, actor } = await people.citizen('nguyen-thi-buoi');
    return {
      what: 'a citizen’s own list of 50 (API)',
      bare: {
        name: 'mine',
        sql: `select state, version from own_dossiers('infinity', 51)`,
        next: () => ({ actor, values: [] }),
      },
      work: async () => (await world.client.ask({ method: 'GET', path: '/api/v1/dossiers', cookie })).status === 200,
    };
  },
};

/** A specialist of every commune, signed in, by agency. */
async function everybody(people: People): Promise<Map<string, string>> {
  const entries = await Promise.all(
    people.communes.map(
      async (commune) => [commune.agencyId, (await people.staff(commune, 'specialist')).cookie] as const,
    ),
  );
  return new Map(entries);
}

/** Opening and inbox by turns, for what goes on beside something else. */
export async function mixedReads(world: World, people: People): Promise<Work> {
  const [open, inbox] = [await reads.open(world, people), await reads.inbox(world, people)];
  let turn = 0;
  return (n) => {
    turn += 1;
    return turn % 2 === 0 ? open.work(n) : inbox.work(n);
  };
}
