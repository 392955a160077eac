import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/**
 * Tinos (Apache-2.0/OFL) has the metrics of Times New Roman, which Nghị định 30/2020 asks for, and one file per style
 * covers Vietnamese.
 */
const files = {
  regular: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  italic: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bold: '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf',
  boldItalic: '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const;

export type TypefaceStyle = keyof typeof files;

export function readTypeface(style: TypefaceStyle): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve(files[style]));
}
