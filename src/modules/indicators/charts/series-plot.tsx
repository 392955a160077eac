import { palette } from './palette.ts';

export interface SeriesPoint {
  /** `9/2022`. */
  readonly label: string;
  /** Undefined where there is none: the line has a gap there and is never drawn down to zero. */
  readonly value: number | undefined;
}

/** A run of months that may be compared with each other: same formula, same territory. Between two of them the line is broken. */
export interface SeriesSegment {
  readonly points: readonly SeriesPoint[];
  /** Why the series begins anew; undefined for the first. */
  readonly because?: string | undefined;
}

export interface Series {
  /** Oldest first. */
  readonly segments: readonly SeriesSegment[];
  readonly target?: { readonly value: number; readonly label: string } | undefined;
}

export interface PlotProps extends Series {
  readonly format: (value: number) => string;
  readonly height: number;
  /** Where a share of the width from 0 to 1 lies: per cent on a page, so that words keep their size at every width; units of the picture elsewhere. */
  readonly across: (share: number) => string | number;
}

const wordSize = 14;
const roomAbove = 34;
const roomBelow = 30;
/** More months than these would write into each other; the newest always has its words. */
const mostLabels = 12;

/** A line with its points, the numbers at them and the months below; the scale begins at zero. */
export function SeriesPlot({ segments, target, format, height, across }: PlotProps) {
  const points = placed(segments);
  const values = points.flatMap(({ value }) => value ?? []);
  const max = Math.max(0, ...values, target?.value ?? 0) || 1;
  const floor = height - roomBelow;
  const x = (index: number) => across((index + 0.5) / Math.max(1, points.length));
  const y = (value: number) => Math.round((floor - (value / max) * (floor - roomAbove)) * 10) / 10;
  const every = Math.ceil(points.length / mostLabels);
  const labelled = points.filter(({ index }) => (points.length - 1 - index) % every === 0);
  return (
    <g>
      <line x1={across(0)} x2={across(1)} y1={floor} y2={floor} stroke={palette.line} stroke-width="2" />
      {points.map(({ segment, index, begins }) =>
        begins ? (
          <g key={`break${index}`}>
            <line
              x1={across(index / points.length)}
              x2={across(index / points.length)}
              y1={24}
              y2={floor}
              stroke={palette.muted}
              stroke-width="1.5"
              stroke-dasharray="2 3"
            />
            <Words x={across(index / points.length)} y={17} bold>
              {breakSign(segment)}
            </Words>
          </g>
        ) : null,
      )}
      {target === undefined ? null : (
        <line
          x1={across(0)}
          x2={across(1)}
          y1={y(target.value)}
          y2={y(target.value)}
          stroke={palette.target}
          stroke-width="2"
          stroke-dasharray="8 5"
        />
      )}
      {points.map(({ index, value, before }) =>
        value === undefined || before === undefined ? null : (
          <line
            key={`line${index}`}
            x1={x(index - 1)}
            y1={y(before)}
            x2={x(index)}
            y2={y(value)}
            stroke={palette.series}
            stroke-width="3"
            stroke-linecap="round"
          />
        ),
      )}
      {points.map(({ index, value, segment }) =>
        value === undefined ? null : (
          <circle
            key={`point${index}`}
            cx={x(index)}
            cy={y(value)}
            r="4.5"
            fill={segment % 2 === 0 ? palette.series : palette.card}
            stroke={palette.series}
            stroke-width="2.5"
          />
        ),
      )}
      {/* Words last, so that no line crosses a number. */}
      {labelled.map(({ index, value, label }) => (
        <g key={`words${index}`}>
          <Words x={x(index)} y={(value === undefined ? floor : y(value)) - 12} bold={value !== undefined}>
            {value === undefined ? '–' : format(value)}
          </Words>
          <Words x={x(index)} y={height - 8}>
            {label}
          </Words>
        </g>
      ))}
    </g>
  );
}

/** Names a break in the drawing and beside it. */
export const breakSign = (segment: number) => `(${segment})`;

interface Placed extends SeriesPoint {
  readonly index: number;
  readonly segment: number;
  /** First point of a segment that is not the first. */
  readonly begins: boolean;
  /** The value a line comes from; undefined at the beginning of a run. */
  readonly before: number | undefined;
}

function placed(segments: readonly SeriesSegment[]): Placed[] {
  const all: Placed[] = [];
  for (const [segment, { points }] of segments.entries())
    for (const [index, point] of points.entries())
      all.push({
        ...point,
        index: all.length,
        segment,
        begins: segment > 0 && index === 0,
        before: points[index - 1]?.value,
      });
  return all;
}

function Words({ x, y, bold, children }: { x: string | number; y: number; bold?: boolean; children: string }) {
  return (
    <text
      x={x}
      y={y}
      font-size={wordSize}
      text-anchor="middle"
      font-weight={bold === true ? 600 : 400}
      fill={bold === true ? palette.ink : palette.muted}
      stroke={palette.card}
      stroke-width="4"
      paint-order="stroke"
    >
      {children}
    </text>
  );
}
