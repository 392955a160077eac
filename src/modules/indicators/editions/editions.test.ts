import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readYaml } from '../../../platform/yaml-source.ts';
import { type Edition, nodesOf } from './model.ts';
import { readEdition } from './read-edition.ts';
import { scoreEdition } from './score.ts';

const folder = mkdtempSync(join(tmpdir(), 'cuaso-editions-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(dir: string, name: string) {
  const source = readYaml(join(dir, name), name);
  if (!('value' in source)) throw new Error(source.map(({ words }) => words.en).join('\n'));
  return readEdition(source);
}

function edition(dir: string, name: string): Edition {
  const { edition: made, faults } = read(dir, name);
  if (made === undefined) throw new Error(faults.map(({ line, words }) => `${line}: ${words.en}`).join('\n'));
  return made;
}

const files = 'provinces/bac-lieu/indicators/editions';
const of = (name: string) => edition(files, `${name}.yaml`);

function written(text: string) {
  writeFileSync(join(folder, 'x.yaml'), text);
  return read(folder, 'x.yaml');
}

describe("the province's editions", () => {
  test.each(readdirSync(files))('%s is sound', (name) => {
    expect(edition(files, name).key).toBe(name.replace('.yaml', ''));
  });

  test('922 has what is confirmed of it: nine main indicators, 98 components, 1,000 points, three pillars', () => {
    const dti = of('dti-922');
    expect(dti.nodes.map(({ points }) => points?.full)).toEqual([100, 100, 100, 100, 100, 0, 200, 150, 150]);
    expect(dti.nodes.map(({ nodes }) => nodes.length)).toEqual([10, 11, 7, 13, 12, 3, 22, 12, 8]);
    expect(dti.views.map(({ points }) => points)).toEqual([700, 650, 650]);
    // What is invented says so, component by component.
    expect([...nodesOf(dti.nodes)].filter(({ points }) => points?.placeholder).length).toBe(95);
  });
});

describe('a total', () => {
  test('of 922 is the sum of the main indicators, not a mean of the pillars', () => {
    const values = [0.61, 0.9, 0.5231, 0.4, 0.25, 0.7, 0.3333, 0.5, 0.6];
    const given = new Map(values.map((value, index) => [String(index + 1), value]));
    const { total, views } = scoreEdition(of('dti-922'), { given });
    const points = 61 + 90 + 52.31 + 40 + 25 + 66.66 + 75 + 90;
    expect(total.reached).toBeCloseTo(points, 9);
    expect(total).toMatchObject({ state: 'known', value: 0.5, placeholder: false });
    expect(views.get('CQS')?.value).toBe(0.4785);
    expect(views.get('KTS')?.value).toBe(0.5282);
  });

  test('of 1726 weighs the pillars, by 0.4, 0.3 and 0.3', () => {
    const given = new Map([
      ['CQS', 0.2845],
      ['KTS', 0.3012],
      ['XHS', 0.2617],
    ]);
    expect(scoreEdition(of('dti-1726'), { given }).total).toMatchObject({ state: 'known', value: 0.2827 });
    expect(scoreEdition(of('dti-1726'), { given: new Map([['CQS', 0.2845]]) }).total).toMatchObject({
      state: 'partly',
      value: undefined,
    });
  });

  test('of 405 is not worked out, whatever is given: its points are not known', () => {
    const given = new Map(Array.from({ length: 8 }, (_, index) => [String(index + 1), 0.5] as const));
    const { total } = scoreEdition(of('dti-405'), { given });
    expect(total).toMatchObject({ state: 'missing', value: undefined });
  });

  test('of 766 follows from counts, with its caps and its rules for what had no case', () => {
    const edition766 = of('index-766');
    const inputs = new Map<string, Record<string, number>>([
      ['2.1', { onTime: 75, counted: 100 }],
      ['3.3', { online: 30, received: 100 }],
      ['3.4', { withPayment: 9, feeProcedures: 10 }],
      ['5.2', { onTime: 0, received: 0 }],
      ['5.4', { satisfied: 0, ratings: 0 }],
      ['4.1', { electronic: 0, settled: 0 }],
    ]);
    const { nodes, total } = scoreEdition(edition766, { inputs });
    for (const [code, points] of Object.entries({ '2.1': 15, '3.3': 3.6, '3.4': 2, '5.2': 6, '5.4': 0 }))
      expect(nodes.get(code)?.reached).toBeCloseTo(points, 9);
    expect(nodes.get('4.1')).toMatchObject({ state: 'not-applicable', reached: undefined });
    expect(nodes.get('4')).toMatchObject({ state: 'missing', full: 16 });
    expect(total).toMatchObject({ state: 'partly', full: 94, value: undefined });
    expect(total.reached).toBeCloseTo(26.6, 9);
    expect(total.missing).not.toContain('2.1');
    expect(total.atMost).toBeCloseTo(94 - 5 - 2.4 - 6, 9);
  });

  test('is never less than what is known, nor more than what the unknown could bring', () => {
    const dti = of('dti-922');
    const leaves = [...nodesOf(dti.nodes)].filter(({ leaf }) => leaf?.formula !== undefined);
    fc.assert(
      fc.property(
        fc.array(fc.record({ leaf: fc.nat(leaves.length - 1), a: fc.nat(100), b: fc.nat(100) }), { maxLength: 60 }),
        (given) => {
          const inputs = new Map(
            given.map(({ leaf, a, b }) => [
              leaves[leaf]?.code ?? '',
              Object.fromEntries(
                (leaves[leaf]?.leaf?.inputs ?? []).map(({ key }, index) => [
                  key,
                  index === 0 ? (a % 2 === 0 ? a : 1) : b,
                ]),
              ),
            ]),
          );
          const { total, nodes } = scoreEdition(dti, { inputs });
          const sum = [...nodes.values()]
            .filter(({ code }) => code.includes('.'))
            .reduce((all, { reached }) => all + (reached ?? 0), 0);
          expect(total.reached ?? 0).toBeCloseTo(sum, 6);
          expect(total.reached ?? 0).toBeLessThanOrEqual(total.atMost + 1e-9);
          expect(total.atMost).toBeLessThanOrEqual(total.full + 1e-9);
          expect(total.value).toBeUndefined();
        },
      ),
      { numRuns: 100 },
    );
  });
});

const small = (change: string) => `
key: nho
name: { vi: Bộ chỉ số nhỏ, en: Small index }
document: { number: 1/QĐ, date: 2022-01-01, issuer: { vi: Tỉnh, en: Province }, certainty: confirmed }
level: commune
validFrom: 2022-01-01
rule: sum
total: { points: 10, decimals: 4 }
nodes:
  - code: "1"
    name: { vi: Một, en: One }
    points: 10
    certainty: { name: confirmed }
    kind: ratio
    inputs:
      - { key: a, name: { vi: a, en: a }, unit: hamlet }
      - { key: b, name: { vi: b, en: b }, unit: hamlet }
${change}`;

describe('a file of an edition', () => {
  test('is sound as it stands', () => expect(written(small('')).faults).toEqual([]));

  test.each([
    ['a sum that does not fit', small('').replace('points: 10, dec', 'points: 20, dec'), /adds up to 10/, 8],
    ['a formula that mixes units', small('    formula: a + max'), /line 1, column 1.*cannot be added/, 18],
    ['a formula with a loop', small('    formula: "[1, 2].map(i, i)"'), /numbers, inputs/, 18],
    ['an input that is not read', small('    formula: a / a * max'), /does not read the input "b"/, 16],
    [
      'a code used twice',
      small('  - { code: "1", points: 0, certainty: { name: missing } }'),
      /stands above already/,
      18,
    ],
    ['a key that is misspelt', small('    formular: a / b * max'), /no key "formular"/, 18],
    [
      'a view of nothing',
      small('views: [{ code: V, name: { vi: V, en: V }, nodes: ["9"], points: 10, certainty: recalled }]'),
      /has the code 9/,
      18,
    ],
    [
      'a unit that nobody counts',
      small('').replace('unit: hamlet }\n      - { key: b', 'unit: banana }\n      - { key: b'),
      /none of/,
      16,
    ],
  ])('%s', (_name, text, reason, line) => {
    const { faults } = written(text);
    expect(faults.map(({ words }) => words.en).join('\n')).toMatch(reason);
    expect(faults[0]?.line).toBe(line);
  });

  test('weights that do not make one are refused', () => {
    const text = small('').replace('rule: sum', 'rule: weighted-mean').replace('    points: 10\n', '    weight: 0.8\n');
    expect(
      written(text)
        .faults.map(({ words }) => words.en)
        .join(),
    ).toMatch(/add up to 0.8/);
  });
});
