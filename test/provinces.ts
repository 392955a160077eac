import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A province of the repository with the people whom tests send through the main job. */
export interface TestProvince {
  readonly name: string;
  readonly folder: string;
  readonly code: string;
  /** First part of its dossier codes. */
  readonly identifier: string;
  /** Eight in the morning of the day that it is set on. */
  readonly start: Temporal.Instant;
  readonly commune: string;
  readonly agencyKey: string;
  readonly applicant: {
    readonly key: string;
    readonly name: string;
    readonly documentNumber: string;
    readonly birthDate: string;
    readonly address: string;
  };
  readonly officers: Readonly<Record<'reception' | 'specialist' | 'leader' | 'clerk', string>>;
}

/** Three tiers, October 2022: the demonstration. */
export const bacLieu: TestProvince = {
  name: 'bac_lieu',
  folder: join(root, 'provinces/bac-lieu'),
  code: '95',
  identifier: 'H04',
  start: Temporal.Instant.from('2022-10-10T08:00:00+07:00'),
  commune: '31822',
  agencyKey: 'xa-31822',
  applicant: {
    key: 'nguyen-thi-buoi',
    name: 'Nguyễn Thị Bưởi',
    documentNumber: '999196000014',
    birthDate: '1996-03-14',
    address: 'Khóm 2, Phường 7',
  },
  officers: {
    reception: 'le-thi-hong-cuc',
    specialist: 'son-thi-ngoc-han',
    leader: 'nguyen-van-hau',
    clerk: 'truong-my-hanh',
  },
};

/** Two tiers, October 2025. */
export const caMau: TestProvince = {
  name: 'ca_mau',
  folder: join(root, 'provinces/ca-mau-2025-mau'),
  code: '96',
  identifier: 'H12',
  start: Temporal.Instant.from('2025-10-10T08:00:00+07:00'),
  commune: '31825',
  agencyKey: 'xa-31825',
  applicant: {
    key: 'le-thi-cam-nhung',
    name: 'Lê Thị Cẩm Nhung',
    documentNumber: '999198000211',
    birthDate: '1998-04-21',
    address: 'Khóm 3, Phường Bạc Liêu',
  },
  officers: {
    reception: 'tran-thi-ngoc-bich',
    specialist: 'huynh-tan-loc',
    leader: 'vo-hoang-nam',
    clerk: 'lam-my-chau',
  },
};
