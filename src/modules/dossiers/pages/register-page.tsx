import { formatDateTime, type Language } from '../../../platform/text.ts';
import { ChipLinks, DataTable, EmptyState, Page, Pagination } from '../../../web/index.ts';
import type { RegisterBook, RegisterRow } from '../queries/register-books.ts';
import { registerTexts } from './register-texts.ts';

/** Entries on one page, as on the double page of a paper book that goes on. */
export const entriesPerPage = 100;

export interface RegisterPageProps {
  readonly language: Language;
  readonly agency: string;
  readonly books: readonly RegisterBook[];
  /** Which of them is open; none where there are none. */
  readonly open: RegisterBook | undefined;
  readonly page: number;
  readonly rows: readonly RegisterRow[];
}

/** The books of the office, one open: what was entered under which number, for whom. Prints as it stands. */
export function RegisterPage({ language, agency, books, open, page, rows }: RegisterPageProps) {
  const t = registerTexts(language);
  const years = [...new Set(books.map(({ year }) => year))];
  return (
    <Page title={t.title} kind="officer" helpHref="/mot-cua/huong-dan#ky" noIndex>
      <div class="workhead">
        <h1>{open === undefined ? t.title : `${open.book} ${open.year}`}</h1>
        <span class="muted">{agency}</span>
      </div>
      {open === undefined ? (
        <EmptyState title={t.none}>{t.noneWhy}</EmptyState>
      ) : (
        <>
          {years.length < 2 ? null : (
            <ChipLinks
              label={t.year}
              chips={years.map((year) => ({
                href: hrefOf(
                  books.find((one) => one.year === year && one.book === open.book) ??
                    (books.find((one) => one.year === year) as RegisterBook),
                ),
                label: String(year),
                current: year === open.year,
              }))}
            />
          )}
          <ChipLinks
            label={t.book}
            chips={books
              .filter(({ year }) => year === open.year)
              .map((one) => ({ href: hrefOf(one), label: one.book, count: one.last, current: one.book === open.book }))}
          />
          <DataTable
            caption={`${open.book} ${open.year}`}
            hideCaption
            rows={rows}
            rowKey={(row) => row.dossierId}
            empty={<EmptyState title={t.none} />}
            columns={[
              { key: 'number', label: t.number, tight: true, heading: true, cell: (row) => row.number },
              {
                key: 'date',
                label: t.date,
                cell: (row) => <span class="num">{formatDateTime(row.enteredAt, language)}</span>,
              },
              { key: 'person', label: t.person, name: true, cell: (row) => row.applicantName ?? t.erased },
              {
                key: 'code',
                label: t.code,
                cell: (row) => (
                  <a class="nowrap" href={`/mot-cua/ho-so/${row.code}`}>
                    {row.code}
                  </a>
                ),
              },
              {
                key: 'document',
                label: t.document,
                cell: (row) => row.documentNumber ?? <span class="muted">{t.notIssued}</span>,
              },
            ]}
          />
          <Pagination
            page={page}
            pageCount={Math.ceil(open.last / entriesPerPage)}
            hrefOf={(to) => hrefOf(open, to)}
            total={open.last}
            pageSize={entriesPerPage}
          />
          <p class="muted small">{t.what}</p>
        </>
      )}
    </Page>
  );
}

function hrefOf({ book, year }: RegisterBook, page?: number): string {
  const params = new URLSearchParams({ quyen: book, nam: String(year) });
  if (page !== undefined) params.set('trang', String(page));
  return `/mot-cua/so?${params}`;
}
