import { fill, formatDateTime, type Language } from '../../../platform/text.ts';
import {
  Alert,
  Button,
  Card,
  CsrfField,
  DataTable,
  EmptyState,
  ErrorSummary,
  Page,
  Stack,
  Tag,
} from '../../../web/index.ts';
import { breakGlassGrounds } from '../model.ts';
import type { OpeningListing } from '../queries/openings.ts';
import { adminTexts } from './admin-texts.ts';
import { namedFaults, SelectField, TextField } from './fields.tsx';

export const openingHours = [1, 2, 4, 8, 24] as const;

export interface BreakGlassPageProps {
  readonly csrf: string;
  readonly mayOpen: boolean;
  readonly openings: readonly OpeningListing[];
  readonly now: Temporal.Instant;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
}

export function breakGlassPage(language: Language, props: BreakGlassPageProps) {
  const t = adminTexts(language);
  return (
    <Page title={t.breakGlass} kind="officer" helpHref="/mot-cua/huong-dan#mo-khan-cap">
      <Stack>
        <h1>{t.breakGlass}</h1>
        <p class="muted">{t.breakGlassLead}</p>
        <ErrorSummary faults={namedFaults(props.faults, t)} />
        {props.mayOpen ? <OpenForm language={language} {...props} /> : <Alert>{t.notAllowed}</Alert>}
        <Card title={t.mine} id="da-mo" plain={props.openings.length > 0}>
          <DataTable
            caption={t.mine}
            hideCaption
            rows={props.openings}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t.noneOpened} />}
            columns={[
              {
                key: 'code',
                label: t.code,
                heading: true,
                cell: (row) => <span class="num nowrap">{row.dossierCode}</span>,
              },
              { key: 'ground', label: t.ground, cell: (row) => `${t[row.ground]}: ${row.reference}` },
              {
                key: 'opened',
                label: t.openedAt,
                cell: (row) => <span class="num">{formatDateTime(row.openedAt, language)}</span>,
              },
              {
                key: 'ends',
                label: t.endsAt,
                cell: (row) => <span class="num">{formatDateTime(row.closedAt ?? row.endsAt, language)}</span>,
              },
              {
                key: 'state',
                label: t.state,
                cell: (row) => <OpeningState language={language} csrf={props.csrf} opening={row} now={props.now} />,
              },
            ]}
          />
        </Card>
      </Stack>
    </Page>
  );
}

function OpenForm({ language, csrf, values, faults }: BreakGlassPageProps & { language: Language }) {
  const t = adminTexts(language);
  return (
    <Card>
      <form method="post" action="/quan-tri/mo-khan-cap" novalidate>
        <CsrfField token={csrf} />
        <TextField id="code" label={t.code} value={values['code']} fault={faults['code']} maxLength={60} />
        <SelectField
          id="ground"
          label={t.ground}
          value={values['ground']}
          fault={faults['ground']}
          options={breakGlassGrounds.map((ground) => ({ value: ground, label: t[ground] }))}
        />
        <TextField id="reference" label={t.reference} value={values['reference']} fault={faults['reference']} />
        <SelectField
          id="hours"
          label={t.hours}
          value={values['hours'] ?? '2'}
          options={openingHours.map((hours) => ({ value: String(hours), label: fill(t.hour, { n: hours }) }))}
        />
        <div class="actions">
          <Button>{t.openIt}</Button>
        </div>
      </form>
    </Card>
  );
}

export function isOpen(opening: OpeningListing, now: Temporal.Instant): boolean {
  return opening.closedAt === null && Temporal.Instant.compare(now, opening.endsAt) < 0;
}

function OpeningState({
  language,
  csrf,
  opening,
  now,
}: {
  language: Language;
  csrf: string;
  opening: OpeningListing;
  now: Temporal.Instant;
}) {
  const t = adminTexts(language);
  if (!isOpen(opening, now)) return <Tag>{t.closed}</Tag>;
  return (
    <>
      <Tag tone="soon">{t.open}</Tag>
      <p>
        <a href={`/mot-cua/ho-so/${opening.dossierId}`}>{t.read}</a>
      </p>
      <form method="post" action={`/quan-tri/mo-khan-cap/${opening.id}/dong`}>
        <CsrfField token={csrf} />
        <Button variant="secondary" small>
          {t.close}
        </Button>
      </form>
    </>
  );
}
