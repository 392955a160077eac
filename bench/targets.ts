/** What the figures of a whole country may take: 10,599 communes over 36 months. */
export const countryTargets = { countSeconds: 300, loadSeconds: 15, valuesSeconds: 30, pageP95Ms: 50 } as const;

import type { Commune, People } from './people.ts';
import type { World } from './world.ts';

export interface OpenTarget {
  readonly code: string;
  readonly commune: Commune;
}
export interface TrackTarget {
  readonly code: string;
  readonly digest: Buffer;
  readonly last4: string;
}

/** Dossiers whose content opens, spread over all that is stored; known by the digest that they are tracked by. */
export async function findTargets(
  world: World,
  people: People,
  last4: string,
): Promise<{ open: readonly OpenTarget[]; track: readonly TrackTarget[] }> {
  const rows = await world.database.asOwner((tx) =>
    tx.rows<{ code: string; agency: string; digest: Buffer }>(
      'select code, leg_agency as agency, track_digest as digest from dossier where track_digest is not null order by md5(id::text) limit 4000',
    ),
  );
  const byAgency = new Map<string, Commune>(people.communes.map((commune) => [commune.agencyId, commune]));
  const open = rows.flatMap(({ code, agency }) => {
    const commune = byAgency.get(agency);
    return commune === undefined ? [] : [{ code, commune }];
  });
  const { vault } = world.keys;
  const track = rows.flatMap(({ code, digest }) =>
    vault.lookupDigest(last4, `track:${code}`).equals(digest) ? [{ code, digest, last4 }] : [],
  );
  return { open, track };
}

/** What people type, in as many forms as there are; each a page of its own. */
export const searches = [
  'khai sinh',
  'khai sinh cho bé',
  'xin giay khai sinh',
  'kết hôn',
  'đăng ký kết hôn',
  'độc thân',
  'xác nhận độc thân',
  'sổ đỏ',
  'cấp đổi sổ đỏ',
  'sang tên xe',
  'mất giấy phép lái xe',
  'tách hộ',
  'nhập khẩu',
  'tạm trú',
  'hộ kinh doanh',
  'mở tiệm tạp hóa',
  'nuôi tôm',
  'tàu cá',
  'xây nhà',
  'giấy phép xây dựng',
  'bảo hiểm y tế',
  'thai sản',
  'hộ nghèo',
  'chứng thực bản sao',
  'sao y',
  'lý lịch tư pháp',
  'di chúc',
  'khai tử',
  'giám hộ',
  'birth certificate',
] as const;
