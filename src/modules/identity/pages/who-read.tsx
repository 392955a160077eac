import { formatDateTime, type Language } from '../../../platform/text.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  CsrfField,
  DataTable,
  EmptyState,
  Page,
  Pagination,
  Stack,
  Tag,
} from '../../../web/index.ts';
import type { OpeningOfMine, ReadOfMe } from '../queries/reads-of-me.ts';
import { accountTexts } from './account-texts.ts';

export interface WhoReadPageProps {
  readonly csrf: string;
  readonly reads: readonly ReadOfMe[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly openings: readonly OpeningOfMine[];
}

export function whoReadPage(language: Language, props: WhoReadPageProps) {
  const t = accountTexts(language);
  const actWords: Readonly<Record<string, string>> = t;
  return (
    <Page title={t.whoRead} section="/tai-khoan" noIndex>
      <Stack>
        <Breadcrumbs items={[{ label: t.title, href: '/tai-khoan' }, { label: t.whoRead }]} />
        <h1>{t.whoRead}</h1>
        <p>{t.whoReadLead}</p>
        <Card plain>
          <DataTable
            caption={t.whoRead}
            hideCaption
            rows={props.reads}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t.nobody}>{t.nobodyText}</EmptyState>}
            columns={[
              {
                key: 'when',
                label: t.when,
                heading: true,
                cell: (row) => <span class="num">{formatDateTime(row.at, language)}</span>,
              },
              { key: 'agency', label: t.agency, cell: (row) => row.agency[language] },
              {
                key: 'what',
                label: t.what,
                cell: (row) => (
                  <>
                    {actWords[row.act] ?? row.act} {row.breakGlass ? <Tag tone="soon">{t.breakGlass}</Tag> : null}
                  </>
                ),
              },
              { key: 'why', label: t.why, cell: (row) => row.purpose[language] },
              {
                key: 'who',
                label: t.who,
                cell: (row) => <Reader language={language} csrf={props.csrf} read={row} page={props.page} />,
              },
            ]}
          />
        </Card>
        <Pagination
          page={props.page}
          pageCount={Math.ceil(props.total / props.pageSize)}
          total={props.total}
          pageSize={props.pageSize}
          hrefOf={(page) => `/tai-khoan/ai-xem?trang=${page}`}
        />
        {props.openings.length === 0 ? null : <Openings language={language} openings={props.openings} />}
        <p class="muted">{t.complain}</p>
      </Stack>
    </Page>
  );
}

function Reader({ language, csrf, read, page }: { language: Language; csrf: string; read: ReadOfMe; page: number }) {
  const t = accountTexts(language);
  if (read.officer !== undefined) {
    return (
      <>
        {read.officer.name}
        <br />
        <span class="muted small">{read.officer.title[language]}</span>
      </>
    );
  }
  return (
    <form method="post" action={`/tai-khoan/ai-xem/${read.id}/ten`}>
      <CsrfField token={csrf} />
      <input type="hidden" name="trang" value={String(page)} />
      <Button variant="secondary" small>
        <span aria-hidden="true">{t.askName}</span>
        <span class="ds-sr-only">
          {t.askNameOf.replace('{agency}', read.agency[language]).replace('{time}', formatDateTime(read.at, language))}
        </span>
      </Button>
    </form>
  );
}

function Openings({ language, openings }: { language: Language; openings: readonly OpeningOfMine[] }) {
  const t = accountTexts(language);
  return (
    <Card title={t.openings} id="mo-khan-cap">
      <p class="muted">{t.openingsLead}</p>
      <DataTable
        caption={t.openings}
        hideCaption
        rows={openings}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'when',
            label: t.when,
            heading: true,
            cell: (row) => <span class="num">{formatDateTime(row.openedAt, language)}</span>,
          },
          {
            key: 'until',
            label: t.until,
            cell: (row) => <span class="num">{formatDateTime(row.endsAt, language)}</span>,
          },
          { key: 'agency', label: t.agency, cell: (row) => row.agency[language] },
          { key: 'ground', label: t.ground, cell: (row) => t[row.ground] },
          { key: 'reference', label: t.reference, cell: (row) => row.reference },
          {
            key: 'review',
            label: '',
            hideLabel: true,
            cell: (row) => (
              <Tag tone={row.reviewed ? 'ok' : 'neutral'}>{row.reviewed ? t.reviewed : t.notReviewed}</Tag>
            ),
          },
        ]}
      />
    </Card>
  );
}
