import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AssetManifest } from './assets/manifest.ts';
import type { Language } from './texts.ts';

/** What the server knows about a request that every page shows; pages and components read it, so that rooms need not pass it on. */
export interface PageFrame {
  readonly language: Language;
  /** Path and query as asked for, kept by the language switch: `/tra-cuu?ma=…`. */
  readonly path: string;
  readonly brand: Brand;
  readonly assets: AssetManifest;
  /** Token of the session for `<CsrfField/>`; absent for a visitor without a session. */
  readonly csrf?: string | undefined;
  readonly person?: PersonMenu | undefined;
  /** Says that people and figures are invented; shown above everything. */
  readonly sampleData?: string | undefined;
  /** An answer to the last act ("Đã lưu"), shown once above the content. */
  readonly notice?: PageNotice | undefined;
  /** Entries of the officer's side bar. */
  readonly officerNav?: readonly NavGroup[] | undefined;
}

export interface Brand {
  /** "Cửa Số" for citizens, "Một cửa" for officers. */
  readonly name: string;
  /** "Tỉnh Bạc Liêu", or the officer's agency. */
  readonly place: string;
  readonly href?: string | undefined;
}

export interface PersonMenu {
  readonly name: string;
  /** The officer's position, or whom a citizen acts for. */
  readonly position?: string | undefined;
  /** Links of the menu; the citizen's usual ones when left out. */
  readonly links?: readonly NavItem[] | undefined;
  /** Where the sign-out form posts to. */
  readonly signOutHref?: string | undefined;
}

export interface PageNotice {
  readonly kind: 'info' | 'success' | 'warning' | 'danger';
  readonly text: string;
}

export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly current?: boolean | undefined;
}

export interface NavGroup {
  readonly label?: string | undefined;
  readonly items: readonly NavItem[];
}

export type PageKind = 'citizen' | 'officer';

export interface PageProps {
  readonly title: string;
  readonly kind?: PageKind | undefined;
  /** Which entry of the main navigation this page belongs to, by its address (`/thu-tuc`). */
  readonly section?: string | undefined;
  /** Address of the guide for this very page. */
  readonly helpHref?: string | undefined;
  /** For search engines and previews; public pages only. */
  readonly description?: string | undefined;
  /** Narrows the text to a readable width: forms and guides. */
  readonly narrow?: boolean | undefined;
  /** Names of script assets besides the enhancer: `['inbox-keys.js']`. */
  readonly scripts?: readonly string[] | undefined;
  /** Replaces the entries of the officer's side bar given by the frame. */
  readonly officerNav?: readonly NavGroup[] | undefined;
  /** A page that must not be found or kept by search engines; everything behind sign-in. */
  readonly noIndex?: boolean | undefined;
  readonly children?: ComponentChildren;
}

export const FrameContext = createContext<PageFrame | undefined>(undefined);

/** The frame of the page being rendered; outside `renderPage` this is a fault of the program. */
export function useFrame(): PageFrame {
  const frame = useContext(FrameContext);
  if (frame === undefined) throw new Error('Rendered outside a page frame: render with renderPage().');
  return frame;
}

export function useLanguage(): Language {
  return useFrame().language;
}
