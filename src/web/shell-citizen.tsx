import { Door } from './components/door.tsx';
import { CsrfField } from './components/form.tsx';
import { type NavItem, type PersonMenu, useFrame } from './frame.ts';
import { interfaceTexts } from './interface-texts.ts';

/** Brand, three places to go, language, and who is signed in. Menus are `<details>`: they open without script. */
export function CitizenHeader({ section }: { section?: string | undefined }) {
  const frame = useFrame();
  const t = interfaceTexts(frame.language);
  const items: readonly NavItem[] = [
    { href: '/thu-tuc', label: t.procedures },
    { href: '/tra-cuu', label: t.track },
    { href: '/tien-do', label: t.progress },
    { href: '/chi-so', label: t.indicators },
  ];
  const links = items.map((item) => (
    <li key={item.href}>
      <a href={item.href} aria-current={item.href === section ? 'page' : undefined}>
        {item.label}
      </a>
    </li>
  ));
  return (
    <header class="top">
      <div class="wrap top__row">
        <BrandLink />
        <nav class="top__wide" aria-label={t.mainNav}>
          <ul>
            {links}
            <li>
              <LanguageSwitch />
            </li>
          </ul>
        </nav>
        {frame.person === undefined ? (
          <a class="ds-button top__signin" href={signInHref(frame.path)}>
            {t.signIn}
          </a>
        ) : (
          <PersonMenuDetails person={frame.person} />
        )}
        <details class="menu top__narrow">
          <summary aria-label={t.menu}>
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <path d="M4 7h16M4 12h16M4 17h16" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
            </svg>
          </summary>
          <nav class="menu__sheet" aria-label={t.menu}>
            <ul>
              {links}
              <li>
                <LanguageSwitch />
              </li>
            </ul>
          </nav>
        </details>
      </div>
    </header>
  );
}

/** Signing in leads back to where one was; the first page and the sign-in pages are no place to come back to. */
function signInHref(path: string): string {
  return path === '/' || path.startsWith('/?') || path.startsWith('/dang-')
    ? '/dang-nhap'
    : `/dang-nhap?ve=${encodeURIComponent(path)}`;
}

export function BrandLink() {
  const { brand } = useFrame();
  return (
    <a class="brand" href={brand.href ?? '/'}>
      <Door />
      <span class="brand__words">
        <span class="brand__name">{brand.name}</span>
        <small>{brand.place}</small>
      </span>
    </a>
  );
}

/** The same page in the other language; a plain link, so it also works as a bookmark. */
export function LanguageSwitch() {
  const { language, path } = useFrame();
  const other = language === 'vi' ? 'en' : 'vi';
  const url = new URL(path, 'http://localhost');
  url.searchParams.set('lang', other);
  return (
    <a class="language" href={url.pathname + url.search} hreflang={other} lang={other} data-keep-place>
      {interfaceTexts(language).otherLanguage}
    </a>
  );
}

export function PersonMenuDetails({ person }: { person: PersonMenu }) {
  const { language } = useFrame();
  const t = interfaceTexts(language);
  const links: readonly NavItem[] = person.links ?? [
    { href: '/ho-so', label: t.myDossiers },
    { href: '/giay-to', label: t.myPapers },
    { href: '/tai-khoan/ai-xem', label: t.whoRead },
    { href: '/tai-khoan', label: t.account },
  ];
  return (
    <details class="menu person">
      <summary aria-label={t.signedInAs(person.name)}>
        <span class="person__full">{person.name}</span>
        {/* On a narrow screen the given name alone, which in Vietnamese stands last. */}
        <span class="person__short">{person.name.split(' ').at(-1)}</span>
      </summary>
      <div class="menu__sheet">
        <p class="person__who">
          <b>{person.name}</b>
          {person.position === undefined ? null : <small>{person.position}</small>}
        </p>
        {links.length === 0 ? null : (
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href} aria-current={link.current === true ? 'page' : undefined}>
                  {link.label}
                </a>
              </li>
            ))}
          </ul>
        )}
        <form method="post" action={person.signOutHref ?? '/dang-xuat'}>
          <CsrfField />
          <button type="submit" class="ds-button" data-variant="secondary">
            {t.signOut}
          </button>
        </form>
      </div>
    </details>
  );
}

export function CitizenFooter({ helpHref }: { helpHref?: string | undefined }) {
  const frame = useFrame();
  const t = interfaceTexts(frame.language);
  return (
    <footer class="foot">
      <div class="wrap">
        <p>
          <b>{frame.brand.name}</b> · {t.footerAbout}
        </p>
        <nav aria-label={t.footerNav}>
          <ul>
            <li>
              <a href={helpHref ?? '/huong-dan'}>{helpHref === undefined ? t.help : t.helpForPage}</a>
            </li>
            <li>
              <a href="/kiem-tra">{t.verify}</a>
            </li>
            <li>
              <a href="/tai-khoan/ai-xem">{t.whoRead}</a>
            </li>
            <li>
              <a href="/tro-nang">{t.accessibility}</a>
            </li>
            <li>
              <a href="/quyen-rieng-tu">{t.privacy}</a>
            </li>
            <li>
              <a href="/du-lieu-mo">{t.openData}</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
