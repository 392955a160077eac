import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import type { LinkWaits } from '../../../platform/http/broken-links.ts';
import { createHttpServer } from '../../../platform/http/server.ts';
import { Vault } from '../../../platform/vault.ts';
import type { RunningIssuer } from '../../../sandbox/issuer/server.ts';
import { staffAcr, startStaffIssuer } from '../../../sandbox/staff-issuer/index.ts';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { assetRoutes } from '../../../web/assets/asset-routes.ts';
import { buildAssets } from '../../../web/assets/build-assets.ts';
import { ErrorView, renderPage } from '../../../web/index.ts';
import { listAgencies, listUnits } from '../../territory/index.ts';
import type { IdentityPorts } from '../deps.ts';
import { identityHttp, redirectFor } from '../http.ts';
import { loadPeople, readPeopleFile } from '../operations/load-people.ts';
import { sandboxCitizens, sandboxOfficers } from '../sandbox-people.ts';

export interface IdentityHouse {
  readonly app: FastifyInstance;
  readonly url: string;
  close(): Promise<void>;
}

export const provinceDir = fileURLToPath(new URL('../../../../provinces/bac-lieu', import.meta.url));
export const demoStart = Temporal.Instant.from('2022-10-10T01:00:00Z');

/** Puts the people of the demo province into a database that has its territory. */
export async function loadDemoPeople(database: Database): Promise<number> {
  const on = Temporal.PlainDate.from('2022-10-10');
  const file = readPeopleFile(provinceDir);
  return database.asOwner(async (tx) =>
    loadPeople(tx, {
      file,
      provinceCode: '95',
      units: await listUnits(tx, on),
      agencies: await listAgencies(tx, on),
      on,
      at: demoStart,
    }),
  );
}

/** The room as a running server with both sandbox issuers, for endpoint tests and for looking at its pages. */
export async function openIdentityHouse(input: {
  readonly database: Database;
  readonly clock: Clock;
  readonly ports: IdentityPorts;
  readonly extend?: (app: FastifyInstance) => void;
  readonly waits?: LinkWaits | undefined;
}): Promise<IdentityHouse> {
  const assets = await buildAssets({ root: fileURLToPath(new URL('../../../..', import.meta.url)) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const client = { clientId: 'cuaso', clientSecret: 'only for the sandbox' };
  const file = readPeopleFile(provinceDir);
  const issuers: RunningIssuer[] = [
    await startVneid({
      setting: Temporal.PlainDate.from('2022-10-10'),
      people: sandboxCitizens(file),
      client: { ...client, redirectUris: [`${url}/dang-nhap/vneid/ve`] },
    }),
    await startStaffIssuer({
      people: () => sandboxOfficers(input.database, file, input.clock),
      client: { ...client, redirectUris: [`${url}/dang-nhap/can-bo/ve`] },
    }),
  ];
  const [vneid, staff] = issuers as [RunningIssuer, RunningIssuer];
  const frame = (request: Parameters<Parameters<typeof createHttpServer>[0]['renderPage']>[0]) => ({
    language: request.language,
    path: request.url,
    brand: { name: 'Cửa Số', place: 'Tỉnh Bạc Liêu' },
    assets,
    csrf: request.session === undefined ? undefined : request.csrfToken,
    person:
      request.session === undefined
        ? undefined
        : { name: request.session.displayName, position: request.session.title, signOutHref: '/dang-xuat' },
  });
  const app = await createHttpServer({
    secure: false,
    formOrigins: [],
    requestsPerMinute: 100_000,
    logLevel: 'silent',
    ...(input.waits === undefined ? {} : { waits: input.waits }),
    renderPage: (request, page) => renderPage(page, frame(request)),
    errorPage: async (request, reply, error) => {
      const elsewhere = await redirectFor(request, reply, error);
      if (elsewhere !== undefined && request.method === 'GET') return reply.redirect(elsewhere, 303);
      return reply.html(<ErrorView title={error.words[request.language]} text="" code={error.code} />);
    },
  });
  await app.register(
    identityHttp({
      database: input.database,
      clock: input.clock,
      secret: 'a secret that only tests know, 32 characters',
      vault: new Vault(Buffer.alloc(32, 7)),
      secure: false,
      origins: [url],
      issuers: {
        vneid: { url: vneid.url, clientId: client.clientId, clientSecret: client.clientSecret, acrValues: [] },
        staff: { url: staff.url, clientId: client.clientId, clientSecret: client.clientSecret, acrValues: [staffAcr] },
      },
      ports: input.ports,
    }),
  );
  await app.register(assetRoutes(assets));
  input.extend?.(app);
  await app.listen({ host: '127.0.0.1', port });
  return {
    app,
    url,
    close: async () => {
      await app.close();
      await Promise.all(issuers.map((issuer) => issuer.close()));
    },
  };
}

/** Redirect addresses are told to the issuers before the server listens, so its port is chosen first. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
