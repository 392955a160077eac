/** A closed line of positions, longitude before latitude: the last is the first. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

/** The shape of one unit, as it is kept: only as fine as a picture shows it. */
export interface Outline {
  readonly unit: string;
  /** A day on which the unit carried the code. */
  readonly on: string;
  /** Polygons, each with its outer ring first and its holes after it. */
  readonly polygons: readonly (readonly Ring[])[];
}

/** A picture is seldom wider than so many pixels; what is finer than half of one is not seen. */
const picturePixels = 1000;

/** How far a border may be moved, in degrees. */
export function toleranceOf(rings: readonly Ring[]): number {
  const { width, height } = extentOf(rings);
  return Math.max(width, height) / picturePixels / 2;
}

export function extentOf(rings: readonly Ring[]) {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const ring of rings)
    for (const [lon, lat] of ring) {
      [west, east] = [Math.min(west, lon), Math.max(east, lon)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    }
  return { west, north, south, width: east - west, height: north - south };
}

/** Whether it encloses more than a line does. */
export function isArea(ring: Ring): boolean {
  let twice = 0;
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] as Ring[number];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) > 1e-12;
}

/** Douglas and Peucker's: positions nearer than the tolerance to the line without them go. What would become a line stays as it is. */
export function simplifyRing(ring: Ring, tolerance: number): Ring {
  const kept = new Set([0, ring.length - 1]);
  // The two ends of a ring are one position, so it is taken apart at the position farthest from it.
  const far = farthest(ring, 0, ring.length - 1).index;
  kept.add(far);
  const spans: [number, number][] = [
    [0, far],
    [far, ring.length - 1],
  ];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const { index, distance } = farthest(ring, span[0], span[1]);
    if (distance <= tolerance) continue;
    kept.add(index);
    spans.push([span[0], index], [index, span[1]]);
  }
  const simple = ring.filter((_position, index) => kept.has(index));
  return rounded(simple.length >= 4 && isArea(simple) ? simple : ring);
}

/** To about a metre. */
const rounded = (ring: Ring): Ring =>
  ring.map(([lon, lat]) => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]);

function farthest(ring: Ring, from: number, to: number): { index: number; distance: number } {
  const [a, b] = [ring[from] as Ring[number], ring[to] as Ring[number]];
  let found = { index: from, distance: 0 };
  for (let index = from + 1; index < to; index += 1) {
    const distance = distanceTo(ring[index] as Ring[number], a, b);
    if (distance > found.distance) found = { index, distance };
  }
  return found;
}

function distanceTo([x, y]: Ring[number], [ax, ay]: Ring[number], [bx, by]: Ring[number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
