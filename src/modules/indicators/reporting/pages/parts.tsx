import type { Language } from '../../../../platform/text.ts';
import { LinkTabs, Tag } from '../../../../web/index.ts';
import type { ReportState } from '../model.ts';
import { reportTexts, stateNames } from '../texts.ts';
import type { ReportsWaiting } from '../waiting.ts';

export interface ReportTabsProps {
  readonly language: Language;
  readonly current: 'mine' | 'check' | 'overdue';
  readonly waiting: ReportsWaiting;
}

export function ReportTabs({ language, current, waiting: { toReport, toCheck } }: ReportTabsProps) {
  const t = reportTexts(language);
  const tab = (key: ReportTabsProps['current'], href: string, label: string, count?: number) => ({
    href,
    label,
    current: current === key,
    count: count || undefined,
  });
  return (
    <LinkTabs
      label={t.tabs}
      tabs={[
        tab('mine', '/mot-cua/so-lieu', t.mine, toReport),
        tab('check', '/mot-cua/so-lieu/cho-kiem-tra', t.toCheck, toCheck),
        tab('overdue', '/mot-cua/so-lieu/qua-han', t.overdue),
      ]}
    />
  );
}

const tones = { declared: 'new', checked: 'new', approved: 'ok', 'sent-back': 'late' } as const;

export function StateTag({ language, state }: { language: Language; state: ReportState }) {
  return <Tag tone={tones[state]}>{stateNames[state][language]}</Tag>;
}
