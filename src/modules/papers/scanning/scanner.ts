import type { Readable } from 'node:stream';

export type ScanResult =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'infected'; readonly finding: string }
  /** No answer: the content waits and nobody may open it. */
  | { readonly verdict: 'unavailable'; readonly reason: string };

/** Looks for malware in a content. Never throws: not being able to scan is an answer. */
export interface Scanner {
  scan(content: Readable): Promise<ScanResult>;
}
