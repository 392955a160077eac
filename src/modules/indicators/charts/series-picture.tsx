import { fitText } from './fit-text.ts';
import { palette } from './palette.ts';
import { drawingWidth, drawPicture, type PictureFrame } from './picture.tsx';
import { breaksOf } from './series-chart.tsx';
import { type Series, SeriesPlot } from './series-plot.tsx';

const plotHeight = 320;

/** The chart of the page as a picture of its own. */
export function seriesPicture(frame: PictureFrame, series: Series, format: (value: number) => string): string {
  const target = series.target === undefined ? [] : fitText(series.target.label, drawingWidth - 52, 14);
  return drawPicture(
    { ...frame, notes: [...breaksOf(series.segments), ...frame.notes] },
    {
      height: plotHeight + 8 + target.length * 20,
      body: (
        <g>
          <SeriesPlot
            {...series}
            format={format}
            height={plotHeight}
            across={(share) => Math.round(share * drawingWidth * 10) / 10}
          />
          {target.length === 0 ? null : (
            <line
              x1="0"
              x2="40"
              y1={plotHeight + 19}
              y2={plotHeight + 19}
              stroke={palette.target}
              stroke-width="2"
              stroke-dasharray="8 5"
            />
          )}
          {target.map((line, index) => (
            <text key={line} x="52" y={plotHeight + 24 + index * 20} font-size="14" fill={palette.ink}>
              {line}
            </text>
          ))}
        </g>
      ),
    },
  );
}
