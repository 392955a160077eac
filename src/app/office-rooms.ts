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
  return {
    routes: [counterRoutes({ ...filing, catalogue: () => reader.current() }), noticeRoutes(notices)],
    waiting: (actor) =>
      filing.database.read(actor, async (tx) => {
        if (actor.capacity === 'citizen') return { unread: await countUnread(tx) };
        const [unread, mine] = await Promise.all([countUnread(tx), countMine(tx, actor)]);
        return { unread, boxes: Object.fromEntries(boxes.map((box) => [`/mot-cua/${box}`, mine[box]])) };
      }),
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
