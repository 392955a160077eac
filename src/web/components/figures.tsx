import type { ComponentChildren } from 'preact';
import { formatNumber } from '../../platform/text.ts';
import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

export interface KeyFigureProps {
  /** Formatted: "4 %", "450". */
  readonly value: string;
  readonly label: string;
  /** Share of the bar that is filled, 0 to 1; no bar without it. */
  readonly share?: number | undefined;
  /** Where on the bar the target stands, 0 to 1. */
  readonly targetShare?: number | undefined;
  /** The target in words: "40 % vào tháng 10/2023". */
  readonly target?: string | undefined;
  /** What else one must know: numerator and denominator, the country's figure. */
  readonly note?: ComponentChildren;
  readonly href?: string | undefined;
}

/** A number big enough to read across the room, and how far it is from its target. */
export function KeyFigure(props: KeyFigureProps) {
  const { language } = useFrame();
  const t = interfaceTexts(language);
  return (
    <div class="figure">
      <div class="figure__value num">{props.value}</div>
      <div class="figure__label">{props.href === undefined ? props.label : <a href={props.href}>{props.label}</a>}</div>
      {props.share === undefined ? null : (
        <ShareBar
          share={props.share}
          targetShare={props.targetShare}
          label={props.target === undefined ? `${props.label}: ${props.value}` : t.reached(props.value, props.target)}
        />
      )}
      <div class="muted small">
        {props.target === undefined ? null : t.target(props.target)}
        {props.target !== undefined && props.note !== undefined ? ' · ' : null}
        {props.note}
      </div>
    </div>
  );
}

/** A bar drawn as SVG: widths as attributes pass a policy that forbids inline styles. */
export function ShareBar({
  share,
  targetShare,
  label,
}: {
  share: number;
  targetShare?: number | undefined;
  label: string;
}) {
  const percent = Math.max(0, Math.min(1, share)) * 100;
  // What is not nothing is seen: at least one hundredth of the bar.
  const width = share > 0 ? Math.max(1, percent) : 0;
  return (
    <svg class="bar" role="img" aria-label={label} width="100%" height="20">
      <rect class="bar__all" x="0" y="5" width="100%" height="10" rx="5" />
      <rect class="bar__share" x="0" y="5" width={`${round(width)}%`} height="10" rx={width < 2 ? 1 : 5} />
      {targetShare === undefined ? null : (
        <rect
          class="bar__target"
          x={`${round(Math.max(0, Math.min(0.993, targetShare)) * 100)}%`}
          y="0"
          width="2"
          height="20"
        />
      )}
    </svg>
  );
}

export interface CountFigure {
  readonly value: number | string;
  readonly label: string;
  readonly tone?: 'soon' | 'late' | undefined;
  readonly href?: string | undefined;
}

/** Small counts in a row, above a list of work. */
export function CountRow({ figures }: { figures: readonly CountFigure[] }) {
  const { language } = useFrame();
  return (
    <ul class="counts">
      {figures.map((figure) => {
        // Nothing late is no alarm.
        const tone = figure.value === 0 ? undefined : figure.tone;
        const value = typeof figure.value === 'number' ? formatNumber(figure.value, language) : figure.value;
        const body = (
          <>
            <b class={tone === undefined ? 'num' : `num is-${tone}`}>{value}</b> <span>{figure.label}</span>
          </>
        );
        return (
          <li key={figure.label}>
            {figure.href === undefined ? (
              <div class="ds-card">{body}</div>
            ) : (
              <a class="ds-card" href={figure.href}>
                {body}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const round = (value: number) => Math.round(value * 100) / 100;
