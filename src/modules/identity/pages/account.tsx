import { formatDate, type Language } from '../../../platform/text.ts';
import {
  Alert,
  Button,
  Card,
  CsrfField,
  DescriptionList,
  ErrorSummary,
  LinkCard,
  Page,
  Stack,
  Tag,
} from '../../../web/index.ts';
import { formatBirth, type Organisation, type PersonFacts } from '../model.ts';
import type { SessionListing } from '../sessions.ts';
import { accountTexts } from './account-texts.ts';
import { TextField } from './fields.tsx';
import { SessionsCard } from './sessions-card.tsx';

export interface AccountPageProps {
  readonly csrf: string;
  readonly person: PersonFacts;
  readonly residence: string | undefined;
  readonly assuranceLevel: 1 | 2;
  readonly wards: readonly { readonly name: string; readonly ground: string }[];
  readonly organisations: readonly Organisation[];
  readonly organisationId: string | undefined;
  readonly sessions: readonly SessionListing[];
  readonly currentSessionId: string;
  readonly saved: boolean;
  readonly contact: { readonly phone: string; readonly email: string };
  readonly faults: Readonly<Partial<Record<'phone' | 'email', string>>>;
}

export function accountPage(language: Language, props: AccountPageProps) {
  const t = accountTexts(language);
  return (
    <Page title={t.title} section="/tai-khoan" noIndex>
      <Stack>
        <h1>{t.title}</h1>
        {props.saved ? (
          <Alert kind="success" live>
            {t.saved}
          </Alert>
        ) : null}
        <ErrorSummary faults={Object.entries(props.faults).map(([fieldId, text]) => ({ fieldId, text }))} />
        <LinkCard href="/tai-khoan/ai-xem" title={t.whoRead} text={t.whoReadText} />
        <AboutMe language={language} {...props} />
        {props.organisations.length === 0 ? null : <ActFor language={language} {...props} />}
        <Contact language={language} {...props} />
        <SessionsCard
          language={language}
          csrf={props.csrf}
          sessions={props.sessions}
          currentId={props.currentSessionId}
          idleMinutes={30}
        />
      </Stack>
    </Page>
  );
}

type Part = AccountPageProps & { readonly language: Language };

function AboutMe({ language, person, residence, assuranceLevel, wards }: Part) {
  const t = accountTexts(language);
  const papers = person.documents.map((document) => `${t[document.kind]} ${document.number}`).join('; ');
  return (
    <Card title={t.aboutMe} id="thong-tin">
      <DescriptionList
        items={[
          { term: t.name, value: person.fullName },
          { term: t.birth, value: <span class="num">{formatBirth(person)}</span> },
          { term: t.papers, value: papers === '' ? t.nothing : <span class="num">{papers}</span> },
          { term: t.address, value: [person.address, residence].filter(Boolean).join(', ') || t.nothing },
          { term: t.level, value: `0${assuranceLevel}` },
          ...(wards.length === 0
            ? []
            : [{ term: t.wards, value: wards.map((ward) => `${ward.name} (${ward.ground})`).join('; ') }]),
        ]}
      />
      {assuranceLevel === 1 ? <p class="muted">{t.levelHint}</p> : null}
      <p class="muted small">{t.source}</p>
    </Card>
  );
}

function ActFor({ language, csrf, organisations, organisationId }: Part) {
  const t = accountTexts(language);
  const choices = [
    { id: '', name: t.myself, note: '' },
    ...organisations.map((one) => ({ id: one.id as string, name: one.name[language], note: one.identifier })),
  ];
  return (
    <Card title={t.actFor} id="dai-dien">
      <p>{t.actForLead}</p>
      <ul class="plainlist actlist">
        {choices.map((choice) => (
          <li key={choice.id}>
            <p>
              <b>{choice.name}</b> <span class="muted num">{choice.note}</span>{' '}
              {choice.id === (organisationId ?? '') ? <Tag tone="ok">{t.now}</Tag> : null}
            </p>
            {choice.id === (organisationId ?? '') ? null : (
              <form method="post" action="/tai-khoan/dai-dien">
                <CsrfField token={csrf} />
                <Button variant="secondary" small name="organisation" value={choice.id}>
                  {t.choose}
                  <span class="ds-sr-only"> {choice.name}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Contact({ language, csrf, contact, faults }: Part) {
  const t = accountTexts(language);
  return (
    <Card title={t.contact} id="lien-he">
      <p class="muted">{t.contactLead}</p>
      <form method="post" action="/tai-khoan/lien-he" novalidate>
        <CsrfField token={csrf} />
        <TextField
          id="phone"
          label={t.phone}
          type="tel"
          autocomplete="tel"
          value={contact.phone}
          fault={faults.phone}
          maxLength={20}
        />
        <TextField
          id="email"
          label={t.email}
          type="email"
          autocomplete="email"
          value={contact.email}
          fault={faults.email}
          maxLength={120}
        />
        <div class="actions">
          <Button>{t.save}</Button>
        </div>
      </form>
    </Card>
  );
}
