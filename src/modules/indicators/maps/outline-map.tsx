import { fill } from '../../../platform/text.ts';
import { useLanguage } from '../../../web/index.ts';
import { palette, shades } from '../charts/palette.ts';
import { shadeTiles, type Tile } from '../charts/tile-map.tsx';
import { extentOf, type Outline, type Ring } from './rings.ts';
import { mapTexts } from './texts.ts';

export interface Shape extends Tile {
  /** Undefined where nobody brought its border. */
  readonly polygons: Outline['polygons'] | undefined;
}

const width = 720;
const mostHeight = 900;

/** Units by their own borders, shaded like tiles; each leads to its page. Nothing where the province brought no map. */
export function OutlineMap({
  shapes,
  title,
  format,
}: {
  shapes: readonly Shape[];
  title: string;
  format: (value: number) => string;
}) {
  const t = mapTexts(useLanguage());
  const drawn = shapes.flatMap(({ polygons, ...tile }) => (polygons === undefined ? [] : [{ ...tile, polygons }]));
  if (drawn.length === 0) return null;
  const { shadeOf } = shadeTiles([{ name: undefined, tiles: shapes }]);
  const { project, height, right } = projection(drawn.flatMap(({ polygons }) => polygons.flat()));
  const without = shapes.length - drawn.length;
  return (
    <figure class="outlines">
      <figcaption class="muted small">
        {t.lead}
        {without === 0 ? null : ` ${fill(t.without, { count: without })}`}
      </figcaption>
      <svg viewBox={`0 0 ${right} ${height}`}>
        <title>{title}</title>
        {drawn.map(({ name, href, value, polygons }) => {
          const words = `${name}: ${value === undefined ? t.noValue : format(value)}`;
          return (
            <a key={href} href={href} aria-label={words}>
              <path
                d={polygons
                  .flat()
                  .map((ring) => `M${ring.slice(0, -1).map(project).join('L')}Z`)
                  .join('')}
                fill-rule="evenodd"
                fill={value === undefined ? palette.card : shades[shadeOf(value)]?.ground}
                stroke={value === undefined ? palette.muted : palette.series}
                stroke-width="1"
                stroke-dasharray={value === undefined ? '4 3' : undefined}
              >
                <title>{words}</title>
              </path>
            </a>
          );
        })}
      </svg>
    </figure>
  );
}

/**
 * A province is small enough for a plane: degrees of longitude are shortened by the cosine of its middle latitude, which is off by less than a
 * thousandth at two degrees from there.
 */
function projection(rings: readonly Ring[]) {
  const { west, north, south, width: lon, height: lat } = extentOf(rings);
  const shorter = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const scale = Math.min(width / (lon * shorter), mostHeight / lat);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    height: Math.ceil(lat * scale) + 2,
    right: Math.ceil(lon * shorter * scale) + 2,
    project: ([x, y]: readonly [number, number]) =>
      `${round((x - west) * shorter * scale + 1)} ${round((north - y) * scale + 1)}`,
  };
}
