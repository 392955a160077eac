/**
 * A copy of a backup with one changed byte, `part` (0 to 1) of the way in, and where that is. The zeros that fill up the blocks of a tar belong to
 * no member and harm nobody, so the next byte that means something is taken.
 */
export function damage(whole: Buffer, part: number): { damaged: Buffer; at: number } {
  const damaged = Buffer.from(whole);
  let at = Math.floor(whole.length * part);
  while (damaged.readUInt8(at) === 0) at += 1;
  damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
  return { damaged, at };
}
