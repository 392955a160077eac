import { fill, type Language, say } from '../../../platform/text.ts';
import {
  Alert,
  Button,
  ChipLinks,
  type Column,
  CountRow,
  CsrfField,
  DataTable,
  EmptyState,
  Page,
  SearchBox,
  Tag,
} from '../../../web/index.ts';
import { ShareLine } from '../counter/pages/share-figure.tsx';
import type { OnlineShare } from '../counter/queries/online-share.ts';
import { dueTones, dueWords } from '../due-words.ts';
import type { Box, BoxCounts, Inbox, InboxQuery, InboxRow } from '../queries/inbox.ts';
import type { BulkOutcome } from '../routes/accept-many.ts';
import { boxNames, channelNames, dossierTexts, helperNames } from '../texts.ts';

export interface InboxPageProps {
  readonly language: Language;
  readonly csrf: string;
  readonly query: InboxQuery;
  readonly inbox: Inbox;
  readonly counts: BoxCounts;
  readonly share: OnlineShare;
  readonly now: Temporal.Instant;
  readonly person: string;
  readonly mayAccept: boolean;
  /** What became of the dossiers that were just taken in together. */
  readonly bulk?: BulkOutcome | undefined;
}

/** A box of the office: most urgent first, by keyboard, in bulk; every row can be opened and acted on without script too. */
export function InboxPage(props: InboxPageProps) {
  const { language, query, inbox, counts } = props;
  const t = dossierTexts(language);
  const title = say(boxNames[query.box], language);
  const bulk = query.box === 'cho-tiep-nhan' && props.mayAccept && inbox.rows.length > 0;
  return (
    <Page title={title} kind="officer" scripts={['inbox-keys.js']} helpHref="/mot-cua/huong-dan">
      <div class="workhead">
        <h1>{title}</h1>
        <span class="muted">{props.person}</span>
        <span class="muted workhead__keys">
          <kbd>J</kbd> <kbd>K</kbd> {t.keys} · <kbd>Enter</kbd> {t.open}
          {bulk ? (
            <>
              {' '}
              · <kbd>T</kbd> {t.takeIn}
            </>
          ) : null}{' '}
          · <kbd>/</kbd> {t.find}
        </span>
      </div>
      {props.bulk === undefined ? null : (
        <Alert kind={props.bulk.failed.length === 0 ? 'success' : 'warning'} live>
          {fill(t.bulkDone, {
            n: props.bulk.accepted,
            failed: props.bulk.failed.length === 0 ? '' : fill(t.bulkFailed, { codes: props.bulk.failed.join(', ') }),
          })}
        </Alert>
      )}
      <CountRow
        figures={[
          { value: counts.byBox[query.box], label: title.toLocaleLowerCase('vi') },
          { value: counts.dueToday, label: t.dueToday, tone: 'soon' },
          { value: counts.overdue, label: t.overdue, tone: 'late', href: hrefOf(query, { late: true, mine: false }) },
        ]}
      />
      <ShareLine share={props.share} />
      <ChipLinks
        label={title}
        chips={[
          { href: hrefOf(query, { mine: true, late: false }), label: t.mine, current: query.mine },
          {
            href: hrefOf(query, { mine: false, late: false }),
            label: t.all,
            current: !query.mine && query.late !== true,
          },
          { href: hrefOf(query, { mine: false, late: true }), label: t.lateOnly, current: query.late === true },
        ]}
      />
      <SearchBox
        action={`/mot-cua/${query.box}`}
        name="q"
        value={query.search}
        label={t.search}
        placeholder={t.searchHint}
        hotkey
        hidden={query.mine ? {} : { tat: '1' }}
      />
      {bulk ? (
        <form method="post" action="/mot-cua/hang-loat/tiep-nhan" id="bulk">
          <CsrfField token={props.csrf} />
          <Button small hotkey="t">
            {t.bulkAccept}
          </Button>
        </form>
      ) : null}
      <DataTable
        caption={title}
        hideCaption
        keyboard
        columns={columnsOf(props, bulk)}
        rows={inbox.rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState action={query.mine ? { href: hrefOf(query, { mine: false }), label: t.all } : undefined}>
            {query.mine ? t.emptyMine : t.empty}
          </EmptyState>
        }
      />
      {inbox.next === undefined ? null : (
        <p>
          <a href={`${hrefOf(query, {})}&sau=${encodeURIComponent(`${inbox.next.dueAt}_${inbox.next.id}`)}`}>
            {t.next}
          </a>
        </p>
      )}
    </Page>
  );
}

