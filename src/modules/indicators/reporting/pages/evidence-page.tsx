import type { Id } from '../../../../platform/ids.ts';
import { fill, formatBytes, type Language } from '../../../../platform/text.ts';
import { Card, LinkButton, Page, Stack } from '../../../../web/index.ts';
import { type Paper, UploadField } from '../../../papers/index.ts';
import { type Duty, periodInWords } from '../model.ts';
import { reportTexts } from '../texts.ts';

export interface EvidencePageProps {
  readonly language: Language;
  readonly month: Temporal.PlainDate;
  readonly duty: Duty;
  /** Where files wait: the report itself. */
  readonly place: Id<'draft'>;
  readonly owner: Id<'person'>;
  readonly sent: readonly Paper[];
  readonly waiting: readonly Paper[];
  readonly fault: string | undefined;
}

/** Files behind one reported number. */
export function EvidencePage({ language, month, duty, place, owner, sent, waiting, fault }: EvidencePageProps) {
  const t = reportTexts(language);
  const name = duty.definition.name[language];
  const ky = month.toPlainYearMonth().toString();
  return (
    <Page title={fill(t.evidenceOf, { figure: name })} kind="officer" helpHref="/mot-cua/huong-dan/bao-cao-so-lieu">
      <Stack>
        <h1>{fill(t.evidenceOf, { figure: name })}</h1>
        <p class="muted">
          {periodInWords(duty.period, language)}. {t.evidenceLead}
        </p>
        {sent.length === 0 ? null : (
          <Card title={t.evidenceSent}>
            <ul>
              {sent.map(({ id, displayName, sizeBytes }) => (
                <li key={id}>
                  <a href={`/giay-to/${id}`}>{displayName}</a>{' '}
                  <span class="muted small">{formatBytes(sizeBytes, language)}</span>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card>
          <UploadField
            draftId={place}
            requirement="minh-chung"
            label={t.evidenceNew}
            help={t.evidenceNext}
            papers={waiting}
            returnTo={`/mot-cua/so-lieu/minh-chung/${duty.definition.key}?ky=${ky}`}
            ownerPersonId={owner}
            fault={fault}
          />
        </Card>
        <div class="actions">
          <LinkButton href={`/mot-cua/so-lieu?ky=${ky}`} variant="secondary">
            {t.backToForm}
          </LinkButton>
        </div>
      </Stack>
    </Page>
  );
}
