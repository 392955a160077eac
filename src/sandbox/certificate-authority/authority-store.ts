import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RelativeDistinguishedNames } from 'pkijs';
import { type CertificateProfile, issueCertificate } from './issue-certificate.ts';
import { authorityName, sandboxNotice } from './names.ts';

/** One of the authority's own keys with its certificate. */
export interface AuthorityKey {
  readonly name: RelativeDistinguishedNames;
  readonly certificate: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly key: KeyObject;
}

export interface Authority {
  readonly root: AuthorityKey;
  readonly issuing: AuthorityKey;
  readonly timeStamping: AuthorityKey;
}

export interface Revocation {
  readonly serial: string;
  readonly at: string;
}

interface Stored {
  readonly notice: string;
  readonly version: 1;
  readonly keys: Readonly<Record<'root' | 'issuing' | 'timeStamping', StoredKey>>;
  readonly revocations: readonly Revocation[];
}

interface StoredKey {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly certificate: string;
}

/** Long enough for a demo at any business date around 2022; certificates given out are cut at the issuer's end. */
export const authorityValidity = {
  from: Temporal.Instant.from('2020-01-01T00:00:00+07:00'),
  to: Temporal.Instant.from('2040-01-01T00:00:00+07:00'),
};

const commonNames = {
  root: 'Sandbox Root CA',
  issuing: 'Sandbox Issuing CA',
  timeStamping: 'Sandbox Time-Stamp Service',
};

/** Keeps the authority's keys and revocations in one file: made at the first start, the same ever after. */
export class AuthorityStore {
  readonly #file: string;
  #stored: Stored;
  #saving: Promise<void> = Promise.resolve();
  readonly authority: Authority;

  private constructor(file: string, stored: Stored) {
    this.#file = file;
    this.#stored = stored;
    const load = (name: keyof typeof commonNames): AuthorityKey => ({
      name: authorityName(commonNames[name]),
      certificate: decode(stored.keys[name].certificate),
      publicKey: decode(stored.keys[name].publicKey),
      key: createPrivateKey({ key: Buffer.from(stored.keys[name].privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
    });
    this.authority = { root: load('root'), issuing: load('issuing'), timeStamping: load('timeStamping') };
  }

  static async open(folder: string): Promise<AuthorityStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'authority.json');
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) return new AuthorityStore(file, JSON.parse(text) as Stored);
    const store = new AuthorityStore(file, await createAuthority());
    await store.#save();
    return store;
  }

  get revocations(): readonly Revocation[] {
    return this.#stored.revocations;
  }

  async revoke(serial: string, at: Temporal.Instant): Promise<void> {
    if (this.revocations.some((entry) => entry.serial === serial)) return;
    this.#stored = { ...this.#stored, revocations: [...this.revocations, { serial, at: at.toString() }] };
    // One write after the other: they share the draft file.
    this.#saving = this.#saving.then(() => this.#save());
    await this.#saving;
  }

  async #save(): Promise<void> {
    const draft = `${this.#file}.new`;
    await writeFile(draft, JSON.stringify(this.#stored, null, 1), { mode: 0o600 });
    await rename(draft, this.#file);
  }
}

async function createAuthority(): Promise<Stored> {
  const [root, issuing, timeStamping] = await Promise.all([newKey(), newKey(), newKey()]);
  const rootName = authorityName(commonNames.root);
  const byRoot = { name: rootName, publicKey: root.publicKey, key: root.key };
  const byIssuing = { name: authorityName(commonNames.issuing), publicKey: issuing.publicKey, key: issuing.key };
  return {
    notice: sandboxNotice,
    version: 1,
    keys: {
      root: store(root, certificateFor('root', commonNames.root, root, byRoot)),
      issuing: store(issuing, certificateFor('issuing', commonNames.issuing, issuing, byRoot)),
      timeStamping: store(
        timeStamping,
        certificateFor('time-stamping', commonNames.timeStamping, timeStamping, byIssuing),
      ),
    },
    revocations: [],
  };
}

interface FreshKey {
  readonly publicKey: Uint8Array;
  readonly key: KeyObject;
}

async function newKey(): Promise<FreshKey> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { publicKey: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })), key: pair.privateKey };
}

function certificateFor(
  profile: CertificateProfile,
  commonName: string,
  own: FreshKey,
  issuer: { name: RelativeDistinguishedNames; publicKey: Uint8Array; key: KeyObject },
): Uint8Array {
  return issueCertificate({
    profile,
    subject: authorityName(commonName),
    publicKey: own.publicKey,
    issuer,
    notBefore: authorityValidity.from,
    notAfter: authorityValidity.to,
  });
}

function store(fresh: FreshKey, certificate: Uint8Array): StoredKey {
  return {
    privateKey: fresh.key.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: Buffer.from(fresh.publicKey).toString('base64'),
    certificate: Buffer.from(certificate).toString('base64'),
  };
}

const decode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
