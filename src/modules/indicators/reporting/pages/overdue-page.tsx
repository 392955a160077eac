import { fill, type Language } from '../../../../platform/text.ts';
import { Card, DataTable, DateText, EmptyState, Page, Stack, Tag } from '../../../../web/index.ts';
import type { MissingReport } from '../missing.ts';
import { daysInWords, periodInWords } from '../model.ts';
import { reportTexts } from '../texts.ts';
import type { ReportsWaiting } from '../waiting.ts';
import { ReportTabs } from './parts.tsx';

export interface OverduePageProps {
  readonly language: Language;
  readonly today: Temporal.PlainDate;
  /** How many units stand below the agency. */
  readonly units: number;
  /** By due date, the oldest first. */
  readonly late: readonly MissingReport[];
  readonly waiting: ReportsWaiting;
}

/** Units below that should have reported and have not: one row for each unit and due date. */
export function OverduePage({ language, today, units, late, waiting }: OverduePageProps) {
  const t = reportTexts(language);
  const rows = [...Map.groupBy(late, ({ unit, duty }) => `${unit.id} ${duty.dueOn}`).values()].flatMap((reports) =>
    reports[0] === undefined ? [] : [{ ...reports[0], reports }],
  );
  return (
    <Page title={t.overdueTitle} kind="officer" helpHref="/mot-cua/huong-dan/kiem-tra-so-lieu">
      <Stack>
        <h1>{t.overdueTitle}</h1>
        <ReportTabs language={language} current="overdue" waiting={waiting} />
        {rows.length === 0 ? (
          <EmptyState title={units === 0 ? t.noneBelow : t.noneOverdue} />
        ) : (
          <>
            <p class="muted">
              {fill(t.overdueLead, { units: new Set(late.map(({ unit }) => unit.id)).size, all: units })}
            </p>
            <Card plain>
              <DataTable
                caption={t.overdueTitle}
                hideCaption
                rows={rows}
                rowKey={({ unit, duty }) => `${unit.id} ${duty.dueOn}`}
                columns={[
                  { key: 'unit', label: t.unit, heading: true, cell: ({ unit }) => unit.name[language] },
                  {
                    key: 'due',
                    label: t.due,
                    cell: ({ duty }) => (
                      <>
                        <DateText value={duty.dueOn} />{' '}
                        <Tag tone="late">{daysInWords(duty.dueOn, today, language)}</Tag>
                      </>
                    ),
                  },
                  {
                    key: 'figures',
                    label: t.missingFigures,
                    wide: true,
                    cell: ({ reports }) => (
                      <ul class="small">
                        {reports.map(({ duty: { definition, period } }) => (
                          <li key={definition.key}>
                            {definition.name[language]} <span class="muted">({periodInWords(period, language)})</span>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]}
              />
            </Card>
          </>
        )}
      </Stack>
    </Page>
  );
}
