import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Issuers, type PeopleFile, sandboxCitizens, sandboxOfficers } from '../modules/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { type RunningCertificateAuthority, startCertificateAuthority } from '../sandbox/certificate-authority/index.ts';
import { type MailServer, startMailServer } from '../sandbox/mail/mail-server.ts';
import { type ScannerServer, startScannerServer } from '../sandbox/scanner/scanner-server.ts';
import { staffAcr, startStaffIssuer } from '../sandbox/staff-issuer/index.ts';
import { startVneid } from '../sandbox/vneid/index.ts';

export interface Sandbox {
  readonly issuers: Issuers;
  readonly authority: RunningCertificateAuthority;
  readonly registrationToken: string;
  readonly scanner: ScannerServer;
  readonly mail: MailServer;
  /** Origins that sign-in forms may lead to. */
  readonly origins: readonly string[];
  close(): Promise<void>;
}

/** The stand-ins for the outside world, each a real HTTP or TCP server on this machine. They hold nothing but what they are given. */
export async function startSandbox(options: {
  readonly folder: string;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly people: PeopleFile;
  /** The day on which the demonstration is set. */
  readonly setting: Temporal.PlainDate;
  readonly database: Database;
}): Promise<Sandbox> {
  const secrets = { vneid: randomBytes(24).toString('base64url'), staff: randomBytes(24).toString('base64url') };
  const registrationToken = randomBytes(24).toString('base64url');
  const client = (clientId: keyof typeof secrets, path: string) => ({
    clientId,
    clientSecret: secrets[clientId],
    redirectUris: [`${options.publicUrl}${path}`],
  });
  const vneid = await startVneid({
    people: sandboxCitizens(options.people),
    client: client('vneid', '/dang-nhap/vneid/ve'),
    setting: options.setting,
  });
  const staff = await startStaffIssuer({
    people: () => sandboxOfficers(options.database, options.people, options.clock),
    client: client('staff', '/dang-nhap/can-bo/ve'),
  });
  const authority = await startCertificateAuthority({
    folder: join(options.folder, 'certificate-authority'),
    clock: options.clock,
    registrationToken,
  });
  const scanner = await startScannerServer();
  const mail = await startMailServer();
  return {
    issuers: {
      vneid: { url: vneid.url, clientId: 'vneid', clientSecret: secrets.vneid, acrValues: [] },
      staff: { url: staff.url, clientId: 'staff', clientSecret: secrets.staff, acrValues: [staffAcr] },
    },
    authority,
    registrationToken,
    scanner,
    mail,
    origins: [vneid.url, staff.url],
    close: async () => {
      await Promise.all([vneid.close(), staff.close(), authority.close(), scanner.close(), mail.close()]);
    },
  };
}
