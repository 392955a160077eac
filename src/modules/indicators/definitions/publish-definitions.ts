import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../../platform/canonical-json.ts';
import { json, type Tx } from '../../../platform/database.ts';
import { indicatorErrors } from '../errors.ts';
import { always, type DefinitionFiles, type DefinitionKind } from './files.ts';

export interface DefinitionsPublished {
  readonly versions: readonly { readonly kind: DefinitionKind; readonly key: string; readonly version: number }[];
  readonly unchanged: number;
}

interface Latest {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly version: number;
  readonly hash: string;
  readonly withdrawn: boolean;
}

/**
 * Brings checked definitions into the schema, as its owner. Versions are only ever added: what did not change makes none, what the files no longer
 * have is withdrawn by a version of its own. The first version counts for all days; a changed definition counts from `validFrom` of its file, or from the day of publishing.
 */
export async function publishDefinitions(
  tx: Tx,
  files: DefinitionFiles,
  on: Temporal.PlainDate,
): Promise<DefinitionsPublished> {
  await assertDefinitionsIntact(tx);
  const latest = new Map(
    (
      await tx.rows<Latest>(
        'select distinct on (kind, key) kind, key, version, hash, withdrawn from definition_version order by kind, key, version desc',
      )
    ).map((row) => [`${row.kind} ${row.key}`, row]),
  );
  const present = new Set(files.map(({ kind, key }) => `${kind} ${key}`));
  const gone = [...latest].filter(([name, { withdrawn }]) => !present.has(name) && !withdrawn);
  const fresh = files.flatMap((file) => {
    const before = latest.get(`${file.kind} ${file.key}`);
    const hash = hashContent(file.content);
    if (before !== undefined && before.hash === hash && !before.withdrawn) return [];
    const version = (before?.version ?? 0) + 1;
    return [
      {
        ...file,
        hash,
        version,
        withdrawn: false,
        // Nothing came before the first version that it could differ from.
        validFrom: version === 1 ? always : (file.validFrom ?? on.toString()),
      },
    ];
  });
  const withdrawn = gone.map(([, { kind, key, version }]) => ({
    kind,
    key,
    version: version + 1,
    hash: hashContent(null),
    validFrom: on.toString(),
    withdrawn: true,
    content: null,
  }));
  const versions = [...fresh, ...withdrawn];
  await tx.run(
    `insert into definition_version (kind, key, version, hash, valid_from, published_on, withdrawn, content)
     select kind, key, version, hash, "validFrom", $2, withdrawn, coalesce(content, 'null'::jsonb)
     from jsonb_to_recordset($1::jsonb) as d (kind text, key text, version integer, hash text, "validFrom" date, withdrawn boolean, content jsonb)`,
    [json(versions), on],
  );
  return {
    versions: versions.map(({ kind, key, version }) => ({ kind, key, version })),
    unchanged: files.length - fresh.length,
  };
}

/** Every stored version still has the hash it was published under. */
async function assertDefinitionsIntact(tx: Tx): Promise<void> {
  const rows = await tx.rows<Latest & { content: Json }>(
    'select kind, key, version, hash, content from definition_version',
  );
  for (const { kind, key, version, hash, content } of rows)
    if (hashContent(content) !== hash)
      throw indicatorErrors.definitionChanged({ values: { name: `${kind} ${key}`, version } });
}

function hashContent(content: Json): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
