import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { ProvinceFacts } from '../../modules/catalogue/index.ts';
import { loadPeople, type PeopleFile, readPeopleFile } from '../../modules/identity/index.ts';
import { httpCertificateAuthority } from '../../modules/papers/signing/index.ts';
import { listAgencies, listUnits } from '../../modules/territory/index.ts';
import type { OutsideSettings } from '../../platform/config.ts';
import { defineErrors } from '../../platform/errors.ts';
import { removeEmbeddedPostgres } from '../../platform/postgres/embedded.ts';
import { dateOf, formatDateTime } from '../../platform/text.ts';
import { buildAssets } from '../../web/assets/build-assets.ts';
import { compose, type Outside } from '../compose.tsx';
import { type OpenProvince, openProvince, schemaOf } from '../open-province.ts';
import { publishFiles, readProvince } from '../publish-files.ts';
import type { CommandContext } from './context.ts';

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
});

/** Sets up what is missing and serves until it is told to stop. */
export async function serve({ args, config, print }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { fresh: { type: 'boolean', default: false } } });
  const files = readProvince(config.provinceDir);
  await assertPortFree(config.host, config.port);
  if (values.fresh) {
    if (config.mode === 'production') throw errors.freshInProduction();
    await beginAnew(config, print);
  }
  const stop = stopSignal();
  const province = await openProvince(config, print);
  const close: (() => Promise<void>)[] = [() => province.close()];
  try {
    const report = await publishFiles(province.database, files, province.clock.business());
    if (report.versions.length > 0) print(`${report.versions.length} procedures published.`);
    const outside = await openOutside(province, files.province, close, print);
    const assets = await buildAssets({ root: config.root });
    const { app, rooms } = await compose(province, outside, assets);
    close.unshift(() => app.close());
    close.unshift(await rooms.startJobs());
    await app.listen({ host: config.host, port: config.port });
    announce(province, print);
    await stop;
    print('Stopping…');
    return 0;
  } finally {
    for (const one of close) await one();
  }
}

/** The demo's sandbox; in production the addresses of the real services. */
async function openOutside(
  province: OpenProvince,
  facts: ProvinceFacts,
  close: (() => Promise<void>)[],
  print: (line: string) => void,
): Promise<Outside> {
  const { config, database, clock } = province;
  if (config.outside !== undefined) return realOutside(config.outside);
  // Loaded only here: production runs without the stand-ins.
  const { startSandbox } = await import('../sandbox.ts');
  const people = readPeopleFile(config.provinceDir);
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

/** Before anything is set up, so that a busy port costs nothing. */
async function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const { createServer } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? errors.portBusy({ values: { port } })
          : errors.portDenied({ values: { host, port }, cause: error }),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** Resolves on Ctrl-C or a termination signal; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
