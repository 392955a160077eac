import { formatDateTime, formatNumber } from '../../../platform/text.ts';
import { Alert, Button, Card, CsrfField, EmptyState, Page, Stack, Tag, useLanguage } from '../../../web/index.ts';
import { isReportKind, type Notice } from '../model.ts';
import type { Preference } from '../store.ts';
import { noticeTexts, sentenceOf } from '../texts.ts';

export interface NoticesPageProps {
  readonly notices: readonly Notice[];
  readonly unread: number;
  readonly older: string | undefined;
}

/** What happened to one's dossiers, newest first; what was not read yet says so in words. */
export function NoticesPage(props: NoticesPageProps & { readonly preference: Preference; readonly saved: boolean }) {
  const t = noticeTexts(useLanguage());
  return (
    <Page title={t.title} section="/ho-so" narrow noIndex>
      <h1>{t.title}</h1>
      {props.saved ? (
        <Alert kind="success" live>
          <p>{t.saved}</p>
        </Alert>
      ) : null}
      <Stack>
        <NoticeList {...props} action="/thong-bao" hrefOf={(notice) => `/ho-so/${notice.dossierCode}`} />
        {props.notices.length === 0 ? <EmptyState title={t.none}>{t.noneWhat}</EmptyState> : null}
        <HowToBeTold preference={props.preference} />
      </Stack>
    </Page>
  );
}

/** The officer's own: work that came, what is due soon or overdue, letters of apology to look at. */
export function OfficerNoticesPage(props: NoticesPageProps) {
  const t = noticeTexts(useLanguage());
  const hrefOf = ({ kind, dossierCode }: Notice) =>
    kind === 'reports-overdue-below'
      ? '/mot-cua/so-lieu/qua-han'
      : isReportKind(kind)
        ? '/mot-cua/so-lieu'
        : `/mot-cua/ho-so/${dossierCode}${kind === 'apology-due' ? '#act-hen-lai' : ''}`;
  return (
    <Page title={t.title} kind="officer" helpHref="/mot-cua/huong-dan#ban-viec" noIndex>
      <div class="workhead">
        <h1>{t.title}</h1>
      </div>
      <NoticeList {...props} action="/mot-cua/thong-bao" hrefOf={hrefOf} />
      {props.notices.length === 0 ? <p class="muted">{t.noneOfficer}</p> : null}
    </Page>
  );
}

function NoticeList(props: NoticesPageProps & { action: string; hrefOf: (notice: Notice) => string }) {
  const language = useLanguage();
  const t = noticeTexts(language);
  if (props.notices.length === 0) return null;
  return (
    <Card>
      <div class="notices__head">
        <p>{props.unread === 0 ? t.allRead : <b>{t.unread(formatNumber(props.unread, language))}</b>}</p>
        {props.unread === 0 ? null : (
          <form method="post" action={props.action}>
            <CsrfField />
            <Button variant="secondary">{t.markRead}</Button>
          </form>
        )}
      </div>
      <ul class="notices">
        {props.notices.map((notice) => (
          <li key={notice.id}>
            <a href={props.hrefOf(notice)}>{notice.about[language]}</a>{' '}
            {notice.readAt === undefined ? <Tag tone="new">{t.fresh}</Tag> : null}
            <p>{sentenceOf(notice, language)}</p>
            <p class="muted small num">
              {formatDateTime(notice.at, language)}
              {notice.dossierCode === undefined ? null : ` · ${notice.dossierCode}`}
            </p>
          </li>
        ))}
      </ul>
      {props.older === undefined ? null : (
        <p>
          <a href={`${props.action}?truoc=${encodeURIComponent(props.older)}`}>{t.older}</a>
        </p>
      )}
    </Card>
  );
}

function HowToBeTold({ preference }: { preference: Preference }) {
  const t = noticeTexts(useLanguage());
  return (
    <Card title={t.how}>
      <form method="post" action="/thong-bao/cach-nhan">
        <CsrfField />
        <label class="tick">
          <input type="checkbox" name="thu" value="co" checked={preference.email} />
          <span>{t.byMail}</span>
        </label>
        <fieldset class="q">
          <legend class="q__label">{t.language}</legend>
          <div class="ticks ticks--row">
            {(['vi', 'en'] as const).map((language) => (
              <label key={language} class="tick">
                <input type="radio" name="tieng" value={language} checked={preference.language === language} />
                <span lang={language}>{language === 'vi' ? t.vietnamese : t.english}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Button variant="secondary">{t.save}</Button>
      </form>
    </Card>
  );
}
