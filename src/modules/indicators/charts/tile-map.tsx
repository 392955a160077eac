import { useLanguage } from '../../../web/index.ts';
import { shades } from './palette.ts';
import { chartTexts } from './texts.ts';

export interface Tile {
  readonly name: string;
  /** Undefined where there is none; never shaded as if it were the lowest. */
  readonly value: number | undefined;
  readonly href: string;
}

export interface TileGroup {
  /** Undefined where all tiles are one group. */
  readonly name: string | undefined;
  readonly tiles: readonly Tile[];
}

/** One colour of the scale and the values that have it, both ends included. */
export interface ShadeRange {
  readonly shade: number;
  readonly low: number;
  readonly high: number;
}

/** Fifths by rank: equal values have one colour, and one far-off commune does not make all others look alike. */
export function shadeTiles(groups: readonly TileGroup[]) {
  const values = groups.flatMap(({ tiles }) => tiles.flatMap(({ value }) => value ?? [])).sort((a, b) => a - b);
  const shadeOf = (value: number) =>
    Math.min(shades.length - 1, Math.floor((values.indexOf(value) / Math.max(1, values.length)) * shades.length));
  const ranges = shades.flatMap((_shade, shade): ShadeRange[] => {
    const of = values.filter((value) => shadeOf(value) === shade);
    const [low, high] = [of[0], of.at(-1)];
    return low === undefined || high === undefined ? [] : [{ shade, low, high }];
  });
  return { shadeOf, ranges };
}

/** Without the word for what kind of unit it is, for which a tile has no room; a ward with a number keeps it. */
export const shortName = (name: string) => name.replace(/^(Xã|Phường|Thị trấn|Commune|Ward|Town)\s+(?=\D)/u, '');

export function rangeInWords({ low, high }: ShadeRange, format: (value: number) => string): string {
  return format(low) === format(high) ? format(low) : `${format(low)} – ${format(high)}`;
}

/** Every commune as one tile, by district: communes compare more fairly by equal tiles than by areas. The same figures stand in the table. */
export function TileMap({ groups, format }: { groups: readonly TileGroup[]; format: (value: number) => string }) {
  const t = chartTexts(useLanguage());
  const { shadeOf, ranges } = shadeTiles(groups);
  const some = groups.some(({ tiles }) => tiles.some(({ value }) => value === undefined));
  return (
    <div class="tilemap">
      {groups.map(({ name, tiles }) => (
        <div class={name === undefined ? 'tilemap__group tilemap__group--whole' : 'tilemap__group'} key={name}>
          {name === undefined ? null : <h3>{name}</h3>}
          <ul>
            {tiles.map((tile) => (
              <li key={tile.href}>
                <a
                  class="tilemap__tile"
                  data-shade={tile.value === undefined ? 'none' : String(shadeOf(tile.value))}
                  href={tile.href}
                  title={`${tile.name}: ${tile.value === undefined ? t.noValue : format(tile.value)}`}
                >
                  <span>{shortName(tile.name)}</span>
                  <b class="num">{tile.value === undefined ? '–' : format(tile.value)}</b>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {ranges.length === 0 ? null : (
        <p class="tilemap__scale muted small">
          {ranges.map((range) => (
            <span key={range.shade}>
              <i class="tilemap__tile" data-shade={range.shade} /> {rangeInWords(range, format)}
            </span>
          ))}
          {some ? (
            <span>
              <i class="tilemap__tile" data-shade="none" /> {t.noValue}
            </span>
          ) : null}
        </p>
      )}
    </div>
  );
}
