import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';
import { DataTable } from './data-table.tsx';

export interface BarChartProps {
  readonly title: string;
  /** Column heads of the table beside it: what is compared, what is counted. */
  readonly categoryLabel: string;
  readonly valueLabel: string;
  readonly bars: readonly { readonly label: string; readonly value: number; readonly href?: string | undefined }[];
  readonly format: (value: number) => string;
  /** End of the scale; the largest value when left out. */
  readonly max?: number | undefined;
  /** A line across all bars. */
  readonly target?: { readonly value: number; readonly label: string } | undefined;
  /** `columns` for months, `rows` for names. */
  readonly shape?: 'rows' | 'columns' | undefined;
}

/** Bars of one colour with their values written beside them, and the same figures as a table for whoever wants to read or copy. */
export function BarChart(props: BarChartProps) {
  const { language } = useFrame();
  const max = Math.max(props.max ?? 0, ...props.bars.map((bar) => bar.value), props.target?.value ?? 0) || 1;
  return (
    <figure class="chart">
      <figcaption>{props.title}</figcaption>
      {props.shape === 'columns' ? <Columns {...props} max={max} /> : <Rows {...props} max={max} />}
      {props.target === undefined ? null : <p class="chart__target small muted">{props.target.label}</p>}
      <details>
        <summary>{interfaceTexts(language).showTable}</summary>
        <DataTable
          caption={props.title}
          hideCaption
          scroll
          rows={props.bars}
          rowKey={(bar, index) => `${index}${bar.label}`}
          columns={[
            {
              key: 'label',
              label: props.categoryLabel,
              heading: true,
              cell: (bar) => (bar.href === undefined ? bar.label : <a href={bar.href}>{bar.label}</a>),
            },
            { key: 'value', label: props.valueLabel, numeric: true, cell: (bar) => props.format(bar.value) },
          ]}
        />
      </details>
    </figure>
  );
}

type Sized = BarChartProps & { readonly max: number };

function Rows({ bars, format, max, target }: Sized) {
  return (
    <ul class="chart__rows">
      {bars.map((bar, index) => (
        <li key={`${index}${bar.label}`}>
          <span class="chart__label">{bar.href === undefined ? bar.label : <a href={bar.href}>{bar.label}</a>}</span>
          <svg width="100%" height="18" aria-hidden="true" focusable="false">
            <rect class="bar__all" width="100%" height="18" rx="4" />
            <rect class="bar__share" width={`${percent(bar.value, max)}%`} height="18" rx="4" />
            {target === undefined ? null : (
              <rect class="bar__target" x={`${Math.min(99.3, percent(target.value, max))}%`} width="2" height="18" />
            )}
          </svg>
          <span class="chart__value num">{format(bar.value)}</span>
        </li>
      ))}
    </ul>
  );
}

const chartHeight = 220;
/** At 320 px; more than these keep a width to be read at, and scroll inside. */
const columnsThatFit = 5;

/** Across in shares of the width, upwards in pixels: bars grow with the page and words keep their size. */
function Columns({ title, bars, format, max, target }: Sized) {
  const floor = chartHeight - 28;
  const step = 100 / Math.max(1, bars.length);
  const y = (value: number) => floor - (value / max) * (floor - 30);
  const across = (index: number, part: number) => `${Math.round(step * (index + part) * 100) / 100}%`;
  const drawing = (
    <svg
      width="100%"
      height={chartHeight}
      role="img"
      aria-label={`${title}: ${bars.map((bar) => `${bar.label} ${format(bar.value)}`).join('; ')}`}
    >
      {bars.map((bar, index) => (
        <rect
          key={`${index}${bar.label}`}
          class="bar__share"
          x={across(index, 0.16)}
          width={across(0, 0.68)}
          y={y(bar.value)}
          height={Math.max(1, floor - y(bar.value))}
          rx="4"
        />
      ))}
      <line x1="0" x2="100%" y1={floor} y2={floor} class="chart__floor" />
      {target === undefined ? null : (
        <line x1="0" x2="100%" y1={y(target.value)} y2={y(target.value)} class="chart__line" />
      )}
      {/* Words last, so that the line of the target never crosses a number. */}
      {bars.map((bar, index) => (
        <g key={`${index}${bar.label}`}>
          <text x={across(index, 0.5)} y={y(bar.value) - 8} class="chart__number">
            {format(bar.value)}
          </text>
          <text x={across(index, 0.5)} y={chartHeight - 8} class="chart__month">
            {bar.label}
          </text>
        </g>
      ))}
    </svg>
  );
  if (bars.length <= columnsThatFit) return <div class="chart__columns">{drawing}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="chart__columns chart__columns--many" aria-label={title} tabIndex={0}>
      {drawing}
    </section>
  );
}

function percent(value: number, max: number): number {
  return Math.round((value / max) * 10_000) / 100;
}
