import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileAtOnce } from '../src/modules/dossiers/filing/operations/file-at-once.ts';
import { newId } from '../src/platform/ids.ts';
import { callerFor } from './callers.ts';
import { askAll } from './hostile/ask-all.ts';
import { unescaped } from './hostile/strings.ts';
import { checkHouse, type House, openHouse } from './house.ts';
import { sampleAnswers } from './sample-answers.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

// The long form, with twenty thousand requests, is bench/fuzz.ts: it runs this file with other numbers.
const requests = Number(process.env['CUASO_HOSTILE_REQUESTS'] ?? 1500);
const seed = Number(process.env['CUASO_HOSTILE_SEED'] ?? 20221010);

it(
  'answers hostile requests without failing, without showing its inside or others, and with every text escaped',
  async () => {
    const report = await askAll(house, requests, seed);
    if (requests > 1500) process.stderr.write(`${JSON.stringify({ seed, ...report }, undefined, 1)}\n`);
    expect(report.faults).toEqual({});
    // The long form asks every address there is.
    if (requests >= 10_000) expect(report.addresses.asked).toBe(report.addresses.known);
    // Some got past the door, so that there was something to go wrong behind it.
    expect(report.byStatus['200'] ?? 0).toBeGreaterThan(100);
    expect((await checkHouse(house)).faults).toEqual([]);
  },
  Math.max(600_000, requests * 300),
);

it.each([
  [`<input value="' onmouseover='x9()">`, false],
  [`<p title="a">' onmouseover='x9()</p>`, false],
  [`<input class="a" value='' onmouseover='x9()'>`, true],
  [`<input value="" onmouseover="x9()">`, true],
  [`<input value="&quot; onmouseover=&quot;x9()">`, false],
])('tells what breaks out of its attribute from what does not: %s', (page, out) => {
  expect(unescaped.some((mark) => mark.test(page))).toBe(out);
});

it('keeps what was said as it was said, and shows it as text to the officer and to the citizen', async () => {
  const said = `</textarea><b data-x9="1"> "><img src=x onerror=x9()> {{7*7}} ' onmouseover='x9()`;
  const buoi = house.citizen('nguyen-thi-buoi');
  const { content } = await house.dossiers.procedures.inForce('1.001193');
  const answers = sampleAnswers(
    content.form ?? { steps: [] },
    await house.communeId('31822'),
    { role: 'child' },
    { 'birth.notification': 'electronic' },
  );
  const { state } = await fileAtOnce(house.dossiers, buoi, {
    idempotencyKey: newId(),
    procedure: '1.001193',
    filedFor: 'child',
    whom: undefined,
    answers,
    paperIds: [],
    wantsPaperOriginal: false,
  });
  const [citizen, reception] = await Promise.all([
    callerFor(house, 'citizen', buoi),
    callerFor(house, 'reception', await house.officer('le-thi-hong-cuc', 'xa-31822', ['reception'])),
  ]);
  expect((await reception.send('POST', `/api/v1/dossiers/${state.code}/notes`, { json: { text: said } })).status).toBe(
    204,
  );
  const listed = await reception.send('POST', `/mot-cua/ho-so/${state.code}/tu-choi-tiep-nhan`, {
    form: { words: said, version: '1' },
  });
  const withdrawn = await citizen.send('POST', `/api/v1/dossiers/${state.code}/acts/withdraw`, {
    json: { words: said, expectedVersion: 1 },
  });
  expect(withdrawn.status, withdrawn.text).toBe(200);
  for (const page of [
    listed,
    await reception.send('GET', `/mot-cua/ho-so/${state.code}`),
    await citizen.send('GET', `/ho-so/${state.code}`),
  ]) {
    expect(page.text).toContain('&lt;b data-x9=');
    for (const mark of unescaped) expect(page.text).not.toMatch(mark);
  }
  expect(
    (await citizen.send('GET', `/api/v1/dossiers/${state.code}`))
      .json<{ history: { words?: string }[] }>()
      .history.at(-1)?.words,
  ).toBe(said);
});
