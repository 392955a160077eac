import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import type { ProvinceFacts } from '../../modules/catalogue/index.ts';
import { loadPeople, type PeopleFile, readPeopleFile } from '../../modules/identity/index.ts';
import { httpCertificateAuthority } from '../../modules/papers/signing/index.ts';
import { listAgencies, listUnits } from '../../modules/territory/index.ts';
import { type OutsideSettings, onPort } from '../../platform/config.ts';
import { defineErrors } from '../../platform/errors.ts';
import { removeEmbeddedPostgres } from '../../platform/postgres/embedded.ts';
import { dateOf, formatDateTime } from '../../platform/text.ts';
import { buildAssets } from '../../web/assets/build-assets.ts';
import { compose, type Outside } from '../compose.tsx';
import { bindToSecret, type OpenProvince, openProvince, schemaOf } from '../open-province.ts';
import { type ProvinceFolder, publishFiles, readProvince } from '../publish-files.ts';
import type { CommandContext } from './context.ts';
import { listenForStop, type StopSignals } from './stop-signals.ts';

const errors = defineErrors('SRV', {
  portBusy: [
    '0001',
    'unavailable',
    'Cổng {port} đang có chương trình khác dùng. Hãy tắt nó, hoặc chạy với PORT=3001.',
    'Port {port} is in use by another program. Stop it, or run with another port: PORT=3001 npm start',
  ],
  freshInProduction: [
    '0004',
    'invalid',
    'Chế độ production không xóa dữ liệu bằng --fresh.',
    'Production does not remove its data with --fresh. Remove the data folder yourself if that is meant.',
  ],
  freshOutside: [
    '0005',
    'invalid',
    'DATABASE_URL đang dùng cơ sở dữ liệu bên ngoài, --fresh không xóa nó. Hãy tự xóa lược đồ {schema}.',
    'DATABASE_URL names a database of yours, which --fresh does not remove. Drop its schema {schema} yourself.',
  ],
  portDenied: [
    '0003',
    'unavailable',
    'Không được mở cổng {port} trên {host}.',
    'May not listen on {host}:{port}. Choose a port above 1023, or another HOST.',
  ],
  hostUnknown: [
    '0006',
    'invalid',
    'Máy này không có địa chỉ HOST = "{host}" ({reason}). Hãy bỏ HOST (127.0.0.1), hoặc dùng 0.0.0.0 cho mọi địa chỉ của máy.',
    'This machine has no address HOST = "{host}" ({reason}). Leave HOST out (127.0.0.1), or use 0.0.0.0 for every address of it.',
  ],
});

/** Requests under way have this long to end; a slow upload goes on after the next start. */
const drainMs = 10_000;

/** Sets up what is missing and serves until it is told to stop. */
export async function serve({ args, config: given, print }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { fresh: { type: 'boolean', default: false } } });
  const files = readProvince(given.provinceDir);
  // Before anything is set up, so that a fault in it costs nothing.
  const people = given.mode === 'demo' ? readPeopleFile(given.provinceDir) : undefined;
  const config = onPort(given, await findFreePort(given.host, given.port));
  if (values.fresh && config.mode === 'production') throw errors.freshInProduction();
  const stop = listenForStop(print);
  const close: (() => Promise<void>)[] = [async () => stop.forget()];
  try {
    if (values.fresh) await beginAnew(config, print);
    const province = await openProvince(config, print);
    close.unshift(() => province.close());
    if (!stop.isAsked) await setUpAndServe({ province, files, people, stop, close, print });
    return 0;
  } finally {
    for (const one of close) await one();
  }
}

interface Work {
  readonly province: OpenProvince;
  readonly files: ProvinceFolder;
  readonly people: PeopleFile | undefined;
  readonly stop: StopSignals;
  /** Filled from the front: what was opened last is closed first. */
  readonly close: (() => Promise<void>)[];
  readonly print: (line: string) => void;
}

async function setUpAndServe({ province, files, people, stop, close, print }: Work): Promise<void> {
  const { config } = province;
  await bindToSecret(province);
  const report = await publishFiles(province.database, files, province.clock.business());
  if (report.versions.length > 0) print(`${report.versions.length} procedures published.`);
  if (stop.isAsked) return;
  const outside =
    config.outside === undefined
      ? await openSandbox(province, people ?? readPeopleFile(config.provinceDir), files.province, close, print)
      : realOutside(config.outside);
  const assets = await buildAssets({ root: config.root, otherDir: join(config.dataDir, 'assets') });
  if (stop.isAsked) return;
  const { app, rooms } = await compose(province, outside, assets);
  close.unshift(() => drain(app, stop));
  close.unshift(await rooms.startJobs());
  await app.listen({ host: config.host, port: config.port });
  if (stop.isAsked) return;
  announce(province, print);
  await stop.asked;
}

