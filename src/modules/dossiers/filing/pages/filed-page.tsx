import { formatBytes, formatDateTime } from '../../../../platform/text.ts';
import {
  Actions,
  Alert,
  Card,
  DateTimeText,
  DescriptionList,
  inLanguage,
  LinkButton,
  Page,
  Statement,
  useLanguage,
} from '../../../../web/index.ts';
import type { ProcedureVersion } from '../../../catalogue/index.ts';
import type { Paper } from '../../../papers/index.ts';
import type { AgencyInfo, OfficerInfo } from '../../deps.ts';
import type { DossierState } from '../../model.ts';
import { filingTexts } from '../texts.ts';

export interface FiledPageProps {
  readonly state: DossierState;
  readonly procedure: ProcedureVersion;
  readonly agency: AgencyInfo;
  readonly officer: OfficerInfo | undefined;
  readonly papers: readonly Paper[];
  /** Why a file that came after the filing was not taken. */
  readonly refused: string | undefined;
}

/** The acknowledgement: code, who has it, by when there is an answer, and the fingerprint of every file. */
export function FiledPage({ state, procedure, agency, officer, papers, refused }: FiledPageProps) {
  const language = useLanguage();
  const t = filingTexts(language);
  const agencyName = inLanguage(agency.name, language);
  const answerBy = formatDateTime(Temporal.Instant.from(state.answerBy), language);
  return (
    <Page title={t.filedTitle} section="/ho-so" narrow noIndex>
      <h1>{t.filedTitle}</h1>
      <p class="lead">{inLanguage(procedure.content.name, language)}</p>
      {refused === undefined ? null : (
        <Alert kind="danger" live>
          {refused}
        </Alert>
      )}
      <Card title={t.filedCode} tinted>
        <p class="filedcode num">{state.code}</p>
        <p>{t.filedKeep}</p>
      </Card>
      <Statement title={officer === undefined ? t.filedOwner(agencyName) : t.filedPerson(officer.name, agencyName)}>
        <p>{t.filedPromise(answerBy)}</p>
      </Statement>
      <DescriptionList
        items={[{ term: t.filedAt, value: <DateTimeText value={Temporal.Instant.from(state.filedAt)} /> }]}
      />
      {papers.length === 0 ? null : (
        <Card title={t.filedFiles}>
          <ul class="files">
            {papers.map((paper) => (
              <li key={paper.id}>
                <a class="filelink" href={`/giay-to/${paper.id}`}>
                  {paper.displayName}
                </a>{' '}
                <span class="muted small num">{formatBytes(paper.sizeBytes, language)}</span>
                <br />
                <span class="muted small">SHA-256</span> <code class="hash">{paper.sha256}</code>
              </li>
            ))}
          </ul>
          <p class="muted small">{t.filedFilesWhat}</p>
        </Card>
      )}
      <Actions>
        <LinkButton href={`/ho-so/${state.code}`}>{t.follow}</LinkButton>
      </Actions>
      <p class="muted small">{t.printThis}</p>
    </Page>
  );
}
