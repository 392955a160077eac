import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../../../platform/text.ts';
import { fitText } from './fit-text.ts';
import { fontFamily, palette } from './palette.ts';

/** A picture that stands alone: what it shows, of whom, when, by what source and what is doubtful about it are part of it. */
export interface PictureFrame {
  readonly language: Language;
  readonly title: string;
  /** Unit and period. */
  readonly subtitle: string;
  /** Said in a frame above the drawing: invented data. */
  readonly warning?: string | undefined;
  /** Below the drawing: what is counted, by whom, known when, what is unsure. */
  readonly notes: readonly string[];
}

export interface Drawing {
  readonly height: number;
  readonly body: ComponentChildren;
}

export const pictureWidth = 960;
const edge = 32;
/** Room of the drawing inside the frame. */
export const drawingWidth = pictureWidth - 2 * edge;

/** The picture as an SVG document; the same question gives the same text. */
export function drawPicture(frame: PictureFrame, { height, body }: Drawing): string {
  const { language, title, subtitle, warning, notes } = frame;
  const head = stack(edge, [
    { lines: fitText(title, drawingWidth, 24), size: 24, bold: true },
    { lines: fitText(subtitle, drawingWidth, 16), size: 16, muted: true },
  ]);
  const warned = warning === undefined ? [] : fitText(warning, drawingWidth - 24, 15);
  const warningHeight = warned.length === 0 ? 0 : warned.length * 21 + 14;
  const top = head.end + (warningHeight === 0 ? 0 : warningHeight + 12) + 16;
  const foot = stack(
    top + height + 14,
    notes.map((note) => ({ lines: fitText(note, drawingWidth, 13), size: 13, muted: true })),
  );
  const whole = Math.ceil(foot.end + edge - 8);
  const svg = renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      xml:lang={language}
      width={pictureWidth}
      height={whole}
      viewBox={`0 0 ${pictureWidth} ${whole}`}
      role="img"
      aria-labelledby="t d"
      font-family={fontFamily}
    >
      <title id="t">{`${title}. ${subtitle}`}</title>
      <desc id="d">{[warning, ...notes].filter((part) => part !== undefined).join(' ')}</desc>
      <rect width={pictureWidth} height={whole} fill={palette.card} />
      {head.texts}
      {warned.length === 0 ? null : (
        <g>
          <rect
            x={edge}
            y={head.end + 10}
            width={drawingWidth}
            height={warningHeight}
            rx="4"
            fill={palette.card}
            stroke={palette.target}
            stroke-width="2"
          />
          {warned.map((line, index) => (
            <text
              key={line}
              x={edge + 12}
              y={head.end + 32 + index * 21}
              font-size="15"
              font-weight="600"
              fill={palette.target}
            >
              {line}
            </text>
          ))}
        </g>
      )}
      <g transform={`translate(${edge} ${top})`}>{body}</g>
      {foot.texts}
    </svg>,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}

interface Stacked {
  readonly lines: readonly string[];
  readonly size: number;
  readonly bold?: boolean;
  readonly muted?: boolean;
}

function stack(from: number, parts: readonly Stacked[]) {
  let y = from;
  const texts = parts.flatMap(({ lines, size, bold, muted }) =>
    lines.map((line) => {
      y += size * 1.4;
      return (
        <text
          key={`${y}${line}`}
          x={edge}
          y={Math.round(y * 10) / 10}
          font-size={size}
          font-weight={bold === true ? 600 : 400}
          fill={muted === true ? palette.muted : palette.ink}
        >
          {line}
        </text>
      );
    }),
  );
  return { texts, end: y };
}
