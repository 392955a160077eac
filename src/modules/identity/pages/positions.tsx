import { defineTexts, formatDate, formatDateTime, type Language } from '../../../platform/text.ts';
import {
  Button,
  Card,
  CsrfField,
  DescriptionList,
  EmptyState,
  LinkButton,
  Page,
  Stack,
  Tag,
} from '../../../web/index.ts';
import type { FieldName } from '../deps.ts';
import { roleNames } from '../guards.ts';
import type { Delegation, Position } from '../model.ts';
import type { SessionListing } from '../sessions.ts';
import { nameFields } from './fields.tsx';
import { SessionsCard } from './sessions-card.tsx';

const texts = defineTexts({
  vi: {
    title: 'Vị trí của tôi',
    lead: 'Mỗi lúc bạn làm việc ở một vị trí. Đổi vị trí thì danh sách hồ sơ và quyền đổi theo.',
    agency: 'Cơ quan',
    roles: 'Vai trò',
    fields: 'Lĩnh vực',
    everyField: 'mọi lĩnh vực của cơ quan',
    since: 'Từ ngày',
    now: 'đang dùng',
    work: 'Làm ở vị trí này',
    asDelegate: 'Dùng ủy quyền',
    own: 'Chỉ dùng vị trí của mình',
    delegation: '{form} {title} {name}, giấy số {number} ngày {date}, đến hết {until}',
    proof: 'Xác thực gần nhất: {time}.',
    proveAgain: 'Xác thực lại ngay',
    none: 'Bạn không giữ vị trí nào',
  },
  en: {
    title: 'My positions',
    lead: 'You act in one position at a time. Lists and rights change with it.',
    agency: 'Agency',
    roles: 'Roles',
    fields: 'Fields',
    everyField: 'every field of the agency',
    since: 'Since',
    now: 'in use',
    work: 'Act in this position',
    asDelegate: 'Use the delegation',
    own: 'Only my own position',
    delegation: '{form} {title} {name}, document {number} of {date}, until {until}',
    proof: 'You last proved who you are at {time}.',
    proveAgain: 'Prove it again now',
    none: 'You hold no position',
  },
});

export interface PositionsPageProps {
  readonly fields: readonly FieldName[];
  readonly csrf: string;
  readonly posts: readonly { readonly position: Position; readonly delegations: readonly Delegation[] }[];
  readonly positionId: string;
  readonly delegationId: string | undefined;
  readonly sessions: readonly SessionListing[];
  readonly currentSessionId: string;
  readonly authenticatedAt: Temporal.Instant;
}

export function positionsPage(language: Language, props: PositionsPageProps) {
  const t = texts(language);
  return (
    <Page title={t.title} kind="officer" helpHref="/mot-cua/huong-dan#ban-viec">
      <Stack>
        <h1>{t.title}</h1>
        <p class="muted">{t.lead}</p>
        {props.posts.length === 0 ? <EmptyState title={t.none} /> : null}
        {props.posts.map((post) => (
          <Post key={post.position.id} language={language} props={props} {...post} />
        ))}
        <p>
          {t.proof.replace('{time}', formatDateTime(props.authenticatedAt, language))}{' '}
          <LinkButton href="/dang-nhap/xac-thuc-lai?ve=%2Fcan-bo%2Fvi-tri" variant="secondary" small>
            {t.proveAgain}
          </LinkButton>
        </p>
        <SessionsCard
          language={language}
          csrf={props.csrf}
          sessions={props.sessions}
          currentId={props.currentSessionId}
          idleMinutes={15}
        />
      </Stack>
    </Page>
  );
}

function Post({
  language,
  props,
  position,
  delegations,
}: {
  language: Language;
  props: PositionsPageProps;
  position: Position;
  delegations: readonly Delegation[];
}) {
  const t = texts(language);
  const current = position.id === props.positionId;
  const plainInUse = current && props.delegationId === undefined;
  return (
    <Card
      title={`${position.title[language]}, ${position.agencyName[language]}`}
      aside={current ? <Tag tone="ok">{t.now}</Tag> : null}
    >
      <DescriptionList
        small
        items={[
          { term: t.roles, value: position.roles.map((role) => roleNames[role][language]).join(', ') },
          {
            term: t.fields,
            value: position.fields.length === 0 ? t.everyField : nameFields(position.fields, props.fields, language),
          },
          { term: t.since, value: <span class="num">{formatDate(position.validFrom, language)}</span> },
        ]}
      />
      {plainInUse ? null : <SwitchForm csrf={props.csrf} post={position.id} label={current ? t.own : t.work} />}
      {delegations.map((delegation) => {
        const inUse = current && props.delegationId === delegation.id;
        return (
          <div key={delegation.id} class="stack">
            <p>
              {t.delegation
                .replace('{form}', delegation.form)
                .replace('{title}', delegation.principalTitle[language])
                .replace('{name}', delegation.principalName)
                .replace('{number}', delegation.number)
                .replace('{date}', formatDate(delegation.documentDate, language))
                .replace('{until}', formatDate(delegation.validTo.subtract({ days: 1 }), language))}{' '}
              {inUse ? <Tag tone="ok">{t.now}</Tag> : null}
            </p>
            {inUse ? null : (
              <SwitchForm csrf={props.csrf} post={`${position.id} ${delegation.id}`} label={t.asDelegate} />
            )}
          </div>
        );
      })}
    </Card>
  );
}

function SwitchForm({ csrf, post, label }: { csrf: string; post: string; label: string }) {
  return (
    <form method="post" action="/can-bo/vi-tri">
      <CsrfField token={csrf} />
      <Button name="post" value={post} variant="secondary" small>
        {label}
      </Button>
    </form>
  );
}
