import { EmptyState, Page, useLanguage } from '../../../web/index.ts';
import { ReuseOffers, type ReuseTarget } from '../components/reuse-offers.tsx';
import type { Offer } from '../queries/offers.ts';
import { paperTexts } from '../texts.ts';

/** `/giay-to/chon`: everything of a person's own that may be used again for a requirement. */
export function ChoosePage({ offers, target }: { readonly offers: readonly Offer[]; readonly target: ReuseTarget }) {
  const t = paperTexts(useLanguage());
  return (
    <Page title={t.chooseTitle} section="/giay-to" noIndex>
      <h1>{t.chooseTitle}</h1>
      <p class="lead">{t.chooseLead}</p>
      {offers.length === 0 ? (
        <EmptyState title={t.noOffers}>{t.noFiledText}</EmptyState>
      ) : (
        <ReuseOffers offers={offers} target={target} />
      )}
      <p>
        <a href={target.returnTo}>{t.backToPapers}</a>
      </p>
    </Page>
  );
}
