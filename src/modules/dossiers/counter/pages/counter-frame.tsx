import type { ComponentChildren } from 'preact';
import { Breadcrumbs, Button, CsrfField, inLanguage, LinkTabs, Page, useLanguage } from '../../../../web/index.ts';
import { formatBirth } from '../../../identity/index.ts';
import type { OpenIntake } from '../operations/open-intake.ts';
import { counterTexts } from '../texts.ts';

export const counterHome = '/mot-cua/quay';
export const counterPages = ['thu-tuc', 'to-khai', 'giay-to'] as const;
export type CounterPage = (typeof counterPages)[number];

export function intakeHref(id: string, page: CounterPage | 'da-nop' | 'bo' | '' = ''): string {
  return page === '' ? `${counterHome}/${id}` : `${counterHome}/${id}/${page}`;
}

/** Around every page of a reception file: who stands at the desk, what it is about, how far it is. */
export function CounterFrame(props: { open: OpenIntake; page: CounterPage; children: ComponentChildren }) {
  const { open, page } = props;
  const language = useLanguage();
  const t = counterTexts(language);
  const { person, matter, intake } = open;
  const names = { 'thu-tuc': t.procedure, 'to-khai': t.form, 'giay-to': t.papers };
  const reachable = (each: CounterPage) =>
    each === 'thu-tuc' || (matter !== undefined && (each === 'to-khai' || intake.content.complete));
  return (
    <Page title={`${names[page]} · ${t.title}`} kind="officer" helpHref="/mot-cua/huong-dan#tai-quay" noIndex>
      <Breadcrumbs items={[{ href: counterHome, label: t.title }, { label: person.fullName }]} />
      <div class="workhead">
        <h1>{matter === undefined ? t.chooseProcedure : inLanguage(matter.procedure.content.shortName, language)}</h1>
      </div>
      <p class="counter__who">
        <b>{person.fullName}</b>
        <span>
          {t.birth} {formatBirth(person) || '–'}
        </span>
        <span class="num">
          {t.paper} {intake.content.paper.number}
        </span>
        <span class="num">
          {t.phone} {person.phone ?? t.noPhone}
        </span>
      </p>
      <LinkTabs
        label={t.steps}
        tabs={counterPages
          .filter(reachable)
          .map((each) => ({ href: intakeHref(intake.id, each), label: names[each], current: each === page }))}
      />
      {props.children}
      <form method="post" action={intakeHref(intake.id, 'bo')}>
        <CsrfField />
        <Button variant="quiet" small confirm={t.discardSure}>
          {t.discard}
        </Button>
      </form>
    </Page>
  );
}
