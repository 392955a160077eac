import type { ComponentChildren } from 'preact';
import { formatDateTime, type Language, type Words } from '../../../platform/text.ts';
import {
  Button,
  Card,
  CsrfField,
  DataTable,
  EmptyState,
  LinkButton,
  LinkTabs,
  Page,
  Stack,
  Tag,
} from '../../../web/index.ts';
import type { AccessListing, SecurityListing } from '../queries/audit.ts';
import type { OpeningListing } from '../queries/openings.ts';
import { securityEventKinds, securityEventWords } from '../security-events.ts';
import { accountTexts } from './account-texts.ts';
import { adminTexts } from './admin-texts.ts';
import { isOpen } from './break-glass.tsx';
import { SelectField, TextField } from './fields.tsx';

function Frame({
  language,
  current,
  children,
}: {
  language: Language;
  current: 'truy-cap' | 'an-ninh' | 'mo-khan-cap';
  children: ComponentChildren;
}) {
  const t = adminTexts(language);
  const tabs = { 'truy-cap': t.auditReads, 'an-ninh': t.auditEvents, 'mo-khan-cap': t.auditOpenings };
  return (
    <Page title={tabs[current]} kind="officer" helpHref="/mot-cua/huong-dan#thanh-tra">
      <Stack>
        <h1>{tabs[current]}</h1>
        <LinkTabs
          label={t.audit}
          tabs={Object.entries(tabs).map(([key, label]) => ({
            href: `/kiem-toan/${key}`,
            label,
            current: key === current,
          }))}
        />
        <p class="muted">{t.auditLead}</p>
        {children}
      </Stack>
    </Page>
  );
}

/** Older pages begin before the last line shown: stable while new lines come in. */
function Older({
  language,
  base,
  rows,
  pageSize,
  newest,
  query,
}: {
  language: Language;
  base: string;
  rows: readonly { at: Temporal.Instant }[];
  pageSize: number;
  /** The newest are shown: no way back to them is needed. */
  newest: boolean;
  query?: Record<string, string>;
}) {
  const t = adminTexts(language);
  const last = rows.at(-1);
  return (
    <div class="actions">
      {last !== undefined && rows.length === pageSize ? (
        <LinkButton
          href={`${base}?${new URLSearchParams({ ...query, truoc: last.at.toString() })}`}
          variant="secondary"
        >
          {t.older}
        </LinkButton>
      ) : null}
      {newest ? null : <a href={base}>{t.newest}</a>}
    </div>
  );
}

export function accessAuditPage(
  language: Language,
  props: { readonly rows: readonly AccessListing[]; readonly pageSize: number; readonly newest: boolean },
) {
  const t = adminTexts(language);
  const acts: Readonly<Record<string, string>> = accountTexts(language);
  const vi = language === 'vi';
  return (
    <Frame language={language} current="truy-cap">
      <Card plain>
        <DataTable
          caption={t.auditReads}
          hideCaption
          rows={props.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t.nothing} />}
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
              cell: (row) => (
                <>
                  {row.officerName}
                  <br />
                  <span class="muted small">{vi ? row.titleVi : row.titleEn}</span>
                </>
              ),
            },
            { key: 'agency', label: t.agency, cell: (row) => (vi ? row.agencyVi : row.agencyEn) },
            {
              key: 'act',
              label: t.act,
              cell: (row) => (
                <>
                  {acts[row.act] ?? row.act} {row.breakGlass ? <Tag tone="soon">{t.breakGlass}</Tag> : null}
                </>
              ),
            },
            { key: 'purpose', label: t.purpose, cell: (row) => (vi ? row.purposeVi : row.purposeEn) },
            { key: 'dossiers', label: t.dossiers, numeric: true, cell: (row) => row.dossierCount },
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
      />
    </Frame>
  );
}

