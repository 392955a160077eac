import {
  addWorkingMinutes,
  addWorkingTime,
  catalogueErrors,
  findProcedureInForce,
  getCalendar,
  getProcedureVersion,
  type ProcedureVersion,
  type WorkingCalendar,
  workingMinutesBetween,
} from '../modules/catalogue/index.ts';
import {
  type AgencyInfo,
  type DocumentPort,
  type DossierDeps,
  type SignerPort,
  TrackGuesses,
} from '../modules/dossiers/index.ts';
import {
  findPosition,
  isHeldOn,
  listEndedPositions,
  listPositionsByIds,
  officersOf,
  recordRead,
} from '../modules/identity/index.ts';
import { attachPapers, involveAgenciesInPapers } from '../modules/papers/index.ts';
import { findAgency, findCompetentAgency, getAgency, getUnit, placeNameOf } from '../modules/territory/index.ts';
import { publicActor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { Id } from '../platform/ids.ts';
import { dateOf } from '../platform/text.ts';
import type { Vault } from '../platform/vault.ts';

export interface DossierParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly documents: DocumentPort;
  readonly signers: SignerPort;
}

/** The dossiers room's needs, met by the rooms above it. What never changes is kept in memory: versions for ever, agencies and calendar for a minute. */
export function dossierDeps({ database, clock, vault, documents, signers }: DossierParts): DossierDeps {
  const today = () => dateOf(clock.business());
  const versions = new Map<string, Promise<ProcedureVersion>>();
  const agencies = new Map<string, Promise<AgencyInfo>>();
  const calendar = refreshed(60_000, () => database.read(publicActor, (tx) => getCalendar(tx)));
  // Under load the same few procedures and communes are asked for hundreds of times a second; content of 30 kB would be read and parsed each time.
  const inForce = refreshedByKey<ProcedureVersion>(1000);
  const routes = refreshedByKey<Awaited<ReturnType<DossierDeps['agencies']['route']>>>(60_000);
  return {
    database,
    clock,
    vault,
    trackGuesses: new TrackGuesses(),
    documents,
    signers,
    procedures: {
      get: (id) => remember(versions, id, () => database.read(publicActor, (tx) => getProcedureVersion(tx, id))),
      inForce: (slugOrCode) =>
        inForce(`${today()} ${slugOrCode}`, () =>
          database.read(publicActor, async (tx) => {
            const version = await findProcedureInForce(tx, slugOrCode, today());
            if (version === undefined) throw catalogueErrors.procedureNotFound({ values: { slug: slugOrCode } });
            return version;
          }),
        ),
    },
    agencies: {
      route: (competence, communeId) =>
        routes(`${today()} ${communeId} ${JSON.stringify(competence)}`, () =>
          database.read(publicActor, async (tx) => {
            const agency = await findCompetentAgency(tx, competence, communeId, today());
            // Each office of 2022 takes in, gives back and keeps its own dossiers; another desk is named at filing.
            return (
              agency && {
                receiving: agency.id,
                competent: agency.id,
                returning: agency.id,
                custodian: agency.id,
                unitId: communeId ?? agency.unitId,
              }
            );
          }),
        ),
      describe: (id) => remember(agencies, id, () => describeAgency(database, id)),
    },
    officers: {
      pick: async (tx, agencyId, role, field) => (await officersOf(tx, agencyId, role, field, today()))[0]?.id,
      inOffice: async (tx, id) => {
        const position = await findPosition(tx, id);
        return position !== undefined && isHeldOn(position, today());
      },
      left: (tx) => listEndedPositions(tx, today()),
      describe: async (tx, ids) => {
        const positions = ids.length === 0 ? [] : await listPositionsByIds(tx, ids);
        return new Map(
          positions.map((position) => [
            position.id,
            {
              name: position.holderName,
              title: position.title,
              agencyId: position.agencyId,
              personId: position.personId,
            },
          ]),
        );
      },
    },
    deadlines: {
      due: async (start, limit) => addWorkingTime(start, limit, await calendar()),
      shift: async (due, from, to) => shiftByPause(due, from, to, await calendar()),
    },
    papers: {
      attach: (tx, input) => attachPapers(tx, { ...input, at: clock.business() }),
      involve: involveAgenciesInPapers,
    },
    recordRead: (tx, read) => recordRead(tx, read),
  };
}

/** The working time that a pause took is added to the appointment. */
function shiftByPause(
  due: Temporal.Instant,
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendar: WorkingCalendar,
): Temporal.Instant {
  return addWorkingMinutes(due, workingMinutesBetween(from, to, calendar), calendar);
}

async function describeAgency(database: Database, id: Id<'agency'>): Promise<AgencyInfo> {
  return database.read(publicActor, async (tx) => {
    const agency = await getAgency(tx, id);
    const unit = await getUnit(tx, agency.unitId);
    const parent = agency.parentId === undefined ? undefined : await findAgency(tx, agency.parentId);
    return {
      id,
      name: agency.name,
      identifier: agency.identifier,
      unitId: agency.unitId,
      parentName: parent?.name.vi,
      place: placeNameOf(unit),
    };
  });
}

function remember<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? load();
  known.set(key, found);
  found.catch(() => known.delete(key));
  return found;
}

/** As `refreshed`, for each key; keys come from outside, so their number is bounded. */
export function refreshedByKey<T>(maxAgeMs: number): (key: string, load: () => Promise<T>) => Promise<T> {
  const known = new Map<string, { readonly loadedAt: number; readonly value: Promise<T> }>();
  return (key, load) => {
    const found = known.get(key);
    if (found !== undefined && performance.now() - found.loadedAt < maxAgeMs) return found.value;
    if (known.size >= 2000) known.clear();
    const value = load();
    known.set(key, { loadedAt: performance.now(), value });
    value.catch(() => known.delete(key));
    return value;
  };
}

/** Loads again when the value is older than `maxAgeMs` (real time); callers in between share one load. */
export function refreshed<T>(maxAgeMs: number, load: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  let loadedAt = 0;
  return () => {
    if (value === undefined || Date.now() - loadedAt > maxAgeMs) {
      loadedAt = Date.now();
      value = load();
      value.catch(() => {
        value = undefined;
      });
    }
    return value;
  };
}
