import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignerPort } from '../modules/dossiers/index.ts';
import { getPosition } from '../modules/identity/index.ts';
import {
  type CertificateAuthority,
  type CertificateHolder,
  createSigningKey,
  httpTimeStamper,
  type Signer,
  softwareSigner,
} from '../modules/papers/signing/index.ts';
import { getAgency } from '../modules/territory/index.ts';

interface KeptKey {
  readonly sealedKey: string;
  readonly certificateChain: readonly string[];
}

/**
 * The sandbox's stand-in for the officials' tokens: a key for each position and agency, made when it first signs, certified by the sandbox
 * authority and kept sealed under `keys/signing`. In production the same port is met by tokens and remote signing services.
 */
export function sandboxSigners(options: {
  readonly folder: string;
  readonly masterKey: Buffer;
  readonly authority: CertificateAuthority;
  readonly timeStampUrl: string;
}): SignerPort {
  const open = new Map<string, Promise<Signer>>();
  const signerFor = (label: string, holder: () => Promise<CertificateHolder>): Promise<Signer> => {
    const known = open.get(label) ?? openOrMake(options, label, holder);
    open.set(label, known);
    known.catch(() => open.delete(label));
    return known;
  };
  return {
    ofPosition: (tx, positionId) =>
      signerFor(`position-${positionId}`, async () => {
        const position = await getPosition(tx, positionId);
        return {
          kind: 'person',
          name: position.holderName,
          title: position.title.vi.slice(0, 64),
          agency: position.agencyName.vi,
        };
      }),
    ofAgency: (tx, agencyId) =>
      signerFor(`agency-${agencyId}`, async () => {
        const agency = await getAgency(tx, agencyId);
        return { kind: 'organisation', name: agency.name.vi, identifier: agency.identifier };
      }),
    timeStamp: httpTimeStamper({ url: options.timeStampUrl }),
  };
}

async function openOrMake(
  options: { readonly folder: string; readonly masterKey: Buffer; readonly authority: CertificateAuthority },
  label: string,
  holder: () => Promise<CertificateHolder>,
): Promise<Signer> {
  const file = join(options.folder, `${label}.json`);
  const kept = await readKept(file).catch(() => undefined);
  const { sealedKey, certificateChain } = kept ?? (await make(options, label, await holder(), file));
  return softwareSigner({
    sealedKey: Buffer.from(sealedKey, 'base64'),
    masterKey: options.masterKey,
    label,
    certificateChain: certificateChain.map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  });
}

async function readKept(file: string): Promise<KeptKey> {
  return JSON.parse(await readFile(file, 'utf8')) as KeptKey;
}

async function make(
  options: { readonly folder: string; readonly masterKey: Buffer; readonly authority: CertificateAuthority },
  label: string,
  holder: CertificateHolder,
  file: string,
): Promise<KeptKey> {
  const key = await createSigningKey(options.masterKey, label);
  const ordered = await options.authority.orderCertificate({ holder, publicKey: key.publicKey });
  const kept: KeptKey = {
    sealedKey: Buffer.from(key.sealedKey).toString('base64'),
    certificateChain: ordered.certificateChain.map((certificate) => Buffer.from(certificate).toString('base64')),
  };
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return kept;
}
