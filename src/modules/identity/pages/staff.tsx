import { type StaffRole, staffRoles } from '../../../platform/actor.ts';
import { fill, formatDate, formatNumber, type Language } from '../../../platform/text.ts';
import { ShortChoice } from '../../../web/form/index.ts';
import {
  Alert,
  Button,
  Card,
  CsrfField,
  DataTable,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  LinkButton,
  Page,
  Pagination,
  Stack,
  Tag,
} from '../../../web/index.ts';
import type { Agency } from '../../territory/index.ts';
import type { FieldName } from '../deps.ts';
import { roleNames } from '../guards.ts';
import { type Delegation, isHeldOn, type Position } from '../model.ts';
import { adminTexts } from './admin-texts.ts';
import { namedFaults, nameFields, SelectField, TextField, WorkFields } from './fields.tsx';

export interface StaffListProps {
  readonly fields: readonly FieldName[];
  readonly positions: readonly Position[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly search: string;
  readonly agencyKey: string;
  readonly agencies: readonly Agency[];
  readonly today: Temporal.PlainDate;
  readonly saved: boolean;
}

export function staffListPage(language: Language, props: StaffListProps) {
  const t = adminTexts(language);
  const query = (page: number) =>
    `/quan-tri/nhan-su?${new URLSearchParams({ tim: props.search, 'co-quan': props.agencyKey, trang: String(page) })}`;
  return (
    <Page title={t.staff} kind="officer" helpHref="/mot-cua/huong-dan#quan-tri">
      <Stack>
        <h1>{t.staff}</h1>
        {props.saved ? (
          <Alert kind="success" live>
            {t.saved}
          </Alert>
        ) : null}
        <p class="muted">{t.staffLead}</p>
        <p>
          <LinkButton href="/quan-tri/nhan-su/moi">{t.newOfficer}</LinkButton>
        </p>
        <form method="get" action="/quan-tri/nhan-su" class="filterline">
          <TextField id="tim" label={t.search} value={props.search} maxLength={80} />
          <SelectField
            id="co-quan"
            label={t.agency}
            value={props.agencyKey}
            options={[
              { value: '', label: t.allAgencies },
              ...props.agencies.map((agency) => ({ value: agency.key, label: agency.name[language] })),
            ]}
          />
          <Button variant="secondary">{t.filter}</Button>
        </form>
        <Card plain>
          <DataTable
            caption={t.staff}
            hideCaption
            rows={props.positions}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t.nobody}>{t.nobodyText}</EmptyState>}
            columns={[
              {
                key: 'name',
                label: t.name,
                heading: true,
                cell: (row) => <a href={`/quan-tri/nhan-su/${row.id}`}>{row.holderName}</a>,
              },
              { key: 'title', label: t.title, cell: (row) => row.title[language] },
              { key: 'agency', label: t.agency, cell: (row) => row.agencyName[language] },
              {
                key: 'roles',
                label: t.roles,
                cell: (row) => row.roles.map((role) => roleNames[role][language]).join(', '),
              },
              {
                key: 'fields',
                label: t.fields,
                cell: (row) => (row.fields.length === 0 ? t.every : nameFields(row.fields, props.fields, language)),
              },
              {
                key: 'state',
                label: t.state,
                cell: (row) => <HeldTag language={language} position={row} today={props.today} />,
              },
            ]}
          />
        </Card>
        <Pagination
          page={props.page}
          pageCount={Math.ceil(props.total / props.pageSize)}
          total={props.total}
          pageSize={props.pageSize}
          hrefOf={query}
        />
      </Stack>
    </Page>
  );
}

function HeldTag({ language, position, today }: { language: Language; position: Position; today: Temporal.PlainDate }) {
  const t = adminTexts(language);
  if (isHeldOn(position, today)) return <Tag tone="ok">{t.inOffice}</Tag>;
  const started = Temporal.PlainDate.compare(position.validFrom, today) <= 0;
  const date = formatDate(started ? (position.validTo ?? today) : position.validFrom, language);
  return <Tag tone={started ? 'neutral' : 'soon'}>{(started ? t.left : t.future).replace('{date}', date)}</Tag>;
}

export interface JoinerPageProps {
  readonly fields: readonly FieldName[];
  readonly csrf: string;
  /** Set for a further position of somebody known. */
  readonly known: Position | undefined;
  readonly agencies: readonly Agency[];
  readonly values: Readonly<Record<string, string>>;
  readonly roles: readonly string[];
  readonly faults: Readonly<Record<string, string>>;
}

