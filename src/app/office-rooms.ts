import type { FastifyPluginAsync } from 'fastify';
import type { CatalogueReader } from '../modules/catalogue/index.ts';
import { counterRoutes, deleteExpiredIntakes } from '../modules/dossiers/counter/index.ts';
import type { FilingDeps } from '../modules/dossiers/filing/index.ts';
import {
  describeForNotices,
  recomputeDueDates,
  takeOverFromLeavers,
  watchDeadlines,
} from '../modules/dossiers/index.ts';
import { boxes, countMine } from '../modules/dossiers/queries/inbox.ts';
import { countReports, listOwedReports } from '../modules/indicators/index.ts';
import {
  countUnread,
  deriveNotices,
  type NoticeDeps,
  noticeRoutes,
  type SmtpSettings,
  sendMails,
  smtpMailer,
} from '../modules/notices/index.ts';
import type { CitizenActor, StaffActor } from '../platform/actor.ts';
import type { PeriodicJob } from '../platform/periodic-jobs.ts';
import { dateOf } from '../platform/text.ts';
import { refreshedByKey } from './dossier-deps.ts';

import type { Waiting } from './rooms.ts';

export interface OfficeParts {
  readonly filing: FilingDeps;
  readonly reader: CatalogueReader;
  readonly mail: SmtpSettings | undefined;
  readonly publicUrl: string;
}

export interface OfficeRooms {
  readonly routes: readonly FastifyPluginAsync[];
  readonly jobs: readonly PeriodicJob[];
  waiting(actor: CitizenActor | StaffActor): Promise<Waiting>;
}

/** The counter, what is told to people, and the watch over deadlines. */
export function officeRooms({ filing, reader, mail, publicUrl }: OfficeParts): OfficeRooms {
  const second = 1000;
  const minute = 60 * second;
  const notices: NoticeDeps = {
    database: filing.database,
    clock: filing.clock,
    describeDossiers: (tx, ids) => describeForNotices(tx, filing, ids),
    mailer: mail === undefined ? undefined : smtpMailer(mail),
    publicUrl,
  };
  // What an agency owes changes by the day; how much of it is done is counted on every page.
  const owed = refreshedByKey<Awaited<ReturnType<typeof listOwedReports>>>(5 * minute);
  const owedBy = (agencyId: StaffActor['agencyId']) => {
    const today = dateOf(filing.clock.business());
    return owed(`${agencyId} ${today}`, () =>
      filing.database.read({ capacity: 'job', name: 'owed-reports' }, (tx) => listOwedReports(tx, agencyId, today)),
    );
  };
  return {
    routes: [counterRoutes({ ...filing, catalogue: () => reader.current() }), noticeRoutes(notices)],
    waiting: async (actor) => {
      const owed = actor.capacity === 'citizen' ? undefined : await owedBy(actor.agencyId);
      return filing.database.read(actor, async (tx) => {
        if (actor.capacity === 'citizen') return { unread: await countUnread(tx) };
        const [unread, mine, reports] = await Promise.all([
          countUnread(tx),
          countMine(tx, actor),
          countReports(tx, actor, owed),
        ]);
        return {
          unread,
          boxes: {
            ...Object.fromEntries(boxes.map((box) => [`/mot-cua/${box}`, mine[box]])),
            '/mot-cua/so-lieu': reports.toReport + reports.toCheck || undefined,
          },
        };
      });
    },
    jobs: [
      { name: 'intake-expiry', everyMs: 60 * minute, run: () => deleteExpiredIntakes(filing) },
      { name: 'notices', everyMs: 2 * second, run: () => deriveNotices(notices) },
      { name: 'notice-mail', everyMs: 5 * second, run: () => sendMails(notices) },
      { name: 'deadline-watch', everyMs: 30 * second, run: () => watchDeadlines(filing) },
      { name: 'leavers', everyMs: minute, run: () => takeOverFromLeavers(filing) },
      { name: 'calendar-watch', everyMs: minute, run: () => recomputeDueDates(filing) },
    ],
  };
}