async function drain(app: FastifyInstance, stop: StopSignals): Promise<void> {
  const closed = app.close();
  const patience = new AbortController();
  await Promise.race([
    closed,
    stop.urged,
    sleep(drainMs, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
  app.server.closeAllConnections();
  await closed;
}

/** The demo's stand-ins for the outside world, and the people who sign in there. */
async function openSandbox(
  province: OpenProvince,
  people: PeopleFile,
  facts: ProvinceFacts,
  close: (() => Promise<void>)[],
  print: (line: string) => void,
): Promise<Outside> {
  const { config, database, clock } = province;
  // Loaded only here: production runs without the stand-ins.
  const { startSandbox } = await import('../sandbox.ts');
  const on = dateOf(clock.business());
  await database.asOwner(async (tx) =>
    loadPeople(tx, {
      file: people,
      provinceCode: facts.code,
      units: await listUnits(tx, on),
      agencies: await listAgencies(tx, on),
      on,
      at: clock.business(),
    }),
  );
  const sandbox = await startSandbox({
    folder: join(config.dataDir, 'keys', 'sandbox'),
    clock,
    publicUrl: config.publicUrl,
    people,
    setting: Temporal.PlainDate.from(facts.settingDate),
    database,
  });
  close.unshift(() => sandbox.close());
  print(`E-mails of the sandbox: ${sandbox.mail.url}`);
  return {
    issuers: sandbox.issuers,
    authority: httpCertificateAuthority({ url: sandbox.authority.url, registrationToken: sandbox.registrationToken }),
    timeStampUrl: sandbox.authority.timeStampUrl,
    scanner: { host: sandbox.scanner.host, port: sandbox.scanner.port },
    mail: { host: sandbox.mail.host, port: sandbox.mail.port, from: 'Cửa Số <khong-tra-loi@cuaso.example>' },
    origins: sandbox.origins,
  };
}

function realOutside(outside: OutsideSettings): Outside {
  return {
    issuers: { vneid: outside.vneid, staff: outside.staff },
    authority: httpCertificateAuthority({
      url: outside.authorityUrl,
      ...(outside.authorityToken === undefined ? {} : { registrationToken: outside.authorityToken }),
    }),
    timeStampUrl: outside.timeStampUrl,
    scanner: outside.scanner,
    mail: outside.mail,
    origins: [new URL(outside.vneid.url).origin, new URL(outside.staff.url).origin],
  };
}

function announce({ config, clock }: OpenProvince, print: (line: string) => void): void {
  print(`\nCửa Số: ${config.publicUrl}`);
  if (config.mode === 'demo') {
    print(`Demo. Business time ${formatDateTime(clock.business(), 'vi')}. People and figures are invented.`);
    print(`Sign in as anybody at ${config.publicUrl}/dang-nhap: ${namesToTry(readPeopleFile(config.provinceDir))}.`);
  }
  print('Stop with Ctrl-C.');
}

/** A citizen, and one officer for each step of the main job, of the agency that the file begins with. */
function namesToTry({ citizens, officers }: PeopleFile): string {
  const citizen = citizens.find((one) => one.vneidLevel === 2);
  const agency = officers[0]?.positions[0]?.agency;
  const steps = (['reception', 'specialist', 'leader', 'clerk'] as const).flatMap((role) => {
    const officer = officers.find(({ positions }) =>
      positions.some((position) => position.agency === agency && position.roles.includes(role)),
    );
    return officer === undefined ? [] : [`${officer.name} (${role})`];
  });
  return [...(citizen === undefined ? [] : [`${citizen.name} (citizen)`]), ...steps].join(', ');
}

/** Asks nothing, and says what it removes; an instance that runs on the folder is an error before anything is gone. */
async function beginAnew(config: CommandContext['config'], print: (line: string) => void): Promise<void> {
  if (config.database !== undefined) throw errors.freshOutside({ values: { schema: schemaOf(config) } });
  await removeEmbeddedPostgres({ dataDir: config.dataDir, log: print });
  const parts = ['files', 'uploads', 'keys'];
  for (const part of parts) rmSync(join(config.dataDir, part), { recursive: true, force: true });
  print(`Beginning anew: removed database, ${parts.join(', ')} of ${config.dataDir}.`);
}

/** Before anything is set up, so that a busy port costs nothing. `PORT=0` takes one that is free. */
async function findFreePort(host: string, port: number): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      const { code = '' } = cause;
      if (code === 'EADDRINUSE') reject(errors.portBusy({ values: { port } }));
      else if (code === 'EACCES') reject(errors.portDenied({ values: { host, port }, cause }));
      else reject(errors.hostUnknown({ values: { host, reason: code }, cause }));
    });
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
