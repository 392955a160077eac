import type { FastifyPluginAsync } from 'fastify';
import { keepPublicPages } from '../../platform/http/public-pages.ts';
import { GuideView, parseGuide } from '../../web/index.ts';
import type { GuideText } from './guide.ts';
import { citizenGuide } from './texts/citizen.ts';
import { officerGuide } from './texts/officer.ts';
import { checkGuide, reportGuide } from './texts/reports.ts';
import { accessibilityStatement, privacyPage } from './texts/statements.ts';

/** Where each guide is found; the help links of the pages lead here. */
export const guides: Readonly<Record<string, GuideText>> = {
  '/huong-dan': citizenGuide,
  '/mot-cua/huong-dan': officerGuide,
  '/mot-cua/huong-dan/bao-cao-so-lieu': reportGuide,
  '/mot-cua/huong-dan/kiem-tra-so-lieu': checkGuide,
  '/tro-nang': accessibilityStatement,
  '/quyen-rieng-tu': privacyPage,
};

const contents = { vi: 'Trong trang này', en: 'On this page' };

/** Short guides and statements: text only, the same for everyone. An officer keeps their own frame around theirs. */
export const guideRoutes: FastifyPluginAsync = async (app) => {
  keepPublicPages(app, { stamp: () => 'guides' });
  for (const [address, guide] of Object.entries(guides)) {
    app.get(address, { schema: { hide: true } as object }, async (request, reply) => {
      const { language } = request;
      const officer = address.startsWith('/mot-cua') && request.actor?.capacity === 'staff';
      return reply.html(
        <GuideView
          title={guide.title[language]}
          blocks={parseGuide(guide.body[language])}
          contentsLabel={contents[language]}
          kind={officer ? 'officer' : 'citizen'}
        />,
      );
    });
  }
};
