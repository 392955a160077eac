import { catalogueMerging } from '../../modules/catalogue/index.ts';
import { dossiersMerging } from '../../modules/dossiers/index.ts';
import { identityMerging } from '../../modules/identity/index.ts';
import { indicatorsMerging } from '../../modules/indicators/index.ts';
import { noticesMerging } from '../../modules/notices/index.ts';
import { papersMerging } from '../../modules/papers/index.ts';
import { progressMerging } from '../../modules/progress/index.ts';
import { territoryMerging } from '../../modules/territory/index.ts';
import { platformMerging, type TableRules } from '../../platform/merging/index.ts';

/** The rule of every table, what is referred to before what refers to it. */
export const mergingRules: TableRules = {
  ...territoryMerging,
  ...identityMerging,
  ...catalogueMerging,
  ...papersMerging,
  ...noticesMerging,
  ...indicatorsMerging,
  ...progressMerging,
  ...dossiersMerging,
  ...platformMerging,
};
