/** Fills `{name}` in a text; `{count:dossier|dossiers}` is the first word for one, the second for any other number. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text
    .replaceAll(/\{(\w+):([^|{}]*)\|([^|{}]*)\}/g, (whole, name: string, one: string, many: string) =>
      values[name] === undefined ? whole : String(values[name]) === '1' ? one : many,
    )
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
