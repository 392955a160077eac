import { formatDate, type Language, type Words } from '../../../platform/text.ts';
import {
  Alert,
  Button,
  Card,
  CsrfField,
  DataTable,
  Details,
  EmptyState,
  ErrorSummary,
  LinkButton,
  Page,
  Stack,
  Tag,
} from '../../../web/index.ts';
import type { Agency } from '../../territory/index.ts';
import type { FieldName } from '../deps.ts';
import { type Delegation, delegationForms, isInForceOn, type Position } from '../model.ts';
import { adminTexts } from './admin-texts.ts';
import { namedFaults, nameFields, SelectField, TextField, WorkFields } from './fields.tsx';

export interface DelegationListProps {
  readonly fields: readonly FieldName[];
  readonly agencies: ReadonlyMap<string, Words>;
  readonly csrf: string;
  readonly delegations: readonly Delegation[];
  readonly today: Temporal.PlainDate;
  readonly saved: boolean;
  readonly problem: string | undefined;
}

export function delegationListPage(language: Language, props: DelegationListProps) {
  const t = adminTexts(language);
  return (
    <Page title={t.delegations} kind="officer" helpHref="/mot-cua/huong-dan#quan-tri">
      <Stack>
        <h1>{t.delegations}</h1>
        {props.saved ? (
          <Alert kind="success" live>
            {t.saved}
          </Alert>
        ) : null}
        {props.problem === undefined ? null : (
          <Alert kind="danger" live>
            {props.problem}
          </Alert>
        )}
        <p class="muted">{t.delegationsLead}</p>
        <p>
          <LinkButton href="/quan-tri/uy-quyen/moi">{t.newDelegation}</LinkButton>
        </p>
        <Card plain>
          <DataTable
            caption={t.delegations}
            hideCaption
            rows={props.delegations}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t.nothing} />}
            columns={[
              {
                key: 'number',
                label: `${t.number}, ${t.form.toLocaleLowerCase('vi')}`,
                heading: true,
                wide: true,
                cell: (row) => (
                  <>
                    {row.number}
                    <br />
                    <span class="muted small num">
                      {row.form} · {formatDate(row.documentDate, language)}
                    </span>
                    <br />
                    <span class="small">{props.agencies.get(row.agencyId)?.[language]}</span>
                  </>
                ),
              },
              {
                key: 'principal',
                label: t.principal,
                name: true,
                cell: (row) => `${row.principalName}, ${row.principalTitle[language]}`,
              },
              {
                key: 'deputy',
                label: t.deputy,
                name: true,
                cell: (row) => `${row.deputyName}, ${row.deputyTitle[language]}`,
              },
              {
                key: 'scope',
                label: t.scope,
                cell: (row) => (
                  <>
                    {[nameFields(row.fields, props.fields, language), ...row.procedures].filter(Boolean).join(', ') ||
                      t.everything}
                    <br />
                    <span class="muted small num">
                      {t.until}: {formatDate(row.validTo.subtract({ days: 1 }), language)}
                    </span>
                  </>
                ),
              },
              {
                key: 'state',
                label: t.state,
                cell: (row) => <State language={language} csrf={props.csrf} delegation={row} today={props.today} />,
              },
            ]}
          />
        </Card>
      </Stack>
    </Page>
  );
}

function State({
  language,
  csrf,
  delegation,
  today,
}: {
  language: Language;
  csrf: string;
  delegation: Delegation;
  today: Temporal.PlainDate;
}) {
  const t = adminTexts(language);
  if (delegation.revokedOn !== undefined)
    return <Tag>{t.revoked.replace('{date}', formatDate(delegation.revokedOn, language))}</Tag>;
  const over = Temporal.PlainDate.compare(delegation.validTo, today) <= 0;
  if (over) return <Tag>{t.over}</Tag>;
  return (
    <>
      <Tag tone={isInForceOn(delegation, today) ? 'ok' : 'soon'}>
        {isInForceOn(delegation, today)
          ? t.inForce
          : t.future.replace('{date}', formatDate(delegation.validFrom, language))}
      </Tag>
      <Details summary={t.revoke}>
        <form method="post" action={`/quan-tri/uy-quyen/${delegation.id}/thu-hoi`}>
          <CsrfField token={csrf} />
          <TextField id={`reason-${delegation.id}`} name="reason" label={t.revokeReason} required />
          <div class="actions">
            <Button variant="danger" small>
              {t.revoke}
            </Button>
          </div>
        </form>
      </Details>
    </>
  );
}

