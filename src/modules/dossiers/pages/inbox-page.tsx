import type { Words } from '../../../platform/errors.ts';
import { fill, type Language, say } from '../../../platform/text.ts';
import { Alert, ChipLinks, type Column, CountRow, DataTable, EmptyState, Page, Tag } from '../../../web/index.ts';
import { ShareLine } from '../counter/pages/share-figure.tsx';
import type { OnlineShare } from '../counter/queries/online-share.ts';
import type { BoxCount, Inbox, InboxQuery, InboxRow } from '../queries/inbox.ts';
import type { BulkOutcome } from '../routes/act-on-many.ts';
import { boxNames, channelNames, dossierTexts, helperNames } from '../texts.ts';
import { BulkBar, type BulkBarProps } from './bulk-bar.tsx';
import { DossierCell } from './dossier-cell.tsx';
import { Due } from './due.tsx';
import { InboxSearch, inboxHref, isNarrowed } from './inbox-search.tsx';

export interface InboxPageProps {
  readonly language: Language;
  readonly csrf: string;
  readonly query: InboxQuery;
  readonly inbox: Inbox;
  readonly count: BoxCount;
  readonly share: OnlineShare;
  readonly now: Temporal.Instant;
  readonly person: string;
  readonly fieldNames: ReadonlyMap<string, Words>;
  /** What this officer may do here to several dossiers at once. */
  readonly bulk: Pick<BulkBarProps, 'act' | 'colleagues'> | undefined;
  /** What became of the dossiers that were just acted on together. */
  readonly outcome?: BulkOutcome | undefined;
}

/** A box of the office: most urgent first, by keyboard, in bulk; every row can be opened and acted on without script too. */
export function InboxPage(props: InboxPageProps) {
  const { language, query, inbox, count } = props;
  const t = dossierTexts(language);
  const title = say(boxNames[query.box], language);
  const pickable = new Set(props.bulk === undefined ? [] : inbox.rows.filter(isPickable).map((row) => row.id));
  const bulk = pickable.size === 0 ? undefined : props.bulk;
  const view = (change: Partial<InboxQuery>) => inboxHref({ ...query, after: undefined, ...change });
  return (
    <Page title={title} kind="officer" scripts={['inbox-keys.js']} helpHref="/mot-cua/huong-dan#ban-viec">
      <div class="workhead">
        <h1>{title}</h1>
        <span class="muted">{props.person}</span>
        <Keys language={language} bulk={bulk?.act} />
      </div>
      <Outcome {...props} />
      <CountRow
        figures={[
          { value: count.all, label: title.toLocaleLowerCase('vi') },
          { value: count.dueToday, label: t.dueToday, tone: 'soon' },
          { value: count.overdue, label: t.overdue, tone: 'late', href: view({ late: true, mine: false }) },
        ]}
      />
      <ShareLine share={props.share} />
      <ChipLinks
        label={t.whose}
        chips={[
          { href: view({ mine: true, late: false }), label: t.mine, count: count.mine, current: query.mine },
          {
            href: view({ mine: false, late: false }),
            label: t.all,
            count: count.all,
            current: !query.mine && query.late !== true,
          },
          {
            href: view({ mine: false, late: true }),
            label: t.lateOnly,
            count: count.overdue,
            current: query.late === true,
          },
        ]}
      />
      <InboxSearch language={language} query={query} fields={count.fields} fieldNames={props.fieldNames} />
      {bulk === undefined ? null : <BulkBar {...bulk} language={language} csrf={props.csrf} mine={query.mine} />}
      <DataTable
        caption={title}
        hideCaption
        keyboard
        columns={columnsOf(props, pickable)}
        rows={inbox.rows}
        rowKey={(row) => row.id}
        empty={<Nothing {...props} />}
      />
      {query.after === undefined && inbox.next === undefined ? null : (
        <nav class="actions" aria-label={t.pages}>
          {query.after === undefined ? null : <a href={view({})}>{t.firstPage}</a>}
          {inbox.next === undefined ? null : (
            <a class="ds-button" data-variant="secondary" href={view({ after: inbox.next })} rel="next">
              {t.next}
            </a>
          )}
        </nav>
      )}
    </Page>
  );
}

