import type { DomainError } from '../../../platform/errors.ts';
import { fill, type Language } from '../../../platform/text.ts';
import { described, ShortQuestion } from '../../../web/form/index.ts';
import { Button, Card, CsrfField, ErrorSummary, Page, Stack, Statement, StepList, Tag } from '../../../web/index.ts';
import type { Situation } from '../plain-words.ts';
import type { citizenSteps } from './citizen-steps.ts';
import { citizenTexts } from './citizen-texts.ts';

export interface TrackPageProps {
  readonly language: Language;
  readonly csrf: string;
  readonly code: string;
  readonly exampleCode: string;
  readonly found?:
    | {
        readonly name: string;
        readonly situation: Situation;
        readonly steps: ReturnType<typeof citizenSteps>;
        readonly status: string;
      }
    | undefined;
  readonly error?: DomainError | undefined;
}

/** Following without signing in: the code and a second fact; where it is, nothing about the person. */
export function TrackPage(props: TrackPageProps) {
  const { language, found, error } = props;
  const t = citizenTexts(language);
  return (
    <Page title={t.track} section="/tra-cuu" narrow helpHref="/huong-dan">
      <h1>{t.track}</h1>
      {error === undefined ? null : <ErrorSummary faults={[{ text: error.words[language], fieldId: 'code' }]} />}
      {found === undefined ? null : (
        <Stack>
          <Statement title={found.situation.title} tone={found.situation.tone}>
            {found.situation.text}
          </Statement>
          <Card title={found.name} aside={<Tag tone="new">{found.status}</Tag>}>
            <p class="code">{props.code}</p>
            <StepList steps={found.steps} />
          </Card>
          <p class="muted">{t.trackPrivacy}</p>
          <h2>{t.trackOther}</h2>
        </Stack>
      )}
      <TrackForm {...props} />
      <p>
        <a href="/dang-nhap?ve=/ho-so">{t.signInInstead}</a>
      </p>
    </Page>
  );
}

function TrackForm({ language, csrf, code, exampleCode, error, found }: TrackPageProps) {
  const t = citizenTexts(language);
  const first = {
    id: 'code',
    label: t.code,
    hint: fill(t.codeHint, { code: exampleCode }),
    fault: error?.words[language],
  };
  const second = { id: 'last4', label: t.last4, hint: t.last4Hint };
  return (
    <form method="post" action="/tra-cuu">
      <CsrfField token={csrf} />
      <ShortQuestion {...first}>
        <input
          class="ds-input"
          id="code"
          name="ma"
          value={found === undefined ? code : ''}
          autoCapitalize="characters"
          autoComplete="off"
          spellcheck={false}
          required
          maxLength={60}
          {...described(first)}
        />
      </ShortQuestion>
      <ShortQuestion {...second}>
        <input
          class="ds-input q__line q__line--s"
          id="last4"
          name="so"
          autoCapitalize="characters"
          autoComplete="off"
          required
          maxLength={4}
          minLength={4}
          {...described({ ...second, fault: undefined })}
        />
      </ShortQuestion>
      <Button>{t.look}</Button>
    </form>
  );
}
