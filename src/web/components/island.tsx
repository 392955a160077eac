import type { ComponentChildren } from 'preact';
import { assetUrl } from '../assets/manifest.ts';
import { useFrame } from '../frame.ts';

export interface IslandProps {
  /** File name of the island's script without ending; the asset is `<name>.js`. */
  readonly name: string;
  /** Given to the script as JSON. Never secrets: it stands in the page. */
  readonly props: unknown;
  /** What stands there without script. */
  readonly children?: ComponentChildren;
}

/** A part of the page that comes alive where script runs. Its properties travel as JSON, which the content policy does not treat as script. */
export function Island(island: IslandProps) {
  const { assets } = useFrame();
  return (
    <div data-island={island.name}>
      <script
        type="application/json"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(island.props).replaceAll('<', '\\u003c') }}
      />
      {island.children}
      <script type="module" src={assetUrl(assets, `${island.name}.js`)} />
    </div>
  );
}