export function joinerPage(language: Language, props: JoinerPageProps) {
  const t = adminTexts(language);
  const title = props.known === undefined ? t.joiner : t.furtherPosition.replace('{name}', props.known.holderName);
  return (
    <Page title={title} kind="officer" helpHref="/mot-cua/huong-dan#quan-tri">
      <Stack>
        <h1>{title}</h1>
        <ErrorSummary faults={namedFaults(props.faults, t)} />
        <Card>
          <form method="post" action="/quan-tri/nhan-su/moi" novalidate>
            <CsrfField token={props.csrf} />
            {props.known === undefined ? (
              <>
                <p class="muted">{t.joinerLead}</p>
                <TextField
                  id="name"
                  label={t.name}
                  value={props.values['name']}
                  fault={props.faults['name']}
                  maxLength={100}
                />
              </>
            ) : (
              <input type="hidden" name="position" value={props.known.id} />
            )}
            <SelectField
              id="agency"
              label={t.agency}
              value={props.values['agency']}
              fault={props.faults['agency']}
              options={[
                { value: '', label: '–' },
                ...props.agencies.map((agency) => ({ value: agency.key, label: agency.name[language] })),
              ]}
            />
            <TextField
              id="titleVi"
              label={t.titleVi}
              value={props.values['titleVi']}
              fault={props.faults['titleVi']}
              maxLength={100}
            />
            <TextField
              id="titleEn"
              label={t.titleEn}
              value={props.values['titleEn']}
              fault={props.faults['titleEn']}
              maxLength={100}
            />
            <ShortChoice
              id="roles"
              name="roles"
              label={t.roles}
              several
              values={props.roles}
              fault={props.faults['roles']}
              options={staffRoles.map((role) => [role, roleNames[role][language]] as const)}
            />
            <WorkFields
              language={language}
              legend={t.fields}
              hint={t.fieldsHint}
              value={props.values['fields'] ?? ''}
              fault={props.faults['fields']}
              fields={props.fields}
            />
            <TextField id="from" label={t.from} type="date" value={props.values['from']} fault={props.faults['from']} />
            <div class="actions">
              <Button>{t.save}</Button>
            </div>
          </form>
        </Card>
      </Stack>
    </Page>
  );
}

export interface OfficerPageProps {
  readonly fields: readonly FieldName[];
  readonly csrf: string;
  readonly position: Position;
  readonly delegations: readonly Delegation[];
  /** Open dossiers that wait for this position. */
  readonly held: number;
  /** Roles in which nobody would follow. */
  readonly sole: readonly StaffRole[];
  readonly today: Temporal.PlainDate;
  /** The day in the form. */
  readonly leaving: Temporal.PlainDate;
  readonly problem: string | undefined;
}

export function officerPage(language: Language, props: OfficerPageProps) {
  const t = adminTexts(language);
  const { position } = props;
  return (
    <Page title={position.holderName} kind="officer" helpHref="/mot-cua/huong-dan#quan-tri">
      <Stack>
        <h1>{position.holderName}</h1>
        {props.problem === undefined ? null : (
          <Alert kind="danger" live>
            {props.problem}
          </Alert>
        )}
        <Card>
          <DescriptionList
            items={[
              { term: t.title, value: position.title[language] },
              { term: t.agency, value: position.agencyName[language] },
              { term: t.roles, value: position.roles.map((role) => roleNames[role][language]).join(', ') },
              {
                term: t.fields,
                value: position.fields.length === 0 ? t.every : nameFields(position.fields, props.fields, language),
              },
              { term: t.from, value: formatDate(position.validFrom, language) },
              { term: t.state, value: <HeldTag language={language} position={position} today={props.today} /> },
              { term: t.heldDossiers, value: formatNumber(props.held, language) },
              ...(props.delegations.length === 0
                ? []
                : [
                    {
                      term: t.delegationsHere,
                      value: props.delegations
                        .map((one) => `${one.form} ${one.principalName} → ${one.deputyName} (${one.number})`)
                        .join('; '),
                    },
                  ]),
            ]}
          />
          <p>
            <LinkButton href={`/quan-tri/nhan-su/moi?vi-tri=${position.id}`} variant="secondary">
              {t.addPosition}
            </LinkButton>
          </p>
        </Card>
        {position.validTo !== undefined ? null : (
          <Card title={t.leaver} id="thoi">
            <p>{t.leaverLead}</p>
            {props.sole.length === 0 ? null : (
              <Alert
                kind="warning"
                title={t.soleHolder.replace('{roles}', props.sole.map((role) => roleNames[role][language]).join(', '))}
              >
                <p>{t.soleHolderText}</p>
                <p>
                  <a href="/quan-tri/nhan-su/moi">{t.joiner}</a>
                </p>
              </Alert>
            )}
            {props.held === 0 ? null : (
              <p>
                <b>{fill(t.leaverHolds, { n: props.held })}</b>
              </p>
            )}
            <form method="post" action={`/quan-tri/nhan-su/${position.id}/thoi`}>
              <CsrfField token={props.csrf} />
              <TextField id="on" label={t.leaverDay} type="date" value={props.leaving.toString()} required />
              <div class="actions">
                <Button variant="danger" confirm={t.endSure}>
                  {t.end}
                </Button>
              </div>
            </form>
          </Card>
        )}
      </Stack>
    </Page>
  );
}
