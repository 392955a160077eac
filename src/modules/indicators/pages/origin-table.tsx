import { fill, formatNumber, formatPercent, say } from '../../../platform/text.ts';
import { DataTable, Tag, useLanguage } from '../../../web/index.ts';
import type { Edition, Origin } from '../editions/model.ts';
import { originsOf } from '../editions/origins.ts';

const words = {
  vi: {
    title: 'Số liệu lấy từ đâu',
    lead: '{measured} trên {all} chỉ số thành phần ({share}) được đếm thẳng từ việc làm trên hệ thống, không ai phải báo cáo.',
    origin: 'Nguồn',
    components: 'Chỉ số thành phần',
    points: 'Điểm tối đa',
    placeholder: 'điểm tạm',
    unknown: 'chưa biết',
  },
  en: {
    title: 'Where the figures come from',
    lead: '{measured} of {all} components ({share}) are counted from work done on the platform; nobody has to report them.',
    origin: 'Source',
    components: 'Components',
    points: 'Full points',
    placeholder: 'placeholder',
    unknown: 'not known',
  },
} as const;

const names: Readonly<Record<Origin, { readonly vi: string; readonly en: string }>> = {
  operations: { vi: 'Hệ thống tự đếm', en: 'Counted by the platform' },
  reported: { vi: 'Cơ quan báo cáo', en: 'Reported by agencies' },
  survey: { vi: 'Hỏi ý kiến người dân', en: 'Asked of people' },
  outside: { vi: 'Nguồn bên ngoài, theo văn bản', en: 'Kept by others, as the document says' },
  none: { vi: 'Chưa ai cung cấp, hoặc chưa biết nội dung', en: 'Given by nobody so far, or not known' },
};

/** How many components of an edition, and how many points, are counted, reported, asked or missing. */
export function OriginTable({ edition }: { edition: Edition }) {
  const language = useLanguage();
  const t = words[language];
  const rows = originsOf(edition);
  const all = rows.reduce((sum, { components }) => sum + components, 0);
  const measured = rows.find(({ origin }) => origin === 'operations')?.components ?? 0;
  if (all === 0) return null;
  return (
    <>
      <h2>{t.title}</h2>
      <p class="muted small">{fill(t.lead, { measured, all, share: formatPercent(measured / all, language) })}</p>
      <DataTable
        caption={t.title}
        hideCaption
        rows={rows.filter(({ components }) => components > 0)}
        rowKey={({ origin }) => origin}
        columns={[
          { key: 'origin', label: t.origin, heading: true, cell: ({ origin }) => say(names[origin], language) },
          {
            key: 'components',
            label: t.components,
            numeric: true,
            cell: ({ components }) => formatNumber(components, language),
          },
          {
            key: 'points',
            label: t.points,
            numeric: true,
            cell: ({ points, placeholder }) => (
              <>
                {points === undefined ? t.unknown : formatNumber(points, language, 2)}{' '}
                {placeholder ? <Tag tone="soon">{t.placeholder}</Tag> : null}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
