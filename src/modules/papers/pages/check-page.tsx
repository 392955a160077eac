import { fill, formatDate } from '../../../platform/text.ts';
import { described, ShortQuestion } from '../../../web/form/index.ts';
import {
  Button,
  Card,
  DateText,
  DateTimeText,
  DescriptionList,
  inLanguage,
  Page,
  Statement,
  useFrame,
  useLanguage,
} from '../../../web/index.ts';
import { type PublicResult, showVerificationCode } from '../model.ts';
import type { SignatureReport, VerifiedPdf } from '../signing/index.ts';
import { paperTexts } from '../texts.ts';

export interface CheckPageProps {
  /** Why the code or the file could not be checked. */
  readonly fault?: { readonly field: 'code' | 'file'; readonly text: string } | undefined;
  readonly typed?: string | undefined;
}

/** `/kiem-tra`: type a code or choose a file; nothing is asked of whoever checks. */
export function CheckPage({ fault, typed }: CheckPageProps) {
  const t = paperTexts(useLanguage());
  const code = {
    id: 'ma',
    label: t.codeLabel,
    hint: t.codeHint,
    fault: fault?.field === 'code' ? fault.text : undefined,
  };
  return (
    <Page title={t.checkTitle} narrow description={t.checkLead} section="/kiem-tra">
      <h1>{t.checkTitle}</h1>
      <p class="lead">{t.checkLead}</p>
      <form method="get" action="/kiem-tra" class="check">
        <ShortQuestion {...code}>
          <input
            class="ds-input"
            id="ma"
            name="ma"
            value={typed ?? ''}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
            maxLength={40}
            {...described(code)}
          />
        </ShortQuestion>
        <Button>{t.checkCode}</Button>
      </form>
      <FileForm fault={fault?.field === 'file' ? fault.text : undefined} />
    </Page>
  );
}

function FileForm({ fault }: { fault?: string | undefined }) {
  const t = paperTexts(useLanguage());
  const file = { id: 'pdf', label: t.fileLabel, fault };
  return (
    <Card title={t.fileTitle} id="tep">
      <p class="muted">{t.fileHelp}</p>
      <form method="post" action="/kiem-tra/tep" encType="multipart/form-data" class="check">
        <ShortQuestion {...file}>
          <input
            class="ds-input"
            type="file"
            id="pdf"
            name="file"
            accept="application/pdf"
            required
            {...described(file)}
          />
        </ShortQuestion>
        <Button variant="secondary">{t.checkFile}</Button>
      </form>
    </Card>
  );
}

/** `/kiem-tra/<code>`: what anybody may know of an issued document. */
export function ResultPage({ result, today }: { result: PublicResult; today: Temporal.PlainDate }) {
  const t = paperTexts(useLanguage());
  return (
    <Page title={t.checkTitle} narrow noIndex section="/kiem-tra">
      <h1>{t.checkTitle}</h1>
      <ResultStatement result={result} today={today} />
      <Card title={inLanguage(result.name, useLanguage())}>
        <ResultFacts result={result} />
        <p class="muted small">{t.noPersonalData}</p>
      </Card>
      <FileForm />
      <p>
        <a href="/kiem-tra">{t.otherCode}</a>
      </p>
    </Page>
  );
}

function ResultStatement({ result, today }: { result: PublicResult; today: Temporal.PlainDate }) {
  const { language } = useFrame();
  const t = paperTexts(language);
  if (result.revokedAt !== undefined) {
    return (
      <Statement tone="late" title={t.revoked}>
        {fill(t.revokedText, { date: formatDate(result.revokedAt, language) })}{' '}
        {result.replaced ? t.replacedText : null}
      </Statement>
    );
  }
  if (result.validTo !== undefined && Temporal.PlainDate.compare(today, result.validTo) > 0) {
    return (
      <Statement tone="late" title={t.expired}>
        {t.expiredText}
      </Statement>
    );
  }
  return (
    <Statement tone="done" title={t.valid}>
      {t.validText}
    </Statement>
  );
}

