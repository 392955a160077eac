import type { Language } from '../../../../platform/text.ts';
import { LinkTabs, Tag } from '../../../../web/index.ts';
import type { ReportState } from '../model.ts';
import { reportTexts, stateNames } from '../texts.ts';

export function ReportTabs({ language, current }: { language: Language; current: 'mine' | 'check' }) {
  const t = reportTexts(language);
  return (
    <LinkTabs
      label={t.tabs}
      tabs={[
        { href: '/mot-cua/so-lieu', label: t.mine, current: current === 'mine' },
        { href: '/mot-cua/so-lieu/cho-kiem-tra', label: t.toCheck, current: current === 'check' },
      ]}
    />
  );
}

const tones = { declared: 'new', checked: 'new', approved: 'ok', 'sent-back': 'late' } as const;

export function StateTag({ language, state }: { language: Language; state: ReportState }) {
  return <Tag tone={tones[state]}>{stateNames[state][language]}</Tag>;
}
