import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkJournal } from '../src/app/check-journal.ts';
import { type Composed, compose } from '../src/app/compose.tsx';
import { type Keys, openKeys } from '../src/app/keys.ts';
import { publishFiles, readProvince } from '../src/app/publish-files.ts';
import { startSandbox } from '../src/app/sandbox.ts';
import { loadPeople, personIdOf, positionIdOf, readPeopleFile } from '../src/modules/identity/index.ts';
import { httpCertificateAuthority } from '../src/modules/papers/signing/index.ts';
import { findAgencyByKey, findUnitByCode, listAgencies, listUnits } from '../src/modules/territory/index.ts';
import type { CitizenActor, StaffActor, StaffRole } from '../src/platform/actor.ts';
import { publicActor } from '../src/platform/actor.ts';
import { OffsetClock } from '../src/platform/clock.ts';
import type { Config } from '../src/platform/config.ts';
import type { Database } from '../src/platform/database.ts';
import type { Id } from '../src/platform/ids.ts';
import type { JournalReport } from '../src/platform/journal-verify.ts';
import { dateOf } from '../src/platform/text.ts';
import type { MailServer } from '../src/sandbox/mail/mail-server.ts';
import { buildAssets } from '../src/web/assets/build-assets.ts';
import { openTestDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { testSchema, testSecret } from './global-setup.ts';
import { bacLieu, root, type TestProvince } from './provinces.ts';

/** The whole product on a database of its own, with its sandbox, as a running server. */
export interface House extends Composed {
  readonly url: string;
  readonly province: TestProvince;
  readonly config: Config;
  readonly keys: Keys;
  readonly database: Database;
  readonly clock: OffsetClock;
  readonly outside: { readonly authorityUrl: string; readonly mail: MailServer };
  /** A citizen of people.yaml, by key. */
  citizen(key: string, assuranceLevel?: 1 | 2): CitizenActor;
  /** An officer of people.yaml in an agency, by keys. */
  officer(key: string, agencyKey: string, roles: readonly StaffRole[], fields?: readonly string[]): Promise<StaffActor>;
  communeId(code: string): Promise<Id<'unit'>>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly province?: TestProvince;
  /** Business time at which it opens; the province's own start unless set. */
  readonly start?: Temporal.Instant;
  /** Of what it seals; that of all tests unless set. */
  readonly secret?: string;
}

export async function openHouse({
  province = bacLieu,
  start = province.start,
  secret = testSecret,
}: HouseOptions = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'cuaso-house-'));
  const port = await freePort();
  const config: Config = {
    mode: 'demo',
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    dataDir: folder,
    provinceDir: province.folder,
    database: undefined,
    secret,
    root,
  };
  const { database, close } = await openTestDatabase(province === bacLieu ? 'template' : 'empty');
  if (province !== bacLieu) await publishFiles(database, readProvince(province.folder), start);
  const clock = new OffsetClock(start.epochMilliseconds - Date.now());
  const keys = openKeys(config);
  const people = readPeopleFile(config.provinceDir);
  const provinceCode = province.code;
  const on = dateOf(start);
  await database.asOwner(async (tx) =>
    loadPeople(tx, {
      file: people,
      provinceCode,
      units: await listUnits(tx, on),
      agencies: await listAgencies(tx, on),
      on,
      at: start,
    }),
  );
  const sandbox = await startSandbox({
    folder: join(folder, 'keys', 'sandbox'),
    setting: on,
    clock,
    publicUrl: config.publicUrl,
    people,
    database,
  });
  const composed = await compose(
    {
      config,
      schema: testSchema,
      owner: database.owner,
      database,
      keys,
      clock,
      migrated: [],
      close: async () => undefined,
    },
    {
      issuers: sandbox.issuers,
      authority: httpCertificateAuthority({ url: sandbox.authority.url, registrationToken: sandbox.registrationToken }),
      timeStampUrl: sandbox.authority.timeStampUrl,
      scanner: sandbox.scanner,
      mail: { host: sandbox.mail.host, port: sandbox.mail.port, from: 'Cửa Số <khong-tra-loi@cuaso.example>' },
      origins: sandbox.origins,
    },
    await buildAssets({ root }),
  );
  await composed.app.listen({ host: '127.0.0.1', port });
  return {
    ...composed,
    url: config.publicUrl,
    province,
    config,
    keys,
    database,
    clock,
    outside: { authorityUrl: sandbox.authority.url, mail: sandbox.mail },
    citizen: (key, assuranceLevel = 2) => ({
      capacity: 'citizen',
      personId: personIdOf(provinceCode, key),
      assuranceLevel,
    }),
    officer: (key, agencyKey, roles, fields = []) =>
      database.read(publicActor, async (tx) => {
        const agency = await findAgencyByKey(tx, agencyKey, on);
        if (agency === undefined) throw new Error(`no agency ${agencyKey}`);
        return {
          capacity: 'staff',
          personId: personIdOf(provinceCode, key),
          positionId: positionIdOf(provinceCode, key, agencyKey),
          agencyId: agency.id,
          roles,
          fields,
        };
      }),
    communeId: async (code) => {
      const unit = await database.read(publicActor, (tx) => findUnitByCode(tx, code, on));
      if (unit === undefined) throw new Error(`no commune ${code}`);
      return unit.id;
    },
    close: async () => {
      await composed.app.close();
      await sandbox.close();
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The journal against its rows and sealed contents; a house of a test has no daily roots unless it makes them. */
export function checkHouse(house: House): Promise<JournalReport> {
  const keys = { vault: house.keys.vault, rootSeed: house.keys.derive('journal root') };
  return checkJournal(house.database, keys, dateOf(house.clock.real()));
}
