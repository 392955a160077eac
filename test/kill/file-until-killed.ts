import { createHash } from 'node:crypto';
import { checkJournal } from '../../src/app/check-journal.ts';
import { findProcedureInForce } from '../../src/modules/catalogue/index.ts';
import { personIdOf } from '../../src/modules/identity/index.ts';
import { openSession } from '../../src/modules/identity/sessions.ts';
import { makePdf } from '../../src/modules/papers/testing.ts';
import { findUnitByCode } from '../../src/modules/territory/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { dateOf } from '../../src/platform/text.ts';
import { sampleAnswers } from '../sample-answers.ts';
import type { RunningPlatform } from './running-platform.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** One filing that a citizen wants: the same key until it is acknowledged, whatever happens in between. */
interface Wish {
  readonly key: string;
  readonly pdf: Buffer;
  paperId: string | undefined;
  code: string | undefined;
  tries: number;
}

export interface Outcome {
  readonly acknowledged: number;
  /** Asked again with the same key after an answer was lost. */
  readonly repeated: number;
  readonly dossiers: number;
  readonly papers: number;
  readonly entries: number;
  /** What is not as it should be; empty when nothing was lost or doubled. */
  readonly faults: readonly string[];
}

/** Citizens who file one dossier after another, each with a paper, and ask again with the same key when the answer was lost. */
export class Filers {
  readonly #platform: RunningPlatform;
  readonly #wishes: Wish[] = [];
  #token = '';
  #csrf = '';
  #body: { readonly procedure: string; readonly filedFor: string; readonly answers: object } = {
    procedure: '',
    filedFor: '',
    answers: {},
  };
  #requirement = '';
  /** All papers wait here until they are filed, a few at a time. */
  #draftId = '';
  #repeated = 0;
  readonly #person = personIdOf('95', 'nguyen-thi-buoi');

  constructor(platform: RunningPlatform) {
    this.#platform = platform;
  }

  /** Signs the citizen in and reads what the procedure asks. */
  async prepare(): Promise<void> {
    const province = await this.#platform.open();
    try {
      const on = Temporal.PlainDate.from('2022-10-10');
      const { procedure, commune } = await province.database.read({ capacity: 'public' }, async (tx) => ({
        procedure: await findProcedureInForce(tx, '1.001193', on),
        commune: await findUnitByCode(tx, '31822', on),
      }));
      const content = procedure?.content;
      if (content?.form === undefined || commune === undefined) throw new Error('the demo province has no births');
      this.#body = {
        procedure: '1.001193',
        filedFor: 'child',
        answers: sampleAnswers(content.form, commune.id, { role: 'child' }, { 'birth.notification': 'electronic' }),
      };
      this.#requirement = content.papers[0]?.key ?? '';
      const real = province.clock.real();
      const { token } = await province.database.transact({ capacity: 'job', name: 'sign-in' }, (tx) =>
        openSession(
          tx,
          {
            personId: this.#person,
            capacity: 'citizen',
            assuranceLevel: 2,
            acr: 'test',
            amr: ['test'],
            device: 'test',
            authenticatedAt: real,
          },
          real,
        ),
      );
      this.#token = token;
    } finally {
      await province.close();
    }
    const session = await this.#ask('GET', '/api/v1/session');
    this.#csrf = ((await session.json()) as { csrfToken: string }).csrfToken;
    const started = await this.#ask('POST', '/nop/dang-ky-khai-sinh', {
      body: new URLSearchParams({ _csrf: this.#csrf, cho: 'child' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    this.#draftId = started.headers.get('location')?.split('/').at(-1) ?? '';
  }

  get acknowledged(): number {
    return this.#wishes.filter((each) => each.code !== undefined).length;
  }

  /** Files with several at once until `stopped`; returns when every one of them noticed. */
  async fileUntil(stopped: () => boolean, atOnce = 3): Promise<void> {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (!stopped()) {
          const wish: Wish = {
            key: newId(),
            pdf: makePdf({ objects: [`<< /Serial (${newId()}) >>`] }),
            paperId: undefined,
            code: undefined,
            tries: 0,
          };
          this.#wishes.push(wish);
          // Whoever was not answered waits a moment and asks again, with the same key.
          while (!stopped() && wish.code === undefined) {
            if (wish.tries > 0) await pause(250);
            if (wish.paperId !== undefined) this.#repeated += 1;
            await this.#file(wish).catch(() => undefined);
          }
        }
      }),
    );
  }

  /** Asks again for everything that was not acknowledged, with the same keys. */
  async askAgain(): Promise<void> {
    for (const wish of this.#wishes.filter((each) => each.code === undefined)) {
      if (wish.paperId !== undefined) this.#repeated += 1;
      await this.#file(wish);
    }
  }

  async #file(wish: Wish): Promise<void> {
    wish.tries += 1;
    wish.paperId ??= await this.#upload(wish);
    const answer = await this.#ask('POST', '/api/v1/dossiers', {
      body: JSON.stringify({ ...this.#body, paperIds: [wish.paperId] }),
      headers: { 'content-type': 'application/json', 'idempotency-key': wish.key },
    });
    const body = (await answer.json()) as { code: string };
    if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
    wish.code = body.code;
  }

  async #upload(wish: Wish): Promise<string> {
    const form = new FormData();
    form.append('_csrf', this.#csrf);
    form.append('draftId', this.#draftId);
    form.append('requirement', this.#requirement);
    form.append('file', new File([Uint8Array.from(wish.pdf)], 'giấy chứng sinh.pdf'));
    const answer = await this.#ask('POST', '/tai-len/giay-to', { body: form, headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { papers: { id: string }[] }).papers[0]?.id ?? '';
  }

  async #ask(
    method: string,
    path: string,
    init: { body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const answer = await this.#askOnce(method, path, init);
    if (answer.status !== 429) return answer;
    // All of them come from one address.
    await pause(1000 * Number(answer.headers.get('retry-after') ?? 5));
    return this.#askOnce(method, path, init);
  }

  #askOnce(
    method: string,
    path: string,
    init: { body?: string | FormData; headers?: Record<string, string> },
  ): Promise<Response> {
    return fetch(this.#platform.url + path, {
      method,
      redirect: 'manual',
      ...init,
      headers: {
        cookie: `phien=${this.#token}`,
        'x-csrf-token': this.#csrf,
        origin: this.#platform.url,
        ...init.headers,
      },
      signal: AbortSignal.timeout(30_000),
    });
  }

  /** Everything acknowledged is there, once, with its paper; counts and chains hold. */
  async check(): Promise<Outcome> {
    const faults: string[] = [];
    const province = await this.#platform.open();
    try {
      const rows = await province.database.asOwner((tx) =>
        tx.rows<{ code: string; papers: string[]; entries: number }>(
          `select d.code, array(select p.id::text from paper p where p.dossier_id = d.id) as papers, (select count(*) from journal j where j.stream_id = d.id) as entries
         from dossier d where d.persons @> array[$1::uuid]`,
          [this.#person],
        ),
      );
      const byCode = new Map(rows.map((row) => [row.code, row]));
      for (const wish of this.#wishes) {
        const row = byCode.get(wish.code ?? '');
        if (row === undefined) faults.push(`${wish.code ?? wish.key}: acknowledged, and not there`);
        else if (row.papers.length !== 1 || row.papers[0] !== wish.paperId)
          faults.push(`${row.code}: its papers are ${row.papers.join(', ') || 'none'}`);
        else if (row.entries !== 1) faults.push(`${row.code}: ${row.entries} entries`);
        else if (!(await this.#isWhole(wish)))
          faults.push(`${row.code}: the content of its paper is not what was sent`);
      }
      if (new Set(this.#wishes.map((wish) => wish.code)).size !== this.#wishes.length)
        faults.push('two keys gave the same dossier');
      if (rows.length !== this.#wishes.length) faults.push(`${this.#wishes.length} filed, ${rows.length} stored`);
      const { kept, lost } = await province.database.asOwner((tx) =>
        tx.row<{ kept: number; lost: number }>(
          `select (select count(*) from submission where person_id = $1) as kept, (select count(*) from dossier d where not exists (select from journal j where j.stream_id = d.id and j.version = d.version and j.hash = d.head)) as lost`,
          [this.#person],
        ),
      );
      if (kept !== rows.length) faults.push(`${kept} submissions, ${rows.length} dossiers`);
      if (lost !== 0) faults.push(`${lost} dossiers do not stand at the head of their chain`);
      const report = await checkJournal(
        province.database,
        { vault: province.keys.vault, rootSeed: province.keys.derive('journal root') },
        dateOf(province.clock.real()),
      );
      return {
        acknowledged: this.#wishes.length,
        repeated: this.#repeated,
        dossiers: rows.length,
        papers: rows.reduce((sum, row) => sum + row.papers.length, 0),
        entries: report.entries,
        faults: [...faults, ...report.faults],
      };
    } finally {
      await province.close();
    }
  }

  async #isWhole(wish: Wish): Promise<boolean> {
    const answer = await this.#ask('GET', `/giay-to/${wish.paperId}/goc`);
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    return answer.ok && digest(new Uint8Array(await answer.arrayBuffer())) === digest(wish.pdf);
  }
}

const targets = ['both', 'server', 'database'] as const;

/** Kills the server, its database or both again and again at random moments of filing, starts it anew, and checks at the end. */
export async function fileAndKill(
  platform: RunningPlatform,
  kills: number,
  told: (line: string) => void = () => undefined,
): Promise<Outcome> {
  const started = Date.now();
  await platform.start();
  told(`started in ${Date.now() - started} ms`);
  const filers = new Filers(platform);
  await filers.prepare();
  for (let kill = 1; kill <= kills; kill += 1) {
    let over = false;
    const filing = filers.fileUntil(() => over);
    await pause(300 + Math.random() * 1500);
    const target = targets[kill % targets.length] as (typeof targets)[number];
    if (target === 'server') await platform.killServer();
    else if (target === 'database') await platform.killDatabase();
    else await platform.killBoth();
    // The database alone: people go on asking the server that has lost it, and are answered that they are to come again.
    if (target === 'database') await pause(500);
    over = true;
    await filing;
    const again = Date.now();
    await (target === 'database' ? platform.untilReady() : platform.start());
    const readyIn = Date.now() - again;
    await filers.askAgain();
    told(`kill ${kill} of ${kills}: ${target}, ready again in ${readyIn} ms, ${filers.acknowledged} filed`);
  }
  return filers.check();
}
