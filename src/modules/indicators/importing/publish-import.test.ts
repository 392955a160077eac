import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestDatabase } from '../../../../test/database.ts';
import { measureKeys } from '../../../app/measures.ts';
import { loadDefinitions } from '../definitions/load-definitions.ts';
import { publishDefinitions } from '../definitions/publish-definitions.ts';
import { readDefinitions } from '../definitions/store.ts';
import { importIndex } from './import-index.ts';

it('an annex that is published counts from its day on; what was told before stays as it was', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'cuaso-publish-import-'));
  const test = await openTestDatabase();
  try {
    cpSync('provinces/bac-lieu/indicators', join(dir, 'indicators'), { recursive: true });
    const publish = (on: string) =>
      test.database.asOwner((tx) => {
        const { files, faults } = loadDefinitions(dir, measureKeys);
        if (files === undefined) throw new Error(faults.map(({ words }) => words.en).join('\n'));
        return publishDefinitions(tx, files, Temporal.PlainDate.from(on));
      });
    await publish('2022-10-10');
    const file = join(dir, 'annex.csv');
    const names = ['Nhận thức số', 'Thể chế số', 'Hạ tầng số', 'Nhân lực số', 'An toàn thông tin mạng'];
    names.push('Hoạt động chính quyền số', 'Hoạt động kinh tế số', 'Hoạt động xã hội số');
    const rows = names.map((name, index) => `${index + 1};${name};125`);
    writeFileSync(file, ['Mã;Tên;Điểm tối đa', ...rows].join('\n'));
    const report = await importIndex({ dir, editionKey: 'dti-405', file, from: '2025-05-01', dryRun: false });
    expect(report.faults).toEqual([]);
    const { versions } = await publish('2025-06-01');
    expect(versions).toEqual([{ kind: 'edition', key: 'dti-405', version: 2 }]);
    const pointsOn = async (validOn: string, knownBy: string) => {
      const days = { validOn: Temporal.PlainDate.from(validOn), knownBy: Temporal.PlainDate.from(knownBy) };
      const { editions } = await test.database.asOwner((tx) => readDefinitions(tx, days));
      return editions.find(({ key }) => key === 'dti-405')?.nodes[0]?.points?.full;
    };
    expect(await pointsOn('2025-05-31', '2025-06-01')).toBe(125);
    expect(await pointsOn('2025-04-30', '2025-06-01')).toBeUndefined();
    expect(await pointsOn('2025-05-31', '2025-05-31')).toBeUndefined();
  } finally {
    await test.close();
    rmSync(dir, { recursive: true });
  }
});
