declare module 'libheif-js/wasm-bundle.js' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills the data given, or passes null on. */
    display(
      into: { data: Uint8ClampedArray; width: number; height: number },
      done: (filled: { data: Uint8ClampedArray } | null) => void,
    ): void;
    free(): void;
  }
  const libheif: {
    readonly ready?: Promise<unknown>;
    HeifDecoder: new () => { decode(content: Uint8Array): readonly HeifImage[] };
  };
  // biome-ignore lint/style/noDefaultExport: the package has no other
  export default libheif;
}
