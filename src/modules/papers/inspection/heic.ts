import { mostHeicPixels, type Picture } from './picture.ts';

export interface DecodedHeic extends Picture {
  readonly jpeg: Uint8Array;
}

/**
 * The picture that a phone shows for a HEIC file, as JPEG without its metadata: the primary one among several, turned and mirrored as the file
 * says, without depth maps and thumbnails. Throws when it cannot be decoded.
 */
export async function decodeHeic(bytes: Buffer): Promise<DecodedHeic> {
  // Its decoder takes half a second to load, and few files need it.
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const { encode } = await import('jpeg-js');
  await libheif.ready;
  const pictures = new libheif.HeifDecoder().decode(bytes);
  try {
    const primary = pictures.find((picture) => picture.is_primary());
    if (primary === undefined) throw new Error('no primary picture');
    const size = { width: primary.get_width(), height: primary.get_height() };
    if (size.width * size.height > mostHeicPixels) throw new Error('too large');
    const data = new Uint8ClampedArray(size.width * size.height * 4);
    const filled = await new Promise<{ data: Uint8ClampedArray } | null>((resolve) => {
      primary.display({ data, ...size }, resolve);
    });
    if (filled === null) throw new Error('not decoded');
    return { ...size, jpeg: encode({ data: filled.data, ...size }, 85).data };
  } finally {
    for (const picture of pictures) picture.free();
  }
}
