/** `Bru Vân Kiều` -> `bru-van-kieu`: the stored value can be read by a person and does not hang on a numbering. */
export function ethnicityValue(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