export interface DelegationFormProps {
  readonly fields: readonly FieldName[];
  readonly csrf: string;
  readonly agencies: readonly Agency[];
  readonly agency: Agency | undefined;
  readonly positions: readonly Position[];
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
}

export function delegationFormPage(language: Language, props: DelegationFormProps) {
  const t = adminTexts(language);
  return (
    <Page title={t.newDelegation} kind="officer" helpHref="/mot-cua/huong-dan#quan-tri">
      <Stack>
        <h1>{t.newDelegation}</h1>
        <ErrorSummary faults={namedFaults(props.faults, t)} />
        <Card>
          {props.agency === undefined ? (
            <AgencyStep language={language} {...props} />
          ) : (
            <DocumentStep language={language} {...props} agency={props.agency} />
          )}
        </Card>
      </Stack>
    </Page>
  );
}

/** A province has hundreds of positions: the agency comes first. */
function AgencyStep({ language, agencies }: DelegationFormProps & { language: Language }) {
  const t = adminTexts(language);
  return (
    <form method="get" action="/quan-tri/uy-quyen/moi">
      <SelectField
        id="co-quan"
        label={t.chooseAgency}
        options={[
          { value: '', label: '–' },
          ...agencies.map((agency) => ({ value: agency.key, label: agency.name[language] })),
        ]}
      />
      <div class="actions">
        <Button>{t.next}</Button>
      </div>
    </form>
  );
}

function DocumentStep({
  language,
  csrf,
  agency,
  positions,
  values,
  faults,
  fields,
}: DelegationFormProps & { language: Language; agency: Agency }) {
  const t = adminTexts(language);
  const people = [
    { value: '', label: '–' },
    ...positions.map((one) => ({ value: one.id as string, label: `${one.holderName}, ${one.title[language]}` })),
  ];
  return (
    <form method="post" action="/quan-tri/uy-quyen/moi" novalidate>
      <CsrfField token={csrf} />
      <input type="hidden" name="agency" value={agency.key} />
      <h2>{agency.name[language]}</h2>
      <TextField id="number" label={t.number} value={values['number']} fault={faults['number']} maxLength={60} />
      <TextField
        id="documentDate"
        label={t.documentDate}
        type="date"
        value={values['documentDate']}
        fault={faults['documentDate']}
      />
      <SelectField
        id="form"
        label={t.form}
        value={values['form']}
        fault={faults['form']}
        options={delegationForms.map((form) => ({ value: form, label: t[form] }))}
      />
      <SelectField
        id="principal"
        label={t.principal}
        value={values['principal']}
        fault={faults['principal']}
        options={people}
      />
      <SelectField id="deputy" label={t.deputy} value={values['deputy']} fault={faults['deputy']} options={people} />
      <WorkFields
        language={language}
        legend={t.fields}
        hint={t.fieldsHint}
        value={values['fields'] ?? ''}
        fault={faults['fields']}
        fields={fields}
      />
      <TextField
        id="procedures"
        label={t.procedures}
        hint={t.proceduresHint}
        value={values['procedures']}
        fault={faults['procedures']}
      />
      <TextField id="from" label={t.from} type="date" value={values['from']} fault={faults['from']} />
      <TextField id="until" label={t.until} type="date" value={values['until']} fault={faults['until']} />
      <div class="actions">
        <Button>{t.save}</Button>
      </div>
    </form>
  );
}
