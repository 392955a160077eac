import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { signingErrors } from './errors.ts';

/** First byte of a sealed key, so that another cipher can follow without guessing. */
const version = 1;
const ivLength = 12;
const tagLength = 16;

/**
 * Encrypts a private key (PKCS#8, DER) for rest with AES-256-GCM. `label` names whose key it is and is bound to the
 * result: a sealed key copied to another person's row does not open.
 */
export function sealKey(pkcs8: Uint8Array, masterKey: Uint8Array, label: string): Uint8Array {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', keyFor(masterKey), iv).setAAD(Buffer.from(label.normalize('NFC')));
  const body = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), body]);
}

export function openKey(sealed: Uint8Array, masterKey: Uint8Array, label: string): Uint8Array {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== version || bytes.length < 1 + ivLength + tagLength) throw signingErrors.keyUnreadable();
  const iv = bytes.subarray(1, 1 + ivLength);
  const tag = bytes.subarray(1 + ivLength, 1 + ivLength + tagLength);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(masterKey), iv)
      .setAAD(Buffer.from(label.normalize('NFC')))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(1 + ivLength + tagLength)), decipher.final()]);
  } catch (cause) {
    throw signingErrors.keyUnreadable({ cause });
  }
}

/** The master key serves several purposes of the house; this one gets a key of its own from it. */
function keyFor(masterKey: Uint8Array): Uint8Array {
  if (masterKey.length < 32) throw new RangeError('the master key needs at least 32 bytes');
  return new Uint8Array(hkdfSync('sha256', masterKey, '', 'cuaso signing keys', 32));
}
