import { createHash } from 'node:crypto';
import { type StaffRole, staffRoles } from '../../platform/actor.ts';
import type { Agency } from '../territory/index.ts';
import type { OfficerRecord, PeopleFile, PositionRecord } from './people-file.ts';

const familyNames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Võ',
  'Đặng',
  'Bùi',
  'Ngô',
  'Dương',
  'Lâm',
  'Thạch',
  'Sơn',
  'Danh',
  'Kim',
  'Quách',
  'Trịnh',
  'Hồ',
  'Phan',
  'Tăng',
] as const;
const womensMiddle = [
  'Thị Kim',
  'Thị Mỹ',
  'Thị Ngọc',
  'Thị Hồng',
  'Thị Thu',
  'Thị Bích',
  'Thị Thanh',
  'Ngọc',
  'Thùy',
  'Thị Cẩm',
] as const;
const womensGiven = [
  'Lan',
  'Huệ',
  'Tuyền',
  'Nga',
  'Diễm',
  'Phượng',
  'Loan',
  'Xuyến',
  'Nhi',
  'Trang',
  'Vân',
  'Quyên',
  'Thảo',
  'Yến',
  'Hằng',
  'Mai',
] as const;
const mensMiddle = ['Văn', 'Hoàng', 'Minh', 'Quốc', 'Thanh', 'Hữu', 'Chí', 'Trọng', 'Đức', 'Công'] as const;
const mensGiven = [
  'Tâm',
  'Nhân',
  'Phong',
  'Khánh',
  'Lợi',
  'Dũng',
  'Toàn',
  'Hải',
  'Sang',
  'Vinh',
  'Tài',
  'Thắng',
  'Khoa',
  'Bình',
  'Lộc',
  'Nam',
] as const;

export interface StaffedOfficer extends OfficerRecord {
  readonly generated: boolean;
}

/**
 * Every agency gets somebody in each role that the file's rule names for its kind. Officers written out come first; who is still lacking is made,
 * always the same for the same agency and role. One-stop offices are held by the reception of the agency that they receive for.
 */
export function staffAgencies(file: PeopleFile, agencies: readonly Agency[]): StaffedOfficer[] {
  const officers = new Map<
    string,
    { key: string; name: string; positions: PositionRecord[]; note: OfficerRecord['note']; generated: boolean }
  >(file.officers.map((officer) => [officer.key, { ...officer, positions: [...officer.positions], generated: false }]));
  const keyOfAgency = new Map(agencies.map((agency) => [agency.id, agency.key]));
  // Somebody who answers for every field: one whose fields are named leaves the others without an owner.
  const holderOf = (agency: string, role: StaffRole) =>
    [...officers.values()].find((officer) =>
      officer.positions.some(
        (position) => position.agency === agency && position.roles.includes(role) && position.fields.length === 0,
      ),
    );
  // Parents before one-stop offices, so that reception exists when its office is staffed.
  const ordered = [...agencies].sort((a, b) => Number(a.kind === 'one-stop') - Number(b.kind === 'one-stop'));
  for (const agency of ordered) {
    const rule =
      file.staffing[agency.kind] === undefined ? {} : { ...file.staffing[agency.kind], ...file.staffing[agency.key] };
    for (const role of staffRoles) {
      const title = rule[role];
      if (title === undefined || holderOf(agency.key, role) !== undefined) continue;
      const position: PositionRecord = { agency: agency.key, title, roles: [role], fields: [] };
      const parentKey =
        agency.kind === 'one-stop' && agency.parentId !== undefined ? keyOfAgency.get(agency.parentId) : undefined;
      const parentHolder = parentKey === undefined ? undefined : holderOf(parentKey, role);
      if (parentHolder !== undefined) {
        parentHolder.positions.push(position);
        continue;
      }
      const key = `${agency.key}-${role}`;
      officers.set(key, {
        key,
        name: nameFor(key),
        positions: [position],
        note: { vi: `${title.vi}, ${agency.name.vi}`, en: `${title.en}, ${agency.name.en}` },
        generated: true,
      });
    }
  }
  return [...officers.values()];
}

/** An invented name, the same for the same key. */
export function nameFor(key: string): string {
  const digest = createHash('sha256').update(`officer:${key}`).digest();
  const pick = <T>(list: readonly T[], byte: number): T => list[(digest[byte] as number) % list.length] as T;
  const family = pick(familyNames, 0);
  return (digest[1] as number) % 2 === 0
    ? `${family} ${pick(womensMiddle, 2)} ${pick(womensGiven, 3)}`
    : `${family} ${pick(mensMiddle, 2)} ${pick(mensGiven, 3)}`;
}