export function securityAuditPage(
  language: Language,
  props: {
    readonly rows: readonly SecurityListing[];
    readonly pageSize: number;
    readonly kind: string | undefined;
    readonly newest: boolean;
  },
) {
  const t = adminTexts(language);
  return (
    <Frame language={language} current="an-ninh">
      <form method="get" action="/kiem-toan/an-ninh" class="filterline">
        <SelectField
          id="loai"
          label={t.kind}
          value={props.kind ?? ''}
          options={[
            { value: '', label: t.allKinds },
            ...securityEventKinds.map((kind) => ({ value: kind, label: securityEventWords[kind][language] })),
          ]}
        />
        <Button variant="secondary">{t.filter}</Button>
      </form>
      <Card plain>
        <DataTable
          caption={t.auditEvents}
          hideCaption
          rows={props.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t.nothing} />}
          columns={[
            {
              key: 'when',
              label: t.when,
              heading: true,
              cell: (row) => <span class="num">{formatDateTime(row.at, language)}</span>,
            },
            {
              key: 'kind',
              label: t.kind,
              cell: (row) =>
                row.kind in securityEventWords
                  ? securityEventWords[row.kind as keyof typeof securityEventWords][language]
                  : row.kind,
            },
            {
              key: 'detail',
              label: t.detail,
              cell: (row) =>
                Object.entries(row.detail)
                  .map(([key, value]) => detailWords(key, String(value), language))
                  .join(' · '),
            },
            { key: 'address', label: t.address, cell: (row) => <code>{row.addressHash ?? ''}</code> },
          ]}
        />
      </Card>
      <Older
        language={language}
        base="/kiem-toan/an-ninh"
        rows={props.rows}
        pageSize={props.pageSize}
        newest={props.newest}
        query={props.kind === undefined ? {} : { loai: props.kind }}
      />
    </Frame>
  );
}

const detailNames: Readonly<Record<string, Words>> = {
  issuer: { vi: 'nơi xác thực', en: 'signed in by' },
  acr: { vi: 'mức xác thực', en: 'assurance' },
  reason: { vi: 'vì', en: 'because' },
  code: { vi: 'mã lỗi', en: 'error' },
  verdict: { vi: 'kết luận', en: 'verdict' },
  route: { vi: 'địa chỉ', en: 'address' },
  ground: { vi: 'căn cứ', en: 'ground' },
};
const detailValues: Readonly<Record<string, Words>> = {
  'issuer staff': { vi: 'tài khoản công vụ', en: 'official account' },
  'issuer vneid': { vi: 'VNeID', en: 'VNeID' },
  'acr cuaso:hai-yeu-to': { vi: 'hai yếu tố', en: 'two factors' },
  'acr vneid:muc-1': { vi: 'mức 01', en: 'level 01' },
  'acr vneid:muc-2': { vi: 'mức 02', en: 'level 02' },
};

/** What is known by its key in words; ids and whatever else is new stay as they are. */
function detailWords(key: string, value: string, language: Language): string {
  return `${detailNames[key]?.[language] ?? key}: ${detailValues[`${key} ${value}`]?.[language] ?? value}`;
}

export function openingsAuditPage(
  language: Language,
  props: { readonly csrf: string; readonly rows: readonly OpeningListing[]; readonly now: Temporal.Instant },
) {
  const t = adminTexts(language);
  return (
    <Frame language={language} current="mo-khan-cap">
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
            { key: 'code', label: t.code, cell: (row) => <span class="num">{row.dossierCode}</span> },
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
              cell: (row) => <Review language={language} csrf={props.csrf} row={row} />,
            },
          ]}
        />
      </Card>
    </Frame>
  );
}

function Review({ language, csrf, row }: { language: Language; csrf: string; row: OpeningListing }) {
  const t = adminTexts(language);
  if (row.reviewedAt !== null) {
    return (
      <>
        <Tag tone="ok">{t.reviewed.replace('{time}', formatDateTime(row.reviewedAt, language))}</Tag> {row.reviewNote}
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
