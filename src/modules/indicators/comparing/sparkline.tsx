/** A run of values as a small line; gaps stay gaps. All it says stands in `label`, and in the tables. */
export function Sparkline({
  values,
  label,
}: {
  readonly values: readonly (number | undefined)[];
  readonly label: string;
}) {
  const known = values.flatMap((value) => value ?? []);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number) => round((index / Math.max(1, values.length - 1)) * (width - 4) + 2);
  const y = (value: number) =>
    round(high === low ? height / 2 : height - 3 - ((value - low) / (high - low)) * (height - 6));
  const path = values
    .map((value, index) =>
      value === undefined ? '' : `${values[index - 1] === undefined ? 'M' : 'L'}${x(index)} ${y(value)}`,
    )
    .join('');
  const last = values.at(-1);
  return (
    <svg
      class="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path d={path} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
      {last === undefined ? null : <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" fill="currentColor" />}
    </svg>
  );
}

const width = 96;
const height = 24;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
