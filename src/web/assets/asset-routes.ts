import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { type AssetFile, type AssetManifest, assetPrefix } from './manifest.ts';

const suffixes = { br: '.br', gzip: '.gz' } as const;

/** Serves the built assets from memory (some 200 kB), in the best encoding the browser takes. A hashed name never changes its content. */
export function assetRoutes(manifest: AssetManifest): FastifyPluginAsync {
  return async (app) => {
    const byName = new Map<string, { file: AssetFile; bodies: ReadonlyMap<string, Buffer> }>();
    for (const file of Object.values(manifest.files))
      byName.set(file.name, { file, bodies: await load(manifest.folder, file) });

    app.get<{ Params: { name: string } }>(
      `${assetPrefix}:name`,
      { schema: { hide: true } as object },
      async (request, reply) => {
        const found = byName.get(request.params.name);
        if (found === undefined) return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
        const encoding =
          found.file.encodings.find((name) => accepts(request.headers['accept-encoding'], name)) ?? 'identity';
        if (encoding !== 'identity') reply.header('content-encoding', encoding);
        return reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .header('vary', 'accept-encoding')
          .header('x-content-type-options', 'nosniff')
          .type(found.file.type)
          .send(found.bodies.get(encoding));
      },
    );
  };
}

async function load(folder: string, file: AssetFile): Promise<ReadonlyMap<string, Buffer>> {
  const bodies = new Map([['identity', await readFile(path.join(folder, file.name))]]);
  for (const encoding of file.encodings)
    bodies.set(encoding, await readFile(path.join(folder, file.name + suffixes[encoding])));
  return bodies;
}

/** Whether the header names this encoding without forbidding it (`br;q=0`). */
function accepts(header: string | string[] | undefined, encoding: string): boolean {
  return String(header ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .some(([name, ...rest]) => name === encoding && !rest.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
}
