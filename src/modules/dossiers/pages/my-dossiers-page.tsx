import { fill, type Language } from '../../../platform/text.ts';
import { Alert, DataTable, type DataTableProps, EmptyState, Page, Tag } from '../../../web/index.ts';
import { citizenTexts } from './citizen-texts.ts';

export interface MyDossier {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly status: string;
  readonly filed: string;
  readonly yourTurn: boolean;
}

export function MyDossiersPage({
  language,
  rows,
  drafts,
  next,
}: {
  readonly language: Language;
  readonly rows: readonly MyDossier[];
  readonly drafts: number;
  readonly next: string | undefined;
}) {
  const t = citizenTexts(language);
  const columns: DataTableProps<MyDossier>['columns'] = [
    {
      key: 'name',
      label: t.dossier,
      heading: true,
      wide: true,
      cell: (row) => (
        <>
          <a href={`/ho-so/${row.code}`}>{row.name}</a>
          <br />
          <span class="muted">{row.code}</span>
        </>
      ),
    },
    {
      key: 'status',
      label: t.status,
      cell: (row) => <Tag tone={row.yourTurn ? 'soon' : 'new'}>{row.yourTurn ? t.yourTurn : row.status}</Tag>,
    },
    { key: 'filed', label: t.filed, cell: (row) => row.filed },
  ];
  return (
    <Page title={t.mine} section="/ho-so" noIndex helpHref="/huong-dan">
      <h1>{t.mine}</h1>
      {drafts === 0 ? null : (
        <Alert kind="info">
          <a href="/nop">{fill(t.drafts, { n: drafts })}</a>
        </Alert>
      )}
      <DataTable
        caption={t.mine}
        hideCaption
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState action={{ href: '/thu-tuc', label: t.findProcedure }}>{t.none}</EmptyState>}
      />
      {next === undefined ? null : (
        <p>
          <a href={next}>{t.older}</a>
        </p>
      )}
    </Page>
  );
}
