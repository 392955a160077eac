export { numberSpot } from './layout/draw-letterhead.ts';
export { drawPaper } from './layout/draw-paper.ts';
export type { Block, Paper, Paragraph, Table, Verification } from './layout/paper.ts';
export {
  type LabelledValue,
  type ResultData,
  type ResultSection,
  type ResultTemplate,
  type ResultTemplateKey,
  resultTemplateKeys,
  signingCapacity,
  type TemplateCertainty,
} from './model.ts';
export { findResultTemplate, resultTemplates } from './registry.ts';
export { officialDate } from './vietnamese-words.ts';
