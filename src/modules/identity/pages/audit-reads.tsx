import type { Id } from '../../../platform/ids.ts';
import { fill, formatDateTime, type Language } from '../../../platform/text.ts';
import { Button, Card, DataTable, EmptyState, Tag } from '../../../web/index.ts';
import type { AccessListing } from '../queries/audit.ts';
import { accountTexts } from './account-texts.ts';
import { adminTexts } from './admin-texts.ts';
import { AuditFrame, Older } from './audit-frame.tsx';
import { TextField } from './fields.tsx';

export function accessAuditPage(
  language: Language,
  props: {
    readonly rows: readonly AccessListing[];
    readonly codes: ReadonlyMap<Id<'dossier'>, string>;
    readonly officer: string;
    readonly code: string;
    /** Why the filter finds nothing. */
    readonly fault: string | undefined;
    readonly pageSize: number;
    readonly newest: boolean;
  },
) {
  const t = adminTexts(language);
  const acts: Readonly<Record<string, string>> = accountTexts(language);
  const vi = language === 'vi';
  return (
    <AuditFrame language={language} current="truy-cap">
      <form method="get" action="/kiem-toan/truy-cap" class="filterline">
        <TextField id="nguoi" label={t.who} value={props.officer} maxLength={80} />
        <TextField id="ma" label={t.code} value={props.code} maxLength={60} fault={props.fault} />
        <Button variant="secondary">{t.filter}</Button>
      </form>
      <Card plain>
        <DataTable
          caption={t.auditReads}
          hideCaption
          rows={props.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={props.officer === '' && props.code === '' ? t.nothing : t.nothingFits} />}
          columns={[
            {
              key: 'when',
              label: t.when,
              heading: true,
              cell: (row) => <span class="num">{formatDateTime(row.at, language)}</span>,
            },
            {
              key: 'who',
              label: t.who,
              name: true,
              cell: (row) => (
                <>
                  {row.officerName}
                  <br />
                  <span class="muted small">
                    {vi ? row.titleVi : row.titleEn}, {vi ? row.agencyVi : row.agencyEn}
                  </span>
                </>
              ),
            },
            {
              key: 'act',
              label: t.actPurpose,
              cell: (row) => (
                <>
                  {acts[row.act] ?? row.act} {row.breakGlass ? <Tag tone="soon">{t.breakGlass}</Tag> : null}
                  <br />
                  <span class="muted small">{vi ? row.purposeVi : row.purposeEn}</span>
                </>
              ),
            },
            {
              key: 'dossiers',
              label: t.dossiers,
              cell: (row) => (
                <Codes language={language} codes={row.dossierIds.map((id) => props.codes.get(id) ?? id)} />
              ),
            },
            { key: 'people', label: t.people, numeric: true, cell: (row) => row.personCount },
          ]}
        />
      </Card>
      <Older
        language={language}
        base="/kiem-toan/truy-cap"
        rows={props.rows}
        pageSize={props.pageSize}
        newest={props.newest}
        query={{
          ...(props.officer === '' ? {} : { nguoi: props.officer }),
          ...(props.code === '' ? {} : { ma: props.code }),
        }}
      />
    </AuditFrame>
  );
}

const shownCodes = 3;

/** A list may have shown a page of dossiers: the first few, the others folded. */
function Codes({ language, codes }: { language: Language; codes: readonly string[] }) {
  const t = adminTexts(language);
  const lines = (some: readonly string[]) =>
    some.map((code) => (
      <div class="num nowrap" key={code}>
        {code}
      </div>
    ));
  const folded = codes.slice(shownCodes);
  return (
    <>
      {lines(codes.slice(0, shownCodes))}
      {folded.length === 0 ? null : (
        <details>
          <summary>{fill(t.moreDossiers, { n: folded.length })}</summary>
          {lines(folded)}
        </details>
      )}
    </>
  );
}
