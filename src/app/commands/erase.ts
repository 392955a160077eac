import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getProcedureVersion } from '../../modules/catalogue/index.ts';
import { eraseDossier } from '../../modules/dossiers/index.ts';
import { publicActor } from '../../platform/actor.ts';
import { defineErrors } from '../../platform/errors.ts';
import { DiskFileStore } from '../../platform/files/index.ts';
import { openProvince } from '../open-province.ts';
import type { CommandContext } from './context.ts';

const errors = defineErrors('ERA', {
  incomplete: [
    '0001',
    'invalid',
    'Cần mã hồ sơ và căn cứ xóa (--ground).',
    'Name the dossier and the ground: cuaso erase H04.1-221010-0001 --ground "request 12/2023". The ground is kept: name nobody in it.',
  ],
});

export async function eraseCommand({ args, config, print }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ground: { type: 'string' } },
  });
  const code = positionals[0];
  const ground = values.ground?.trim().normalize('NFC') ?? '';
  if (code === undefined || positionals.length > 1 || ground === '' || ground.length > 300) throw errors.incomplete();
  const province = await openProvince(config, print, 'kept');
  try {
    const { database, clock, keys } = province;
    const erased = await eraseDossier(
      {
        database,
        clock,
        vault: keys.vault,
        files: new DiskFileStore({ folder: join(config.dataDir, 'files'), vault: keys.vault }),
        procedures: {
          get: (id) => database.read(publicActor, (tx) => getProcedureVersion(tx, id)),
          inForce: () => Promise.reject(new TypeError('erasing files nothing')),
        },
      },
      { code: code.toUpperCase(), ground },
    );
    print(
      `${code}: ${erased.first ? 'erased' : 'was erased before'}; ${erased.contentsRemoved} contents of files removed. Backups made before still hold it.`,
    );
    return 0;
  } finally {
    await province.close();
  }
}
