/** Logical name (`style.css`, `enhance.js`) to the file that is served for it. */
export interface AssetManifest {
  /** Folder the files lie in. */
  readonly folder: string;
  readonly files: Readonly<Record<string, AssetFile>>;
}

export interface AssetFile {
  /** Hashed name, hence immutable: `style.5f3a9c1e.css`. */
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  /** Encodings stored beside the file, best first. */
  readonly encodings: readonly ('br' | 'gzip')[];
}

export const assetPrefix = '/tai-san/';

/** Address of an asset; an unknown name is a fault of the program. */
export function assetUrl(manifest: AssetManifest, name: string): string {
  const file = manifest.files[name];
  if (file === undefined)
    throw new Error(`No asset is called ${name}. Known: ${Object.keys(manifest.files).join(', ')}`);
  return assetPrefix + file.name;
}
