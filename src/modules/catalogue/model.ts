import type { StaffRole } from '../../platform/actor.ts';
import type { Words } from '../../platform/errors.ts';
import type { Condition, FormDefinition } from '../../platform/forms/definition.ts';
import type { Id } from '../../platform/ids.ts';
import type { DecidingLevel } from '../territory/index.ts';

/** How sure a value is; only `confirmed` may be shown as official. `demo` was set by us so that the demonstration works. */
export type Certainty = 'confirmed' | 'secondary' | 'memory' | 'demo';

/**
 * A version of an administrative procedure (thủ tục hành chính) as published: immutable, named by the hash of its content.
 * A dossier is pinned to the version it was filed under.
 */
export interface ProcedureVersion {
  readonly id: Id<'procedure-version'>;
  readonly code: string;
  readonly slug: string;
  /** SHA-256 of the canonical content, hex. */
  readonly hash: string;
  readonly publishedAt: Temporal.Instant;
  /** First business date on which new dossiers are filed under it. */
  readonly inForceFrom: Temporal.PlainDate;
  readonly content: ProcedureContent;
}

export interface ProcedureContent {
  /** National code: `1.001193`. */
  readonly code: string;
  readonly slug: string;
  readonly name: Words;
  /** Short name in everyday words, for cards and inbox rows. */
  readonly shortName: Words;
  readonly summary: Words;
  /** Field of work (lĩnh vực) by key of fields.yaml: `ho-tich`. */
  readonly field: string;
  readonly lifeEvents: readonly string[];
  /** Everyday words people search by, Vietnamese with diacritics. */
  readonly keywords: readonly string[];
  /** When the content was read, and of which setting it is shown: honest about content newer than the demo's date. */
  readonly contentAsOf: string;
  readonly competence: Competence;
  /** Whom one may file for. */
  readonly filedFor: readonly FiledFor[];
  readonly applicantKinds: readonly ('person' | 'organisation')[];
  /** Level of the e-identity account that filing online needs. */
  readonly assuranceLevel: 1 | 2;
  /** toàn trình / một phần / not online. */
  readonly onlineService: 'full' | 'partial' | 'none';
  readonly timeLimit: TimeLimit;
  readonly fee: Fee;
  readonly papers: readonly PaperRequirement[];
  /** undefined: described, but cannot be filed here yet. */
  readonly form: FormDefinition | undefined;
  /** Where the declaration comes from: `Mẫu …, Thông tư …`. */
  readonly formSource: string | undefined;
  /** Steps of the internal workflow (quy trình nội bộ), in order, after reception. */
  readonly steps: readonly ProcedureStep[];
  readonly results: readonly ResultDefinition[];
  readonly legalBasis: readonly string[];
  /** Certainty by path of the value: `timeLimit`, `fee`, `papers`, `competence`, …; what is not named is `confirmed`. */
  readonly certainty: Readonly<Record<string, Certainty>>;
  readonly notes: Words | undefined;
}

export type FiledFor = 'self' | 'child' | 'ward' | 'authority' | 'organisation';

/** Which agency decides: the people's committee of the commune, district or province, or a department of the province. */
export interface Competence {
  readonly level: DecidingLevel;
  /** Key of the department (`so-tu-phap`) when one decides; otherwise the committee of the unit. */
  readonly department?: string;
  /** Answer that names the commune whose committee (or whose district's) decides: `place.commune`; only for district and commune. */
  readonly communeAnswer?: string;
}

export interface TimeLimit {
  readonly value: number;
  /** `working-day` and `working-hour` follow the calendar; `day` is a calendar day whose due date moves off holidays. */
  readonly unit: 'working-day' | 'working-hour' | 'day';
  /** Same-day procedures: accepted after this hour counts from the next working day (`15:00`). */
  readonly sameDayCutoff?: string;
  readonly note: Words | undefined;
}

export interface Fee {
  /** `set-locally`: the provincial council sets it; the amount is then the demo's, or unknown. */
  readonly kind: 'free' | 'fixed' | 'per-copy' | 'set-locally';
  readonly amountDong: number | undefined;
  readonly note: Words | undefined;
}

export interface PaperRequirement {
  readonly key: string;
  readonly name: Words;
  readonly help: Words;
  /** Asked always, or when the condition on the answers holds, or never required. */
  readonly required: boolean;
  readonly when?: Condition;
  readonly maxFiles: number;
  /** Keys of result templates that serve as this paper: a document that was issued here is offered for use again. */
  readonly takes?: readonly string[];
  /** Databases (dan-cu, ho-tich, …) or stores that can supply it instead. */
  readonly suppliedBy: readonly string[];
}

export interface ProcedureStep {
  readonly key: string;
  readonly name: Words;
  readonly role: StaffRole;
  /** What the step ends with: examine -> proposal; decide -> decision and signature; issue -> number and seal of the agency. */
  readonly kind: 'examine' | 'decide' | 'issue';
  /** Share of the time limit in per cent; the shares of a procedure sum to 100. */
  readonly sharePercent: number;
}

export interface ResultDefinition {
  /** National result type: `KQ.G15.000031`. */
  readonly code: string | undefined;
  readonly name: Words;
  /** Template of the printed result by key (src/modules/papers/results). */
  readonly template: string;
  /** `Mẫu …, Thông tư …` with certainty. */
  readonly templateSource: string;
  /** A book the result is entered in (sổ đăng ký khai sinh), if any. */
  readonly register: Words | undefined;
  /** The paper original is collected at the office. */
  readonly paperOriginal: boolean;
}
