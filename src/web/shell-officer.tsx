import { formatNumber } from '../platform/text.ts';
import { FrameNotice } from './components/alert.tsx';
import { type NavGroup, type PageProps, useFrame } from './frame.ts';
import { interfaceTexts } from './interface-texts.ts';
import { BrandLink, LanguageSwitch, PersonMenuDetails } from './shell-citizen.tsx';

/** A side bar with what waits, and the work beside it; on a narrow screen the bar becomes a menu on top. */
export function OfficerShell(props: PageProps) {
  const frame = useFrame();
  const t = interfaceTexts(frame.language);
  const groups = props.officerNav ?? frame.officerNav ?? [];
  const current = groups.flatMap((group) => group.items).find((item) => item.current === true);
  return (
    <div class="shell">
      <header class="side">
        <BrandLink />
        <nav class="side__wide" aria-label={t.officerNav}>
          <OfficerNav groups={groups} />
        </nav>
        {groups.length === 0 ? null : (
          <details class="menu side__narrow">
            <summary>
              {current === undefined ? t.menu : current.label}
              {current?.count === undefined ? null : (
                <span class="count">{formatNumber(current.count, frame.language)}</span>
              )}
            </summary>
            <nav class="menu__sheet" aria-label={t.menu}>
              <OfficerNav groups={groups} />
            </nav>
          </details>
        )}
        <div class="side__foot">
          {frame.person === undefined ? null : <PersonMenuDetails person={{ links: [], ...frame.person }} />}
          <a
            href={props.helpHref ?? '/mot-cua/huong-dan'}
            aria-label={props.helpHref === undefined ? undefined : t.helpForPage}
          >
            {t.help}
          </a>
          <LanguageSwitch />
        </div>
      </header>
      <div class="work">
        <main id="noi-dung" class="main" tabIndex={-1}>
          <FrameNotice />
          {props.children}
        </main>
      </div>
    </div>
  );
}

function OfficerNav({ groups }: { groups: readonly NavGroup[] }) {
  const { language } = useFrame();
  return (
    <>
      {groups.map((group, index) => (
        <div class="side__group" key={group.label ?? index}>
          {group.label === undefined ? null : <p class="side__label">{group.label}</p>}
          <ul>
            {group.items.map((item) => (
              <li key={item.href}>
                <a href={item.href} aria-current={item.current === true ? 'page' : undefined}>
                  <span>{item.label}</span>
                  {item.count === undefined ? null : <span class="count">{formatNumber(item.count, language)}</span>}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
