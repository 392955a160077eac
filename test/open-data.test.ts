import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { importDemoPast } from '../src/modules/progress/index.ts';
import { readCsv } from '../src/platform/csv.ts';
import { Vault } from '../src/platform/vault.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await importDemoPast({
    provinceCode: '95',
    database: house.database,
    vault: new Vault(randomBytes(32)),
    until: house.clock.business(),
    recordedAt: house.clock.real(),
    filings: 900,
  });
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
}, 240_000);
afterAll(() => house?.close());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${house.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const file = async (name: string) => (await get(`/du-lieu-mo/${name}`)).bytes.toString();
const rowsOf = (csv: string) => {
  const [head = [], ...rows] = readCsv(csv) ?? [];
  return rows.filter((row) => row.length > 1).map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
};

describe('the values of a month', () => {
  test('are one row for each unit and indicator, with no count of people from one to four nor a rest of so few', async () => {
    const rows = rowsOf(await file('chi-so-2022-09.csv'));
    const dossiers = rows.filter(({ indicator }) => /^o(nline|n-time)/.test(indicator ?? ''));
    expect(dossiers.length).toBeGreaterThan(200);
    const seen = new Set<string | undefined>();
    for (const { numerator, denominator, value, status, synthetic } of dossiers) {
      seen.add(status);
      if (denominator !== '0' && denominator !== '') expect(synthetic).toBe('true');
      const [counted, base] = [numerator, denominator].map((cell) => (cell === '' ? undefined : Number(cell)));
      for (const count of [counted, base]) expect(count === undefined || count === 0 || count >= 5).toBe(true);
      if (status === 'suppressed') expect(value).toBe('');
      if (counted === undefined || base === undefined || counted === 0) continue;
      expect(base - counted === 0 || base - counted >= 5).toBe(true);
    }
    expect(seen).toContain('suppressed');
    expect(seen).toContain('published');
  });

  test('are the same for an officer who could see more on the page', async () => {
    const officer = new Visitor(house.url);
    await signInAsOfficer(officer, 'duong-trung-kien');
    expect((await officer.get('/du-lieu-mo/chi-so-2022-09.json')).text).toBe(await file('chi-so-2022-09.json'));
    const told = async (visitor: Visitor) =>
      JSON.parse((await visitor.get('/api/v1/indicators/31822?month=2022-10')).text) as {
        readonly indicators: readonly { readonly state: string }[];
      };
    const states = async (visitor: Visitor) => (await told(visitor)).indicators.map(({ state }) => state);
    expect(await states(officer)).not.toContain('hidden');
    expect(await states(new Visitor(house.url))).toContain('hidden');
  });

  test('agree as CSV and as JSON, and with the description of their columns', async () => {
    for (const id of ['chi-so-2022-09', 'chi-tieu', 'don-vi', 'muc-tieu', 'so-da-cong-bo']) {
      const csv = await file(`${id}.csv`);
      const rows = rowsOf(csv);
      const json = JSON.parse(await file(`${id}.json`)) as { readonly rows: readonly Record<string, unknown>[] };
      expect([id, json.rows.length]).toEqual([id, rows.length]);
      expect(rows.length).toBeGreaterThan(3);
      const metadata = JSON.parse(await file(`${id}.csv-metadata.json`)) as {
        readonly url: string;
        readonly tableSchema: { readonly columns: readonly { readonly name: string; readonly datatype: string }[] };
      };
      expect(metadata.url).toBe(`${id}.csv`);
      const columns = metadata.tableSchema.columns.map(({ name }) => name);
      expect(columns).toEqual(readCsv(csv)?.[0]);
      for (const { name, datatype } of metadata.tableSchema.columns)
        if (datatype === 'number' || datatype === 'integer')
          for (const row of rows) expect(Number.isNaN(Number(row[name]))).toBe(false);
    }
  });

  test('have the two published shares of 2022 side by side', async () => {
    const claims = rowsOf(await file('so-da-cong-bo.csv')).filter(({ indicator }) => indicator === 'online-share');
    expect(claims.map(({ unit_code, value }) => [unit_code, value])).toEqual([
      ['95', '0.04'],
      ['95', '0.074'],
      ['country', '0.38'],
    ]);
  });
});

type Node = Readonly<Record<string, unknown>>;

/** Every node of a JSON-LD document with its terms as whole addresses, by a context of prefixes alone. */
function nodesOf(document: {
  readonly '@context': Readonly<Record<string, string>>;
  readonly '@graph': readonly Node[];
}) {
  const context = document['@context'];
  const whole = (term: string) => {
    const [prefix = '', ...rest] = term.split(':');
    const base = context[prefix];
    if (base === undefined) throw new Error(`${term} is no term of the context`);
    return base + rest.join(':');
  };
  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(expand);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key === '@type') return [key, [inner].flat().map((type) => whole(String(type)))];
        return key.startsWith('@') ? [key, inner] : [whole(key), [inner].flat().map(expand)];
      }),
    );
  };
  return document['@graph'].map((node) => expand(node) as Node);
}

