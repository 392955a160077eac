import { fill, formatNumber, formatPercent } from '../../../platform/text.ts';
import {
  FollowBox,
  Grid,
  HelpBox,
  HomeFigures,
  HomeHero,
  type KeyFigureProps,
  LifeEvents,
  Page,
  useLanguage,
} from '../../../web/index.ts';
import type { PublishedCatalogue } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';
import { lifeEventCards } from './procedure-list.tsx';

/** What the province has done so far, counted from the journal by another room. */
export interface HomeProgress {
  readonly received: number;
  readonly online: number;
  /** Of those online, the ones nobody helped to file; undefined where that is not public. */
  readonly onlineAlone: number | undefined;
  readonly finished: number;
  readonly onTime: number;
  /** The target of the online share, from 0 to 1, and its date in words. */
  readonly target: { readonly share: number; readonly words: { readonly vi: string; readonly en: string } } | undefined;
}

export interface HomePageProps {
  readonly catalogue: PublishedCatalogue;
  readonly progress: HomeProgress | undefined;
  /** What a dossier code looks like here. */
  readonly exampleCode: string;
}

/** As many cards as fill two rows of four, the last one leading to all procedures. */
const eventsOnHome = 7;

export function HomePage({ catalogue, progress, exampleCode }: HomePageProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const all = {
    href: '/thu-tuc',
    title: t.allProcedures,
    text: fill(t.allProceduresHint, { count: formatNumber(catalogue.procedures.length, language) }),
  };
  return (
    <Page title={t.homePageTitle} description={t.homeDescription}>
      <HomeHero
        title={t.homeTitle}
        hint={t.homeHint}
        action="/thu-tuc"
        label={t.searchLabel}
        placeholder={t.searchPlaceholder}
        button={t.searchButton}
      />
      <LifeEvents
        label={t.lifeEvents}
        events={[...lifeEventCards(catalogue.lifeEvents.slice(0, eventsOnHome), language), all]}
      />
      <Grid columns={2} even>
        <FollowBox
          title={t.followTitle}
          hint={t.followHint}
          action="/tra-cuu"
          codeName="ma"
          codeLabel={t.followCode}
          codePlaceholder={exampleCode}
          button={t.followButton}
        />
        <HelpBox title={t.helpTitle} text={t.helpText} href="/huong-dan" button={t.helpButton} />
      </Grid>
      {progress === undefined || progress.received === 0 ? null : <Progress progress={progress} />}
    </Page>
  );
}

function Progress({ progress }: { progress: HomeProgress }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const count = (value: number) => formatNumber(value, language);
  const share = progress.online / progress.received;
  const figures: KeyFigureProps[] = [
    {
      value: formatPercent(share, language),
      label: t.figureOnline,
      share,
      targetShare: progress.target?.share,
      target: progress.target?.words[language],
      note: [
        fill(t.figureOnlineNote, { numerator: count(progress.online), denominator: count(progress.received) }),
        ...(progress.onlineAlone === undefined
          ? []
          : [fill(t.figureAloneNote, { alone: count(progress.onlineAlone) })]),
      ].join(' · '),
    },
    { value: count(progress.received), label: t.figureReceived },
  ];
  if (progress.finished > 0) {
    const onTime = progress.onTime / progress.finished;
    figures.push({
      value: formatPercent(onTime, language),
      label: t.figureOnTime,
      share: onTime,
      note: fill(t.figureOnTimeNote, { numerator: count(progress.onTime), denominator: count(progress.finished) }),
    });
  }
  return <HomeFigures title={t.figuresTitle} more={{ href: '/tien-do', label: t.figuresMore }} figures={figures} />;
}
