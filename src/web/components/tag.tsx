import type { ComponentChildren } from 'preact';

export type TagTone = 'ok' | 'soon' | 'late' | 'new' | 'neutral';

const colours: Record<TagTone, string> = {
  ok: 'success',
  soon: 'warning',
  late: 'danger',
  new: 'sea',
  neutral: 'neutral',
};

/** A short state in words on a colour: never the colour alone, so words are required. */
export function Tag({
  tone,
  title,
  children,
}: {
  tone?: TagTone | undefined;
  title?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <span class="ds-tag" data-color={colours[tone ?? 'neutral']} title={title}>
      {children}
    </span>
  );
}
