import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetUrl } from './assets/manifest.ts';
import { FrameNotice } from './components/alert.tsx';
import { FrameContext, type PageFrame, type PageProps, useFrame } from './frame.ts';
import { interfaceTexts } from './interface-texts.ts';
import { CitizenFooter, CitizenHeader } from './shell-citizen.tsx';
import { OfficerShell } from './shell-officer.tsx';

/** A whole document around its children. The language, person, brand and banner come from the frame. */
export function Page(props: PageProps) {
  const frame = useFrame();
  const kind = props.kind ?? 'citizen';
  const Shell = kind === 'officer' ? OfficerShell : CitizenShell;
  return (
    <html lang={frame.language} data-color-scheme="light">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.title} · ${frame.brand.name} · ${frame.brand.place}`}</title>
        {props.description === undefined ? null : <meta name="description" content={props.description} />}
        {props.noIndex === true || kind === 'officer' ? <meta name="robots" content="noindex" /> : null}
        <meta name="theme-color" content="#0b5a5e" />
        <link rel="stylesheet" href={assetUrl(frame.assets, 'style.css')} />
        {kind === 'officer' ? <link rel="stylesheet" href={assetUrl(frame.assets, 'officer.css')} /> : null}
        <link rel="icon" type="image/svg+xml" href={assetUrl(frame.assets, 'door.svg')} />
        <script type="module" src={assetUrl(frame.assets, 'enhance.js')} />
        {(props.scripts ?? []).map((name) => (
          <script key={name} type="module" src={assetUrl(frame.assets, name)} />
        ))}
      </head>
      <body class={`is-${kind}`} data-color="sea" data-size={kind === 'officer' ? 'sm' : 'md'}>
        <a class="skip" href="#noi-dung">
          {interfaceTexts(frame.language).skip}
        </a>
        {frame.sampleData === undefined ? null : (
          <div class="sample" role="note">
            <div class="wrap">{frame.sampleData}</div>
          </div>
        )}
        <Shell {...props} />
      </body>
    </html>
  );
}

function CitizenShell(props: PageProps) {
  return (
    <>
      <CitizenHeader section={props.section} />
      <main id="noi-dung" class={props.narrow === true ? 'wrap main main--narrow' : 'wrap main'} tabIndex={-1}>
        <FrameNotice />
        {props.children}
      </main>
      <CitizenFooter helpHref={props.helpHref} />
    </>
  );
}

/** The HTML of a page, complete without script. */
export function renderPage(page: VNode, frame: PageFrame): string {
  return `<!doctype html>${renderToString(<FrameContext.Provider value={frame}>{page}</FrameContext.Provider>)}`;
}
