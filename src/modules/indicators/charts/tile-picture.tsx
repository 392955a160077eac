import { fitText, textWidth } from './fit-text.ts';
import { palette, shades } from './palette.ts';
import { drawingWidth, drawPicture, type PictureFrame } from './picture.tsx';
import { rangeInWords, shadeTiles, shortName, type Tile, type TileGroup } from './tile-map.tsx';

const acrossTiles = 8;
const gap = 6;
const tileWidth = (drawingWidth - (acrossTiles - 1) * gap) / acrossTiles;
const nameSize = 13;
const nameLine = 16;
const groupHead = 30;

/** The tile map of the page as a picture of its own: rows of tiles by group, as in reading. */
export function tilePicture(
  frame: PictureFrame,
  groups: readonly TileGroup[],
  { format, noValue }: { format: (value: number) => string; noValue: string },
): string {
  const { shadeOf, ranges } = shadeTiles(groups);
  const names = groups.flatMap(({ tiles }) => tiles.map(nameLines));
  const tileHeight = 36 + nameLine * Math.max(1, ...names.map(({ length }) => length));
  let y = 0;
  const drawn = groups.map((group) => {
    const at = y;
    const head = group.name === undefined ? 0 : groupHead;
    const rows = Math.ceil(group.tiles.length / acrossTiles);
    y += head + rows * (tileHeight + gap) + 6;
    return (
      <g key={group.name} transform={`translate(0 ${at})`}>
        <text y="20" font-size="16" font-weight="600" fill={palette.ink}>
          {group.name}
        </text>
        {group.tiles.map((tile, index) => (
          <PictureTile
            key={tile.name}
            tile={tile}
            x={(index % acrossTiles) * (tileWidth + gap)}
            y={head + Math.floor(index / acrossTiles) * (tileHeight + gap)}
            height={tileHeight}
            shade={tile.value === undefined ? undefined : shadeOf(tile.value)}
            words={tile.value === undefined ? '–' : format(tile.value)}
          />
        ))}
      </g>
    );
  });
  const scale = legend(
    [
      ...ranges.map((range) => ({ shade: range.shade as number | undefined, words: rangeInWords(range, format) })),
      ...(groups.some(({ tiles }) => tiles.some(({ value }) => value === undefined))
        ? [{ shade: undefined, words: noValue }]
        : []),
    ],
    y + 10,
  );
  return drawPicture(frame, {
    height: scale.end,
    body: (
      <g>
        {drawn}
        {scale.items}
      </g>
    ),
  });
}

const nameLines = ({ name }: Tile) => fitText(shortName(name), tileWidth - 14, nameSize);

interface PictureTileProps {
  readonly tile: Tile;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly shade: number | undefined;
  readonly words: string;
}

function PictureTile({ tile, x, y, height, shade, words }: PictureTileProps) {
  const colour = shade === undefined ? palette.ink : shades[shade]?.words;
  return (
    <g transform={`translate(${Math.round(x * 10) / 10} ${y})`}>
      <Swatch width={tileWidth} height={height} shade={shade} />
      {nameLines(tile).map((line, index) => (
        <text key={line} x="7" y={18 + index * nameLine} font-size={nameSize} fill={colour}>
          {line}
        </text>
      ))}
      <text x="7" y={height - 9} font-size="14" font-weight="600" fill={colour}>
        {words}
      </text>
    </g>
  );
}

/** A tile without a value is told by its dashed edge, not by a colour. */
function Swatch({ width, height, shade }: { width: number; height: number; shade: number | undefined }) {
  return (
    <rect
      x="0.5"
      y="0.5"
      width={Math.round((width - 1) * 10) / 10}
      height={height - 1}
      rx="5"
      fill={shade === undefined ? palette.card : shades[shade]?.ground}
      stroke={shade === undefined ? palette.muted : palette.series}
      stroke-dasharray={shade === undefined ? '4 3' : undefined}
    />
  );
}

function legend(entries: readonly { readonly shade: number | undefined; readonly words: string }[], top: number) {
  let [x, y] = [0, top];
  const items = entries.map(({ shade, words }) => {
    const width = 34 + textWidth(words, 14) + 18;
    if (x > 0 && x + width > drawingWidth) [x, y] = [0, y + 26];
    const at = x;
    x += width;
    return (
      <g key={words} transform={`translate(${Math.round(at * 10) / 10} ${y})`}>
        <Swatch width={26} height={18} shade={shade} />
        <text x="34" y="14" font-size="14" fill={palette.ink}>
          {words}
        </text>
      </g>
    );
  });
  return { items, end: entries.length === 0 ? top : y + 22 };
}
