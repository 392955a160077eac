import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/**
 * Encryption at rest. One master key outside the database wraps a key per dossier, draft or file; erasing a person's data from a dossier
 * is deleting its wrapped key, and what stays in the journal are facts and salted hashes. AES-256-GCM throughout.
 */
export class Vault {
  readonly #master: Buffer;

  constructor(master: Buffer) {
    if (master.length !== 32) throw new RangeError('the master key has 32 bytes');
    this.#master = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'cuaso vault', 32));
  }

  /** A fresh data key with its wrapped form to store. `purpose` binds it to what it belongs to (`dossier:<id>`). */
  newKey(purpose: string): { key: DataKey; wrapped: Buffer } {
    const bytes = randomBytes(32);
    return { key: new DataKey(bytes), wrapped: encrypt(this.#master, bytes, purpose) };
  }

  /** Throws when the wrapped key was made for another purpose or by another master key. */
  openKey(wrapped: Uint8Array, purpose: string): DataKey {
    return new DataKey(decrypt(this.#master, wrapped, purpose));
  }

  /** Wraps anew a data key that another vault wrapped; what is sealed with the key stays as it is. */
  rewrap(from: Vault, wrapped: Uint8Array, purpose: string): Buffer {
    return encrypt(this.#master, from.openKey(wrapped, purpose).bytes, purpose);
  }

  /** Seals one small value under the master key itself. */
  seal(value: Json, purpose: string): Buffer {
    return encrypt(this.#master, Buffer.from(canonicalJson(value)), purpose);
  }

  open(sealed: Uint8Array, purpose: string): Json {
    return JSON.parse(decrypt(this.#master, sealed, purpose).toString('utf8')) as Json;
  }

  /** Keyed digest, to find something by a secret value (an identity number) without storing the value. */
  lookupDigest(value: string, purpose: string): Buffer {
    return createHmac('sha256', this.#master).update(`${purpose}\u001f${value}`).digest();
  }
}

/** The key of one dossier, draft or file. */
export class DataKey {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  seal(value: Json): Buffer {
    return encrypt(this.#key, Buffer.from(canonicalJson(value)), '');
  }

  open(sealed: Uint8Array): Json {
    return JSON.parse(decrypt(this.#key, sealed, '').toString('utf8')) as Json;
  }

  /** The raw bytes, for streams of files only. */
  get bytes(): Buffer {
    return this.#key;
  }
}

/** SHA-256 over salt and value: proves later what a sealed value was, tells nothing once salt and value are erased. */
export function saltedHash(salt: string, value: Json): string {
  return createHash('sha256').update(salt).update('\u001f').update(canonicalJson(value)).digest('hex');
}

export function newSalt(): string {
  return randomBytes(16).toString('base64url');
}

function encrypt(key: Buffer, plain: Uint8Array, purpose: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Uint8Array, purpose: string): Buffer {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}
