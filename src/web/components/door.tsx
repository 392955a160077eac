/** The mark: a door ajar, with a lamp for a knob. */
export function Door({ sizePx = 38 }: { sizePx?: number | undefined }) {
  return (
    <svg
      class="door"
      viewBox="0 0 34 38"
      width={(sizePx * 34) / 38}
      height={sizePx}
      aria-hidden="true"
      focusable="false"
    >
      <path d="M9 0h16a9 9 0 0 1 9 9v26a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V9a9 9 0 0 1 9-9z" fill="#0f6f74" />
      <path d="M9 0h10.4L12.600 38H3a3 3 0 0 1-3-3V9a9 9 0 0 1 9-9z" fill="#0b5a5e" />
      <path d="M18.900 0h1.400l-6.800 38h-1.400z" fill="#fff" />
      <circle cx="25" cy="21" r="2.100" fill="#f0a81c" />
    </svg>
  );
}
