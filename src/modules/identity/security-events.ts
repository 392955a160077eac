import { type Database, json, type Tx } from '../../platform/database.ts';
import type { Words } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';

/** Every kind of event with its words for the auditor. */
export const securityEventWords = {
  'signed-in': { vi: 'Đăng nhập', en: 'Signed in' },
  'signed-out': { vi: 'Đăng xuất', en: 'Signed out' },
  'signed-out-everywhere': { vi: 'Đăng xuất mọi thiết bị', en: 'Signed out on all devices' },
  'proved-again': { vi: 'Xác thực lại', en: 'Proved again who they are' },
  'sign-in-replayed': { vi: 'Dùng lại lần đăng nhập cũ', en: 'Sign-in replayed' },
  'sign-in-elsewhere': { vi: 'Lần đăng nhập của trình duyệt khác', en: 'Sign-in of another browser' },
  'sign-in-failed': { vi: 'Đăng nhập không khớp', en: 'Sign-in did not fit' },
  'sign-in-unknown': { vi: 'Tài khoản không có trong hệ thống', en: 'Unknown account' },
  'sign-in-refused': { vi: 'Từ chối đăng nhập', en: 'Sign-in refused' },
  'csrf-refused': { vi: 'Biểu mẫu giả mạo bị từ chối', en: 'Forged form refused' },
  'upload-refused': { vi: 'Từ chối tệp tải lên', en: 'Upload refused' },
  'tracking-refused': { vi: 'Tra cứu hồ sơ sai số', en: 'Tracking with wrong numbers' },
  'position-switched': { vi: 'Đổi vị trí', en: 'Position switched' },
  'break-glass-opened': { vi: 'Mở khẩn cấp', en: 'Opened on a ground' },
} as const satisfies Record<string, Words>;
export type SecurityEventKind = keyof typeof securityEventWords;
export const securityEventKinds = Object.keys(securityEventWords) as SecurityEventKind[];

export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  readonly personId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly addressHash?: string | undefined;
  /** Ids and codes only. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes what happened with sign-in and sessions; in a transaction of a job. */
export async function recordSecurityEvent(tx: Tx, event: SecurityEvent, real: Temporal.Instant): Promise<void> {
  await tx.run(
    'insert into security_event (id, at, kind, person_id, session_id, address_hash, detail) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      newId(),
      real,
      event.kind,
      event.personId ?? null,
      event.sessionId ?? null,
      event.addressHash ?? null,
      json(event.detail ?? {}),
    ],
  );
}

/** As above in a transaction of its own, for refusals that undo whatever else was begun. */
export async function reportSecurityEvent(
  database: Database,
  event: SecurityEvent,
  real: Temporal.Instant,
): Promise<void> {
  await database.transact({ capacity: 'job', name: 'sign-in' }, (tx) => recordSecurityEvent(tx, event, real));
}
