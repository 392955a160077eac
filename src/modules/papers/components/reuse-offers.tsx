import type { Id } from '../../../platform/ids.ts';
import { fill, formatDate } from '../../../platform/text.ts';
import { CsrfField, inLanguage, useFrame } from '../../../web/index.ts';
import type { Offer } from '../queries/offers.ts';
import { paperTexts } from '../texts.ts';

/** Where a chosen paper goes. */
export interface ReuseTarget {
  readonly draftId: Id<'draft'>;
  readonly requirement: string;
  readonly maxFiles: number;
  /** Path to come back to. */
  readonly returnTo: string;
}

/** Papers to use again, each with its date and dossier and one button; works without script. */
export function ReuseOffers({ offers, target }: { readonly offers: readonly Offer[]; readonly target: ReuseTarget }) {
  const { language } = useFrame();
  const t = paperTexts(language);
  return (
    <ul class="reuse">
      {offers.map((offer) => {
        const name = typeof offer.name === 'string' ? offer.name : inLanguage(offer.name, language);
        return (
          <li key={offer.id}>
            <div>
              <a href={`/giay-to/${offer.id}`}>{name}</a>
              <br />
              <span class="muted small num">{originWords(offer, language)}</span>
            </div>
            <form method="post" action={`/giay-to/${offer.id}/dung-lai`}>
              <CsrfField />
              <input type="hidden" name="draftId" value={target.draftId} />
              <input type="hidden" name="requirement" value={target.requirement} />
              <input type="hidden" name="maxFiles" value={String(target.maxFiles)} />
              <input type="hidden" name="returnTo" value={target.returnTo} />
              <button
                type="submit"
                class="ds-button button--small"
                data-variant="secondary"
                aria-label={fill(t.reuseOne, { name })}
              >
                {t.reuse}
              </button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}

function originWords(offer: Offer, language: 'vi' | 'en'): string {
  const t = paperTexts(language);
  const date = offer.at === undefined ? '' : formatDate(offer.at, language);
  const what =
    offer.result === undefined
      ? fill(t.filedOn, { date })
      : fill(t.resultMeta, {
          number: offer.result.number ?? '',
          date,
          issuer: inLanguage(offer.result.issuer, language),
        });
  return offer.dossierCode === undefined ? what : `${what} · ${fill(t.fromDossier, { code: offer.dossierCode })}`;
}

/** The page where everything of one's own may be chosen from. */
export function chooseHref(target: ReuseTarget): string {
  return `/giay-to/chon?${new URLSearchParams({ ...target, maxFiles: String(target.maxFiles) })}`;
}
