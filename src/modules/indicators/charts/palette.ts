/** The theme's colours as values: a picture that leaves the page takes no style sheet along. Each step differs in lightness, so that it holds in grey print. */
export const palette = {
  ink: '#16211f',
  muted: '#4a5755',
  line: '#d9dedb',
  card: '#ffffff',
  series: '#0b5a5e',
  target: '#a3264f',
} as const;

/** Ground and words of a tile, from the lowest fifth to the highest. */
export const shades = [
  { ground: '#f0f8f7', words: '#06383b' },
  { ground: '#dcefee', words: '#06383b' },
  { ground: '#8cc3c0', words: '#06383b' },
  { ground: '#0f6f74', words: '#ffffff' },
  { ground: '#06383b', words: '#ffffff' },
] as const;

/** What most machines have that holds every Vietnamese letter, should the first not be there. */
export const fontFamily = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";
