import type { Id } from './ids.ts';

/** What a staff position may do at all; which dossiers it may do it to is decided by agency, field and involvement. */
export const staffRoles = ['reception', 'specialist', 'clerk', 'leader', 'administrator', 'auditor'] as const;
/** reception: tiếp nhận; specialist: chuyên viên; clerk: văn thư; leader: lãnh đạo; administrator: quản trị; auditor: thanh tra, kiểm toán. */
export type StaffRole = (typeof staffRoles)[number];

/** Who acts in a transaction. One capacity per session; one database role per capacity (see docs/decisions). */
export type Actor = PublicActor | CitizenActor | StaffActor | JobActor;

export interface PublicActor {
  readonly capacity: 'public';
}

export interface CitizenActor {
  readonly capacity: 'citizen';
  readonly personId: Id<'person'>;
  /** Set while acting for an organisation whose registered representative this person is. */
  readonly organisationId?: Id<'organisation'>;
  /** Level of the e-identity account (Nghị định 69/2024/NĐ-CP): 01 or 02. */
  readonly assuranceLevel: 1 | 2;
}

export interface StaffActor {
  readonly capacity: 'staff';
  readonly personId: Id<'person'>;
  readonly positionId: Id<'position'>;
  readonly agencyId: Id<'agency'>;
  readonly roles: readonly StaffRole[];
  /** Fields of work (lĩnh vực) by key; empty means every field of the agency. */
  readonly fields: readonly string[];
  /** Set while signing for another by a delegation document. */
  readonly delegation?: {
    readonly delegationId: Id<'delegation'>;
    readonly form: 'KT.' | 'TL.' | 'TUQ.' | 'Q.';
    readonly principalTitle: string;
  };
  /** A recorded ground that opens dossiers of other agencies for reading (complaint, inspection, re-assignment), until it ends. */
  readonly breakGlassId?: Id<'break-glass'>;
}

export interface JobActor {
  readonly capacity: 'job';
  /** Which job acts, for the journal: `deadline-watch`, `demo-past`. */
  readonly name: string;
}

export type Capacity = Actor['capacity'];
export const publicActor: PublicActor = { capacity: 'public' };
