import type { ComponentChildren } from 'preact';
import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

export type StepState = 'done' | 'now' | 'next';

export interface Step {
  readonly title: string;
  readonly state: StepState;
  /** Beside the title: until when. */
  readonly tag?: ComponentChildren;
  /** Who, when, how. */
  readonly text?: ComponentChildren;
  readonly href?: string | undefined;
}

/** Where a thing is on its way. The state is said in words to screen readers and drawn as filled, ringed, empty. */
export function StepList({ steps }: { steps: readonly Step[] }) {
  const { language } = useFrame();
  const t = interfaceTexts(language);
  const words: Record<StepState, string> = { done: t.stepDone, now: t.stepNow, next: t.stepNext };
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li key={step.title} class={`steps__${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <div class="steps__title">
            <b>{step.href === undefined ? step.title : <a href={step.href}>{step.title}</a>}</b>
            <span class="ds-sr-only"> ({words[step.state]})</span> {step.tag}
          </div>
          {step.text === undefined ? null : <div class="muted small">{step.text}</div>}
        </li>
      ))}
    </ol>
  );
}

/** "Bước 2 trên 5" above a form, with a bar. */
export function StepProgress({ now, of, label }: { now: number; of: number; label: string }) {
  return (
    <div class="stepprogress">
      <p class="muted small num">{label}</p>
      <svg viewBox={`0 0 ${of} 1`} preserveAspectRatio="none" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <rect key={index} x={index + 0.02} width={0.96} height={1} class={index < now ? 'is-done' : 'is-next'} />
        ))}
      </svg>
    </div>
  );
}
