import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { browserValidator } from './browser.ts';
import type { BrowserCheck } from './browser-check.ts';
import { ajvOptions, checkAnswers, checkPosted } from './check.ts';
import type { Answers } from './definition.ts';
import { parsePosted, toTyped } from './parse.ts';
import { rowsOf } from './rows.ts';
import { toJsonSchema } from './schema.ts';
import { everyKindAnswers, everyKindCommune, everyKindForm as form } from './testing.ts';

const today = Temporal.PlainDate.from('2022-10-10');
const roles = fc.constantFrom('self', 'child', 'ward', 'authority');
const names = form.steps.flatMap((step) =>
  step.fields.map((field) => `${step.key}${step.repeat ? '.0' : ''}.${field.key}`),
);
const spoiledNames = fc.oneof(
  fc.constantFrom(...names, ...names.flatMap((name) => [`${name}.day`, `${name}.month`, `${name}.year`])),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '__proto__.name',
    'child.__proto__',
    'plots.99.area',
    'plots.-1.area',
    'child[name]',
    '',
  ),
  fc.string(),
);
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'no',
    '1',
    '31',
    '2022',
    '1.234,5',
    'facility',
    'home',
    'khmer',
    'VN',
    everyKindCommune,
    '095190001234',
    '\u0000',
    '\u202e',
    'a'.repeat(30_000),
  ),
);
const bodies = fc.dictionary(spoiledNames, fc.oneof(texts, fc.array(texts, { maxLength: 3 }), fc.anything()), {
  maxKeys: 30,
});

const fieldKeys = form.steps.flatMap((step) => step.fields.map((field) => field.key));
const values = fc.oneof(
  texts,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.array(texts, { maxLength: 3 }),
  fc.anything(),
  fc.constant(undefined),
);
const groups = fc.dictionary(fc.oneof(fc.constantFrom(...fieldKeys), fc.string()), values, { maxKeys: 12 });
const anyAnswers = fc.oneof(
  fc.anything(),
  fc.dictionary(
    fc.oneof(fc.constantFrom(...form.steps.map((step) => step.key)), fc.constantFrom('__proto__', 'constructor')),
    fc.oneof(groups, fc.array(groups, { maxLength: 5 }), fc.anything()),
  ),
);

/** Answers that mostly fit, one field spoiled at a time. */
const nearlyRight = fc
  .tuple(
    fc.constantFrom(...form.steps.flatMap((step) => step.fields.map((field) => [step.key, field.key] as const))),
    values,
  )
  .map(([[step, key], value]) => {
    const group = (everyKindAnswers as Record<string, unknown>)[step];
    const spoil = (one: object) => ({ ...one, [key]: value });
    return { ...everyKindAnswers, [step]: Array.isArray(group) ? group.map(spoil) : spoil(group as object) };
  });

function deep(levels: number): unknown {
  let value: unknown = 'x';
  for (let at = 0; at < levels; at += 1) value = at % 2 === 0 ? { child: value } : [value];
  return value;
}

describe('whatever is sent', () => {
  test('reading a page never throws, and what it reads is made of the form alone', () => {
    fc.assert(
      fc.property(fc.oneof(bodies, fc.anything()), fc.constantFrom('vi' as const, 'en' as const), (body, language) => {
        const { answers } = parsePosted(form, body, language);
        for (const key of Object.keys(answers)) expect(form.steps.map((step) => step.key)).toContain(key);
      }),
      { numRuns: 1500 },
    );
  });

  test('checking never throws; without faults the answers fit the schema and can be shown', () => {
    let fitting = 0;
    fc.assert(
      fc.property(fc.oneof(anyAnswers, nearlyRight), roles, (input, role) => {
        const { answers, faults } = checkAnswers(form, input, { today, party: { role } });
        expect(new Set(faults.map((fault) => fault.path)).size).toBe(faults.length);
        for (const { words } of faults) expect(words.vi.length * words.en.length).toBeGreaterThan(0);
        rowsOf(form, answers, 'vi');
        if (faults.length > 0) return;
        fitting += 1;
        expect(schemas[role]?.(answers)).toBe(true);
        expect(checkAnswers(form, answers, { today, party: { role } })).toEqual({ answers, faults: [] });
      }),
      { numRuns: 1500 },
    );
    expect(fitting).toBeGreaterThan(20);
  });

  test('deep nesting and long texts end in a fault', () => {
    expect(checkAnswers(form, deep(20_000), { today }).faults.length).toBeGreaterThan(0);
    const long = { ...everyKindAnswers, child: { ...everyKindAnswers.child, name: 'a'.repeat(10_000_000) } };
    expect(checkAnswers(form, long, { today, party: { role: 'ward' } }).faults.map((fault) => fault.path)).toEqual([
      '/child/name',
    ]);
    const many = { ...everyKindAnswers, plots: Array(1_000_000).fill({}) };
    expect(checkAnswers(form, many, { today, party: { role: 'ward' } }).faults.map((fault) => fault.path)).toEqual([
      '/plots',
    ]);
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });

  test('stored answers come back from their inputs', () => {
    for (const language of ['vi', 'en'] as const) {
      const typed = toTyped(form, everyKindAnswers, language);
      expect(parsePosted(form, typed, language)).toMatchObject({ answers: everyKindAnswers, faults: [] });
    }
  });
});

describe('the code for the browser', () => {
  let check: BrowserCheck;
  beforeAll(async () => {
    const code = await browserValidator(form, { party: { role: 'ward' } });
    expect(code).not.toMatch(/\beval\(|new Function|\bTemporal\b/);
    ({ check } = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as {
      check: BrowserCheck;
    });
  });

  test('finds what the server finds, in the same words', () => {
    const party = { role: 'ward' };
    fc.assert(
      fc.property(
        bodies,
        fc.constantFrom(...form.steps.map((step) => step.key)),
        fc.boolean(),
        (body, step, filled) => {
          const saved: Answers = filled ? everyKindAnswers : {};
          const onServer = checkPosted(form, step, body, saved, 'vi', { today, party });
          const inBrowser = check(body, saved, { language: 'vi', today: today.toString(), step });
          expect({ answers: inBrowser.answers, faults: inBrowser.faults }).toEqual({
            answers: onServer.answers,
            faults: onServer.faults,
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  test('tells which conditional questions are asked', () => {
    const { asked } = check({ 'child.bornAt': 'home' }, {}, { language: 'vi', today: '2022-10-10', step: 'child' });
    expect(asked).toEqual({ 'child.facility': false, 'child.witness': true });
  });
});

const schemas = Object.fromEntries(
  ['self', 'child', 'ward', 'authority'].map((role) => [
    role,
    new Ajv2020(ajvOptions).compile(toJsonSchema(form, { party: { role } })),
  ]),
);