/** New dossiers can be taken in together, dossiers that were taken in can be passed on together. */
const isPickable = (row: InboxRow) => row.phase === 'filed' || row.phase === 'accepted';

/** Shown by the script that listens to them. */
function Keys({ language, bulk }: { language: Language; bulk: BulkBarProps['act'] | undefined }) {
  const t = dossierTexts(language);
  return (
    <span class="muted workhead__keys" data-keys hidden>
      <kbd>J</kbd> <kbd>K</kbd> {t.keys} · <kbd>Enter</kbd> {t.open}
      {bulk === undefined ? null : (
        <>
          {' '}
          · <kbd>X</kbd> {t.pick} · <kbd>T</kbd> {bulk === 'tiep-nhan' ? t.takeIn : t.passOn}
        </>
      )}{' '}
      · <kbd>/</kbd> {t.find}
    </span>
  );
}

function Outcome({ outcome, query, language }: InboxPageProps) {
  if (outcome === undefined) return null;
  const t = dossierTexts(language);
  const { count, failed } = outcome;
  if (count === 0 && failed.length === 0)
    return (
      <Alert kind="warning" live>
        {t.bulkNothing}
      </Alert>
    );
  return (
    <Alert kind={failed.length === 0 ? 'success' : 'warning'} live>
      {fill(query.box === 'cho-tiep-nhan' ? t.bulkDone : t.bulkPassed, { n: count })}
      {failed.length === 0 ? null : (
        <>
          {' '}
          {t.bulkFailed}{' '}
          {failed.map((code, index) => (
            <>
              {index === 0 ? '' : ', '}
              <a key={code} class="nowrap" href={`/mot-cua/ho-so/${code}`}>
                {code}
              </a>
            </>
          ))}
          .
        </>
      )}
    </Alert>
  );
}

/** Why the list is empty, and the one place where there is more. */
function Nothing({ query, count, language }: InboxPageProps) {
  const t = dossierTexts(language);
  const all = inboxHref({ box: query.box, mine: false, limit: query.limit });
  if (isNarrowed(query))
    return (
      <EmptyState title={t.noMatch} action={{ href: inboxHref({ ...query, ...unnarrowed }), label: t.removeFilters }}>
        {t.noMatchWhat}
      </EmptyState>
    );
  if (query.late === true) return <EmptyState title={t.noneLate} />;
  if (query.mine && count.all > 0)
    return (
      <EmptyState title={t.emptyMine} action={{ href: all, label: t.showAgency }}>
        {fill(t.agencyHas, { n: count.all })}
      </EmptyState>
    );
  return <EmptyState title={t.empty} />;
}

const unnarrowed = { search: undefined, field: undefined, channel: undefined, after: undefined } as const;

function columnsOf({ language, now, query }: InboxPageProps, pickable: ReadonlySet<string>): Column<InboxRow>[] {
  const t = dossierTexts(language);
  return [
    ...(pickable.size > 0
      ? [
          {
            key: 'pick',
            label: t.select,
            hideLabel: true,
            tight: true,
            cell: (row: InboxRow) =>
              pickable.has(row.id) ? (
                <input
                  type="checkbox"
                  form="bulk"
                  name="pick"
                  value={`${row.id}_${row.version}`}
                  aria-label={`${t.select} ${row.code}`}
                />
              ) : null,
          },
        ]
      : []),
    {
      key: 'due',
      label: t.due,
      cell: (row) => <Due due={row.due} deadline={row.nextDueAt} now={now} language={language} />,
    },
    {
      key: 'dossier',
      label: t.dossier,
      heading: true,
      wide: true,
      cell: (row) => (
        <DossierCell
          code={row.code}
          procedure={say(row.procedureName, language)}
          tag={row.synthetic ? t.sampleTag : undefined}
        />
      ),
    },
    { key: 'applicant', label: t.applicant, name: true, cell: (row) => row.applicantName ?? '–' },
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
    ...(query.mine
      ? []
      : [{ key: 'holder', label: t.holder, name: true, cell: (row: InboxRow) => row.holderName ?? '–' }]),
    { key: 'papers', label: t.papers, numeric: true, cell: (row) => row.paperCount },
  ];
}
