import { formatDateTime, type Language } from '../../../platform/text.ts';
import { Button, Card, CsrfField, DataTable, EmptyState, Tag } from '../../../web/index.ts';
import type { OpeningListing } from '../queries/openings.ts';
import { adminTexts } from './admin-texts.ts';
import { AuditFrame } from './audit-frame.tsx';
import { isOpen } from './break-glass.tsx';
import { TextField } from './fields.tsx';

export function openingsAuditPage(
  language: Language,
  props: {
    readonly csrf: string;
    readonly rows: readonly OpeningListing[];
    readonly now: Temporal.Instant;
    /** Who looks: what they opened themselves is reviewed by another. */
    readonly reviewer: string;
  },
) {
  const t = adminTexts(language);
  return (
    <AuditFrame language={language} current="mo-khan-cap">
      <Card plain>
        <DataTable
          caption={t.auditOpenings}
          hideCaption
          rows={props.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t.noneOpened} />}
          columns={[
            {
              key: 'when',
              label: t.openedAt,
              heading: true,
              cell: (row) => <span class="num">{formatDateTime(row.openedAt, language)}</span>,
            },
            {
              key: 'who',
              label: t.who,
              cell: (row) => `${row.officerName}, ${language === 'vi' ? row.agencyVi : row.agencyEn}`,
            },
            { key: 'code', label: t.code, cell: (row) => <span class="num nowrap">{row.dossierCode}</span> },
            { key: 'ground', label: t.ground, cell: (row) => `${t[row.ground]}: ${row.reference}` },
            {
              key: 'ends',
              label: t.endsAt,
              cell: (row) => (
                <>
                  <span class="num">{formatDateTime(row.closedAt ?? row.endsAt, language)}</span>{' '}
                  {isOpen(row, props.now) ? <Tag tone="soon">{t.open}</Tag> : null}
                </>
              ),
            },
            {
              key: 'review',
              label: t.state,
              cell: (row) => (
                <Review language={language} csrf={props.csrf} row={row} own={row.officerId === props.reviewer} />
              ),
            },
          ]}
        />
      </Card>
    </AuditFrame>
  );
}

function Review({ language, csrf, row, own }: { language: Language; csrf: string; row: OpeningListing; own: boolean }) {
  const t = adminTexts(language);
  if (row.reviewedAt !== null) {
    return (
      <>
        <Tag tone="ok">{t.reviewed.replace('{time}', formatDateTime(row.reviewedAt, language))}</Tag> {row.reviewNote}
      </>
    );
  }
  if (own) {
    return (
      <>
        <Tag tone="soon">{t.waiting}</Tag> {t.ownOpening}
      </>
    );
  }
  return (
    <form method="post" action={`/kiem-toan/mo-khan-cap/${row.id}`}>
      <CsrfField token={csrf} />
      <Tag tone="soon">{t.waiting}</Tag>
      <TextField id={`note-${row.id}`} name="note" label={t.reviewNote} />
      <Button variant="secondary" small>
        {t.review}
      </Button>
    </form>
  );
}
