import { formatNumber, formatPercent } from '../../../../platform/text.ts';
import { KeyFigure, useLanguage } from '../../../../web/index.ts';
import type { OnlineShare } from '../queries/online-share.ts';
import { counterTexts } from '../texts.ts';

/** The online share with numerator, denominator, and how much of it people did alone. */
export function ShareFigure({ share }: { share: OnlineShare }) {
  const language = useLanguage();
  const t = counterTexts(language);
  const number = (n: number) => formatNumber(n, language);
  if (share.all === 0) return <p class="muted">{t.shareNone}</p>;
  return (
    <KeyFigure
      value={formatPercent(share.online / share.all, language)}
      label={t.shareOf(number(share.online), number(share.all))}
      share={share.online / share.all}
      note={t.shareAlone(number(share.alone), number(share.online))}
    />
  );
}

/** The same in one line, for the head of a list. */
export function ShareLine({ share }: { share: OnlineShare }) {
  const language = useLanguage();
  const t = counterTexts(language);
  const number = (n: number) => formatNumber(n, language);
  if (share.all === 0) return null;
  return (
    <p class="muted small num">
      {t.share}: <b>{formatPercent(share.online / share.all, language)}</b> (
      {t.shareOf(number(share.online), number(share.all))}; {t.shareAlone(number(share.alone), number(share.online))})
    </p>
  );
}
