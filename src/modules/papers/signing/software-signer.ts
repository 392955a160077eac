import { createPrivateKey, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { openKey, sealKey } from './sealed-key.ts';
import type { Signer } from './signer.ts';

/** A new key: the private half leaves only sealed, the public half (SPKI, DER) goes to the certificate authority. */
export interface NewSigningKey {
  readonly sealedKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** RSA of 2,048 bits: every verifier tried accepts it. */
export async function createSigningKey(masterKey: Uint8Array, label: string): Promise<NewSigningKey> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  const sealedKey = sealKey(pair.privateKey, masterKey, label);
  pair.privateKey.fill(0);
  return { sealedKey, publicKey: new Uint8Array(pair.publicKey) };
}

/** Signs with a key kept by the program itself. For the sandbox: officials in production hold their own keys. */
export function softwareSigner(options: {
  readonly sealedKey: Uint8Array;
  readonly masterKey: Uint8Array;
  readonly label: string;
  readonly certificateChain: readonly Uint8Array[];
}): Signer {
  return {
    certificateChain: async () => options.certificateChain,
    sign: async (toBeSigned) => {
      const pkcs8 = Buffer.from(openKey(options.sealedKey, options.masterKey, options.label));
      const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
      pkcs8.fill(0);
      return new Uint8Array(sign('sha256', toBeSigned, key));
    },
  };
}