function columnsOf({ language, now }: InboxPageProps, bulk: boolean): Column<InboxRow>[] {
  const t = dossierTexts(language);
  return [
    ...(bulk
      ? [
          {
            key: 'pick',
            label: t.select,
            hideLabel: true,
            tight: true,
            cell: (row: InboxRow) => (
              <input
                type="checkbox"
                form="bulk"
                name="pick"
                value={`${row.id}_${row.version}`}
                aria-label={`${t.select} ${row.code}`}
              />
            ),
          },
        ]
      : []),
    {
      key: 'due',
      label: t.due,
      cell: (row) => <Tag tone={dueTones[row.due]}>{dueWords(row.due, row.nextDueAt, now, language)}</Tag>,
    },
    {
      key: 'dossier',
      label: t.dossier,
      heading: true,
      wide: true,
      cell: (row) => (
        <>
          <a href={`/mot-cua/ho-so/${row.code}`}>{row.code}</a>
          {row.synthetic ? (
            <>
              {' '}
              <Tag>{t.sampleTag}</Tag>
            </>
          ) : null}
          <br />
          {say(row.procedureName, language)}
        </>
      ),
    },
    { key: 'applicant', label: t.applicant, cell: (row) => row.applicantName ?? '–' },
    {
      key: 'channel',
      label: t.channel,
      cell: (row) => (
        <>
          {say(channelNames[row.channel], language)}
          {row.helper === 'nobody' ? null : (
            <>
              <br />
              <span class="muted">{say(helperNames[row.helper], language)}</span>
            </>
          )}
        </>
      ),
    },
    { key: 'holder', label: t.holder, cell: (row) => row.holderName ?? '–' },
    { key: 'papers', label: t.papers, numeric: true, cell: (row) => row.paperCount },
  ];
}

function hrefOf(query: InboxQuery, change: Partial<InboxQuery>): string {
  const next = { ...query, ...change };
  const params = new URLSearchParams();
  if (!next.mine) params.set('tat', '1');
  if (next.late === true) params.set('qua-han', '1');
  if (next.search !== undefined && next.search !== '') params.set('q', next.search);
  return `/mot-cua/${next.box}?${params}`;
}

export interface SearchPageProps {
  readonly language: Language;
  readonly text: string;
  readonly rows: readonly {
    readonly id: string;
    readonly code: string;
    readonly applicantName: string | undefined;
    readonly status: string;
    readonly filed: string;
  }[];
}

/** Finds open and finished dossiers of the agency. */
export function SearchPage({ language, text, rows }: SearchPageProps) {
  const t = dossierTexts(language);
  return (
    <Page title={t.searchAll} kind="officer" scripts={['inbox-keys.js']}>
      <h1>{t.searchAll}</h1>
      <SearchBox action="/mot-cua/tim" name="q" value={text} label={t.searchAll} placeholder={t.searchHint} hotkey />
      {text === '' ? null : (
        <DataTable
          caption={fill(t.searchAll, {})}
          hideCaption
          keyboard
          columns={[
            {
              key: 'code',
              label: t.dossier,
              heading: true,
              cell: (row) => <a href={`/mot-cua/ho-so/${row.code}`}>{row.code}</a>,
            },
            { key: 'applicant', label: t.applicant, cell: (row) => row.applicantName ?? '–' },
            { key: 'status', label: t.result, cell: (row) => row.status },
            { key: 'filed', label: t.received, cell: (row) => row.filed },
          ]}
          rows={rows}
          rowKey={(row) => row.id}
          empty={<EmptyState>{t.notFound}</EmptyState>}
        />
      )}
    </Page>
  );
}
