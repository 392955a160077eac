import { fill } from '../../../platform/text.ts';
import { LifeEvents, useLanguage } from '../../../web/index.ts';
import type { PublishedCatalogue } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';
import { lifeEventCards } from './procedure-list.tsx';

export interface NothingFoundProps {
  readonly catalogue: PublishedCatalogue;
  readonly query: string;
  readonly nearest: readonly string[];
}

/** No dead end: near names, what else to type, whom to ask. */
export function NothingFound({ catalogue, query, nearest }: NothingFoundProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const near = nearest.flatMap((slug) => catalogue.bySlug.get(slug)?.content ?? []);
  return (
    <>
      <section class="ds-card procedure-miss">
        <h2>{fill(t.nothingFound, { query })}</h2>
        <p class="muted">{t.nothingFoundText}</p>
        {near.length === 0 ? null : (
          <>
            <h3>{t.nearest}</h3>
            <ul>
              {near.map((content) => (
                <li key={content.code}>
                  <a href={`/thu-tuc/${content.slug}`}>{content.shortName[language]}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        <h3>{t.tryOther}</h3>
        <ul>
          <li>{t.tryWords}</li>
          <li>
            <a href="/thu-tuc">{t.tryAll}</a>
          </li>
          <li>{t.tryCall}</li>
          <li>
            <a href="/huong-dan">{t.tryGuide}</a>
          </li>
        </ul>
      </section>
      <section class="procedure-group">
        <h2>{t.tryEvents}</h2>
        <LifeEvents label={t.lifeEvents} events={lifeEventCards(catalogue.lifeEvents, language)} />
      </section>
    </>
  );
}
