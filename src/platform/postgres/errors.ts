import { type DomainError, defineErrors } from '../errors.ts';

/** What can keep the embedded PostgreSQL from running; each line says what to do about it. */
export const postgresErrors = defineErrors('PGS', {
  inUse: [
    '0001',
    'conflict',
    'Thư mục dữ liệu {folder} đang được một tiến trình Cửa Số khác dùng (pid {pid}, từ {since}). Hãy dừng tiến trình đó, hoặc chọn thư mục dữ liệu khác.',
    'The data folder {folder} is in use by another Cửa Số (pid {pid}, since {since}). Stop that one first, or choose another data folder.',
  ],
  diskFull: [
    '0002',
    'unavailable',
    'Hết chỗ trên ổ đĩa chứa {folder}. Hãy giải phóng ít nhất 500 MB rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên.',
    'No space left on the disk that holds {folder}. Free at least 500 MB and start again; what was stored is intact.',
  ],
  notWritable: [
    '0003',
    'unavailable',
    'Không ghi được vào {folder} ({reason}). Hãy cấp quyền ghi cho tài khoản {user}, hoặc chọn thư mục dữ liệu khác.',
    'Cannot write to {folder} ({reason}). Give user {user} write access to it, or choose another data folder.',
  ],
  otherVersion: [
    '0004',
    'conflict',
    'Dữ liệu trong {folder} thuộc PostgreSQL {found}, chương trình này dùng PostgreSQL {wanted}. Hãy chạy `cuaso backup` bằng bản Cửa Số cũ, rồi `cuaso restore` bằng bản này vào một thư mục dữ liệu mới; hoặc, nếu máy có PostgreSQL {found}, chạy `cuaso restore --old-postgres <thư mục bin của nó>`.',
    'The data in {folder} belongs to PostgreSQL {found}; this program runs PostgreSQL {wanted}. Run `cuaso backup` with the release that made it, then `cuaso restore` with this one into a new data folder; or, where PostgreSQL {found} is installed, `cuaso restore --old-postgres <its bin folder>`.',
  ],
  noBinaries: [
    '0005',
    'unavailable',
    'Chưa có PostgreSQL đi kèm cho {platform}. Hãy chạy lại `npm ci` (không bỏ các gói tùy chọn), hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL 15 trở lên.',
    'There is no bundled PostgreSQL for {platform}. Run `npm ci` again with optional packages, or set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
  ],
  cannotRun: [
    '0006',
    'unavailable',
    'PostgreSQL đi kèm không chạy được trên máy này ({reason}). Hãy đặt DATABASE_URL tới một máy chủ PostgreSQL 15 trở lên.',
    'The bundled PostgreSQL does not run on this machine ({reason}). Set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
  ],
  foreignOwner: [
    '0007',
    'conflict',
    'Dữ liệu trong {folder} thuộc tài khoản {owner}, còn bạn đang chạy bằng {user}. Hãy chạy bằng {owner} hoặc root, hoặc chọn thư mục dữ liệu khác.',
    'The data in {folder} belongs to user {owner}, and you are {user}. Run as {owner} or root, or choose another data folder.',
  ],
  startFailed: [
    '0008',
    'unavailable',
    'PostgreSQL không khởi động được: {reason}. Chi tiết ở {log}.',
    'PostgreSQL did not start: {reason}. Details are in {log}.',
  ],
  noPlainUser: [
    '0009',
    'unavailable',
    'PostgreSQL từ chối chạy bằng root và máy này không có tài khoản thường để thay. Hãy tạo tài khoản `cuaso` (useradd --system cuaso) hoặc chạy bằng tài khoản thường.',
    'PostgreSQL refuses to run as root and this machine has no plain user to run it as. Create one (useradd --system cuaso), or run as a plain user.',
  ],
  noAccount: [
    '0010',
    'unavailable',
    'Tài khoản số {uid} không có tên trong /etc/passwd nên PostgreSQL không khởi tạo được. Hãy thêm dòng cho tài khoản đó, hoặc đặt DATABASE_URL.',
    'User number {uid} has no entry in /etc/passwd, which PostgreSQL needs to set itself up. Add one, or set DATABASE_URL.',
  ],
  occupied: [
    '0011',
    'conflict',
    'Thư mục {folder} đã có thứ khác, không phải dữ liệu của PostgreSQL. Hãy dọn nó hoặc chọn thư mục dữ liệu khác.',
    'The folder {folder} holds something other than PostgreSQL data. Empty it, or choose another data folder.',
  ],
  vanished: [
    '0013',
    'unavailable',
    'Cơ sở dữ liệu của thư mục này nằm ở {folder} nhưng không còn ở đó. Hãy đưa nó về chỗ cũ; hoặc xóa {pointer} rồi khôi phục từ bản sao lưu.',
    'The database of this data folder was kept in {folder} and is no longer there. Put it back; or remove {pointer} and restore a backup.',
  ],
  noPlace: [
    '0014',
    'invalid',
    'Thư mục dữ liệu {folder} không thể tạo được ({reason}). Hãy đặt CUASO_DATA là một thư mục khác.',
    'The data folder {folder} cannot be made ({reason}). Set CUASO_DATA to another folder.',
  ],
  unreachable: [
    '0012',
    'unavailable',
    'Dữ liệu ở {folder} nhưng tài khoản {user}, tài khoản chạy PostgreSQL, không vào được thư mục đó. Hãy chạy: chmod o+x cho từng thư mục mẹ, hoặc chuyển dữ liệu đi nơi khác.',
    'The data lies in {folder}, which user {user}, who runs PostgreSQL, cannot enter. Run chmod o+x on its parent folders, or move the data elsewhere.',
  ],
});

const full = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|\b53100\b/;
const closed =
  /EACCES|EPERM|EROFS|ENOTDIR|Permission denied|Read-only file system|Not a directory|Operation not permitted/;

/** The clear line for a fault of the disk, whoever met it (Node, initdb's output, PostgreSQL's SQLSTATE); undefined for anything else. */
export function toStorageError(fault: unknown, folder: string, user: string): DomainError | undefined {
  const text = fault instanceof Error ? `${'code' in fault ? String(fault.code) : ''} ${fault.message}` : String(fault);
  if (full.test(text)) return postgresErrors.diskFull({ values: { folder }, cause: fault });
  const reason = closed.exec(text)?.[0];
  if (reason !== undefined) return postgresErrors.notWritable({ values: { folder, user, reason }, cause: fault });
  return undefined;
}