function ResultFacts({ result }: { result: PublicResult }) {
  const language = useLanguage();
  const t = paperTexts(language);
  return (
    <DescriptionList
      items={[
        { term: t.kind, value: inLanguage(result.name, language) },
        { term: t.number, value: <span class="num">{result.number}</span> },
        { term: t.issuedOn, value: <DateText value={result.issuedOn} /> },
        ...(result.validTo === undefined ? [] : [{ term: t.validTo, value: <DateText value={result.validTo} /> }]),
        { term: t.issuer, value: inLanguage(result.issuer, language) },
        { term: t.code, value: <span class="num">{showVerificationCode(result.code)}</span> },
        { term: t.digest, value: <span class="num small digest">{result.sha256}</span> },
      ]}
    />
  );
}

export interface FileVerdictPageProps {
  readonly verified: VerifiedPdf;
  /** The issued document that this very file is, if it is one. */
  readonly result: PublicResult | undefined;
  readonly today: Temporal.PlainDate;
}

/** The answer to a file: one verdict, then who signed and when. */
export function FileVerdictPage({ verified, result, today }: FileVerdictPageProps) {
  const t = paperTexts(useLanguage());
  const { tone, title, text } = verdictWords(verified, t);
  return (
    <Page title={t.checkTitle} narrow noIndex section="/kiem-tra">
      <h1>{t.checkTitle}</h1>
      <Statement tone={tone} title={title}>
        {text} {result === undefined ? null : t.verdictKnown}
      </Statement>
      {result === undefined ? null : result.revokedAt === undefined ? null : (
        <ResultStatement result={result} today={today} />
      )}
      {result === undefined ? null : (
        <Card title={inLanguage(result.name, useLanguage())}>
          <ResultFacts result={result} />
        </Card>
      )}
      {verified.signatures.map((signature, index) => (
        <SignatureCard key={`${index}`} signature={signature} />
      ))}
      <FileForm />
      <p>
        <a href="/kiem-tra">{t.otherCode}</a>
      </p>
    </Page>
  );
}

function SignatureCard({ signature }: { signature: SignatureReport }) {
  const t = paperTexts(useLanguage());
  const { signer } = signature;
  if (signer === undefined) return null;
  // Of officials their name, title and agency are shown; a signature of a private person is named by its kind only.
  const name = signer.agency === undefined && signer.kind === 'person' ? '' : signer.name;
  return (
    <Card
      title={[name, signer.title].filter((part) => part !== undefined && part !== '').join(', ') || t.signer}
      level={2}
    >
      <DescriptionList
        items={[
          ...(signer.agency === undefined ? [] : [{ term: t.issuer, value: signer.agency }]),
          {
            term: t.signedAt,
            value: signature.time === undefined ? t.timeUnknown : <DateTimeText value={signature.time} />,
          },
          ...(signature.issuer === undefined ? [] : [{ term: t.certificateBy, value: signature.issuer }]),
        ]}
      />
    </Card>
  );
}

function verdictWords(
  verified: VerifiedPdf,
  t: ReturnType<typeof paperTexts>,
): { tone: 'done' | 'late' | 'act' | 'calm'; title: string; text: string } {
  switch (verified.verdict) {
    case 'whole':
      return { tone: 'done', title: t.verdictWhole, text: t.verdictWholeText };
    case 'changed-after-signing':
      return { tone: 'late', title: t.verdictChanged, text: t.verdictChangedText };
    case 'unknown-signer':
      return { tone: 'act', title: t.verdictUnknown, text: t.verdictUnknownText };
    case 'unsigned':
      return { tone: 'act', title: t.verdictUnsigned, text: t.verdictUnsignedText };
    case 'damaged':
    case 'too-large':
      return { tone: 'act', title: t.verdictDamaged, text: t.verdictDamagedText };
    case 'not-a-pdf':
      return { tone: 'act', title: t.verdictNotPdf, text: t.verdictNotPdfText };
  }
}
