import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { startCertificateAuthority } from '../../../sandbox/certificate-authority/index.ts';
import { type CertificateHolder, httpCertificateAuthority } from './certificate-authority.ts';
import type { Signer } from './signer.ts';
import { createSigningKey, softwareSigner } from './software-signer.ts';
import { httpTimeStamper, type TimeStamper } from './time-stamp.ts';

/** An office that can sign: sandbox authority, a leader, an agency's seal. Business time is that of the demo. */
export interface SigningOffice {
  readonly url: string;
  readonly timeStamp: TimeStamper;
  readonly trustedRoots: readonly Uint8Array[];
  readonly now: Temporal.Instant;
  signer(holder: CertificateHolder): Promise<Signer & { readonly serial: string }>;
  leader(): Promise<Signer & { readonly serial: string }>;
  seal(): Promise<Signer & { readonly serial: string }>;
  close(): Promise<void>;
}

export const commune = 'Ủy ban nhân dân Phường 3';

export async function openSigningOffice(): Promise<SigningOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'cuaso-ca-'));
  const now = Temporal.Instant.from('2022-10-10T08:14:00+07:00');
  const running = await startCertificateAuthority({ folder, clock: { business: () => now } });
  const authority = httpCertificateAuthority({ url: running.url });
  const masterKey = new Uint8Array(32).fill(7);
  const signer: SigningOffice['signer'] = async (holder) => {
    const { sealedKey, publicKey } = await createSigningKey(masterKey, holder.name);
    const { serial, certificateChain } = await authority.orderCertificate({ holder, publicKey });
    return { ...softwareSigner({ sealedKey, masterKey, label: holder.name, certificateChain }), serial };
  };
  return {
    url: running.url,
    timeStamp: httpTimeStamper({ url: running.timeStampUrl }),
    trustedRoots: [running.rootCertificate],
    now,
    signer,
    leader: () => signer({ kind: 'person', name: 'Trần Thị Hòa', title: 'Chủ tịch', agency: commune }),
    seal: () => signer({ kind: 'organisation', name: commune, identifier: 'G02.05.031' }),
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A short PDF, not signed. */
export async function plainPdf(words = 'Van ban thu'): Promise<Uint8Array> {
  const pdf = PDF.create();
  pdf.addPage({ size: 'a4' }).drawText(words, { x: 72, y: 700 });
  return pdf.save();
}
