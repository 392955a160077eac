import { DataTable, useLanguage } from '../../../web/index.ts';
import { breakSign, type Series, SeriesPlot } from './series-plot.tsx';
import { chartTexts } from './texts.ts';

export interface SeriesChartProps extends Series {
  readonly title: string;
  readonly valueLabel: string;
  readonly format: (value: number) => string;
}

/** As many months as can be told apart at 320 px; more scroll inside. */
const pointsThatFit = 5;

/** A series by month on a page, with the same figures as a table. */
export function SeriesChart(props: SeriesChartProps) {
  const { title, segments, target, format, valueLabel } = props;
  const t = chartTexts(useLanguage());
  const points = segments.flatMap(({ points: each, because }, segment) =>
    each.map((point, index) => ({ ...point, change: segment > 0 && index === 0 ? because : undefined })),
  );
  const words = (value: number | undefined) => (value === undefined ? t.noValue : format(value));
  const drawing = (
    <svg
      width="100%"
      height={plotHeight}
      role="img"
      aria-label={`${title}: ${points.map(({ label, value }) => `${label} ${words(value)}`).join('; ')}`}
    >
      <SeriesPlot {...props} height={plotHeight} across={(share) => `${Math.round(share * 10_000) / 100}%`} />
    </svg>
  );
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {points.length <= pointsThatFit ? (
        <div class="chart__columns">{drawing}</div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="chart__columns chart__columns--many" aria-label={title} tabIndex={0}>
          {drawing}
        </section>
      )}
      {target === undefined ? null : <p class="chart__target small muted">{target.label}</p>}
      {breaksOf(segments).map((words) => (
        <p key={words} class="small muted">
          {words}
        </p>
      ))}
      <details>
        <summary>{t.showTable}</summary>
        <DataTable
          caption={title}
          hideCaption
          scroll
          rows={points}
          rowKey={({ label }) => label}
          columns={[
            { key: 'label', label: t.month, heading: true, cell: ({ label }) => label },
            { key: 'value', label: valueLabel, numeric: true, cell: ({ value }) => words(value) },
            ...(segments.length < 2
              ? []
              : [
                  {
                    key: 'change',
                    label: t.change,
                    cell: ({ change }: { change?: string | undefined }) => change ?? '',
                  },
                ]),
          ]}
        />
      </details>
    </figure>
  );
}

const plotHeight = 240;

/** `(1) from 6/2022: another formula`, one line for each break. */
export function breaksOf(segments: Series['segments']): string[] {
  return segments.flatMap(({ because }, index) => (index === 0 ? [] : [`${breakSign(index)} ${because ?? ''}`.trim()]));
}