describe('the catalogue', () => {
  const dcat = (name: string) => `http://www.w3.org/ns/dcat#${name}`;
  const dct = (name: string) => `http://purl.org/dc/terms/${name}`;
  const spdx = (name: string) => `http://spdx.org/rdf/terms#${name}`;
  /** Of DCAT 3 with its range: what must be there for each class here. */
  const asked: Readonly<Record<string, readonly string[]>> = {
    Catalog: [
      dct('title'),
      dct('description'),
      dct('publisher'),
      dct('license'),
      dct('modified'),
      dcat('dataset'),
      dct('spatial'),
    ],
    Dataset: [
      ...[
        'title',
        'description',
        'identifier',
        'publisher',
        'license',
        'issued',
        'modified',
        'spatial',
        'accrualPeriodicity',
      ].map(dct),
      ...['version', 'distribution', 'keyword'].map(dcat),
    ],
    DatasetSeries: [dct('title'), dct('description'), dct('publisher'), dct('license'), dct('accrualPeriodicity')],
    Distribution: [
      dct('license'),
      ...['accessURL', 'downloadURL', 'mediaType', 'byteSize'].map(dcat),
      spdx('checksum'),
    ],
  };
  let nodes: Node[];
  beforeAll(async () => {
    const { headers, bytes } = await get('/du-lieu-mo/catalogue.jsonld');
    expect(headers.get('content-type')).toBe('application/ld+json; charset=utf-8');
    nodes = nodesOf(JSON.parse(bytes.toString()));
  });
  const of = (name: string) => nodes.filter((node) => (node['@type'] as string[]).includes(dcat(name)));
  const refs = (node: Node, property: string) =>
    ((node[property] ?? []) as readonly { readonly '@id': string }[]).map((each) => each['@id']);

  test('has for each thing what DCAT 3 asks of it', () => {
    for (const [name, properties] of Object.entries(asked)) {
      expect([name, of(name).length > 0]).toEqual([name, true]);
      for (const node of of(name))
        for (const property of properties) expect([node['@id'], property, node[property]]).not.toContain(undefined);
    }
  });

  test('refers to nothing of its own that is not there', () => {
    const known = new Set(nodes.map((node) => node['@id']));
    const local: string[] = [];
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) for (const each of value) walk(each);
      else if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) {
          if (key === '@id' && String(inner).startsWith(`${house.url}/du-lieu-mo#`)) local.push(String(inner));
          else walk(inner);
        }
    };
    walk(nodes);
    expect(local.filter((each) => !known.has(each))).toEqual([]);
    const [catalogue] = of('Catalog');
    const listed = refs(catalogue as Node, dcat('dataset'));
    expect(new Set(listed)).toEqual(new Set([...of('Dataset'), ...of('DatasetSeries')].map((node) => node['@id'])));
  });

  test('gives addresses under which the very bytes lie that it tells size and checksum of', async () => {
    for (const node of of('Distribution')) {
      const [address] = refs(node, dcat('downloadURL'));
      const { status, bytes, headers } = await get((address as string).slice(house.url.length));
      expect([address, status]).toEqual([address, 200]);
      const first = (property: string, of: Node = node) => (of[property] as readonly Node[])[0] as Node;
      expect(bytes.length).toBe(Number(first(dcat('byteSize'))['@value']));
      const sum = first(spdx('checksumValue'), first(spdx('checksum')))['@value'];
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum);
      const media = String(refs(node, dcat('mediaType'))[0]);
      expect(headers.get('content-type')?.startsWith(media.replace(/^.*media-types\//, ''))).toBe(true);
    }
  });

  test('says of months that they are one series, about when they are, and that they are sample data', () => {
    const months = of('Dataset').filter((node) => node[dcat('inSeries')] !== undefined);
    expect(months.length).toBeGreaterThan(2);
    for (const node of months) {
      const [period] = node[dct('temporal')] as readonly Node[];
      expect(period?.[dcat('startDate')]).toBeDefined();
      expect(period?.[dcat('endDate')]).toBeDefined();
      expect(JSON.stringify(node[dct('title')])).toContain('[DỮ LIỆU MẪU]');
    }
    expect(JSON.stringify(months)).not.toContain('2022-10-31');
  });
});

describe('the page', () => {
  test('names licence and files in both languages, and what it leaves out', async () => {
    for (const [language, words] of [
      [
        'vi',
        ['Giấy phép Ghi công Creative Commons', 'DỮ LIỆU MẪU', 'chưa tìm thấy quyết định của tỉnh', 'tháng 9/2022'],
      ],
      ['en', ['Creative Commons Attribution 4.0', 'SAMPLE DATA', 'no decision of the province', '9/2022']],
    ] as const) {
      const { bytes } = await get('/du-lieu-mo', { cookie: `lang=${language}`, 'accept-language': language });
      for (const each of words)
        expect([language, bytes.toString().includes(each), each]).toEqual([language, true, each]);
    }
    expect(await file('khong-co.csv')).toContain('Không có tập dữ liệu này');
  });

  test('and its files are confirmed to whoever has them', async () => {
    const first = await get('/du-lieu-mo/don-vi.csv');
    const again = await get('/du-lieu-mo/don-vi.csv', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([first.status, again.status, again.bytes.length]).toEqual([200, 304, 0]);
    expect(first.headers.get('link')).toContain('rel="describedby"');
    expect(first.headers.get('x-ratelimit-limit')).toBe('120');
  });
});
