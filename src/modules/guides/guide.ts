import type { Words } from '../../platform/errors.ts';

/** A guide as text: `## heading`, `- item`, `1. item`, `> note`, `[words](/address)`. */
export interface GuideText {
  readonly title: Words;
  readonly body: Words;
}
