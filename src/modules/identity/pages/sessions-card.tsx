import { formatDateTime, type Language } from '../../../platform/text.ts';
import { Button, Card, CsrfField, Tag } from '../../../web/index.ts';
import type { SessionListing } from '../sessions.ts';
import { accountTexts } from './account-texts.ts';

export interface SessionsCardProps {
  readonly language: Language;
  readonly csrf: string;
  readonly sessions: readonly SessionListing[];
  readonly currentId: string;
  readonly idleMinutes: number;
}

/** Where the person is signed in; each can be ended. Times are real, since sessions live in real time. */
export function SessionsCard({ language, csrf, sessions, currentId, idleMinutes }: SessionsCardProps) {
  const t = accountTexts(language);
  return (
    <Card title={t.sessions} id="phien">
      <p class="muted">{t.sessionsLead.replace('{minutes}', String(idleMinutes))}</p>
      <ul class="plainlist actlist">
        {sessions.map((session) => (
          <li key={session.id}>
            <p>
              <b>{session.device}</b> {session.id === currentId ? <Tag tone="ok">{t.thisDevice}</Tag> : null}
              <br />
              <span class="muted small num">
                {t.signedInAt} {formatDateTime(session.createdAt, language)} · {t.lastSeen}{' '}
                {formatDateTime(session.lastSeenAt, language)}
              </span>
            </p>
            <form method="post" action={`/tai-khoan/phien/${session.id}/dang-xuat`}>
              <CsrfField token={csrf} />
              <Button variant="secondary" small>
                {t.signOut}
                <span class="ds-sr-only"> {session.device}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action="/dang-xuat/moi-noi">
        <CsrfField token={csrf} />
        <Button variant="danger">{t.everywhere}</Button>
      </form>
    </Card>
  );
}
