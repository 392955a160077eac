/**
 * Whoever holds a signing key: a token at the official's own machine, a remote signing service (CSC API), or the
 * software keys of the sandbox. It sees only the DER bytes to be signed, never the paper; a service that takes a hash
 * (CSC `signatures/signHash`) gives it their SHA-256.
 */
export interface Signer {
  /** DER, the signer's own certificate first, then its issuers; the root may be left out. */
  certificateChain(): Promise<readonly Uint8Array[]>;
  /** SHA-256 signature over the bytes: RSASSA-PKCS1-v1_5, or ECDSA as a DER sequence. */
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
}
