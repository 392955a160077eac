import type { Sent } from '../callers.ts';
import type { Route } from '../rights/routes.ts';
import { hostileStrings, hostileValues, randomFrom } from './strings.ts';

type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly minItems?: number;
};
export interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
          }
        >
      >
    >
  >;
}

export interface HostileRequest {
  readonly method: 'GET' | 'POST';
  /** Which address of the house this is, its parameters unfilled: `POST /api/v1/dossiers`. */
  readonly address: string;
  readonly path: string;
  readonly sent: Sent;
}

/** True things of the house that requests are mixed from, so that they get past the door. */
export interface Known {
  readonly codes: readonly string[];
  readonly ids: readonly string[];
  /** Names of fields found in the pages. */
  readonly fields: readonly string[];
  readonly filing: Readonly<Record<string, unknown>>;
}

/** An endless row of requests from the document of the API and the server's own table of pages; the same for the same seed. */
export class HostileRequests {
  readonly #random: () => number;
  readonly #api: OpenApi;
  readonly #pages: readonly Route[];
  readonly #known: Known;

  constructor(seed: number, api: OpenApi, pages: readonly Route[], known: Known) {
    this.#random = randomFrom(seed);
    this.#api = api;
    this.#pages = pages;
    this.#known = known;
  }

  /** How many there are to be asked. */
  get addresses(): number {
    const ofApi = Object.values(this.#api.paths).flatMap((methods) => Object.keys(methods)).length;
    return ofApi + this.#pages.length;
  }

  next(): HostileRequest {
    return this.#chance(0.5) ? this.#apiRequest() : this.#pageRequest();
  }

  #apiRequest(): HostileRequest {
    const [path, methods] = this.#pick(Object.entries(this.#api.paths));
    const [method, operation] = this.#pick(Object.entries(methods));
    const query = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'query' && this.#chance(0.6))
      .map(({ name, schema }) => `${encodeURIComponent(name)}=${this.#encode(asText(this.#value(schema, 0.5)))}`);
    const headers = Object.fromEntries(
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name }) => [name, this.#chance(0.7) ? this.#pick(this.#known.ids) : this.#headerText()]),
    );
    const url =
      path.replaceAll(/\{(\w+)\}/g, (_, name: string) => this.#parameter(name)) +
      (query.length === 0 ? '' : `?${query.join('&')}`);
    const address = `${method.toUpperCase()} ${path}`;
    if (method === 'get') return { method: 'GET', address, path: url, sent: { headers: this.#headers(headers) } };
    const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
    return {
      method: 'POST',
      address,
      path: url,
      sent: this.#disturb(
        path.endsWith('/dossiers') && this.#chance(0.5)
          ? this.#spoiled(this.#known.filing)
          : schema === undefined
            ? {}
            : this.#value(schema, 0.15),
        headers,
      ),
    };
  }

  #pageRequest(): HostileRequest {
    const { method, path } = this.#pick(this.#pages);
    const address = `${method} ${path}`;
    const url = path.replaceAll(/:(\w+)(\(\^[^/]*\))?/g, (_, name: string) => this.#parameter(name));
    if (method === 'GET') {
      const names = [
        'q',
        'ma',
        'so',
        'sau',
        'lang',
        'tat',
        'qua-han',
        'cho',
        've',
        'xong',
        'trang',
        'thang',
        'loai',
        this.#text(),
      ];
      const query = Array.from(
        { length: Math.floor(this.#random() * 4) },
        () => `${this.#encode(this.#pick(names))}=${this.#encode(this.#text())}`,
      );
      return {
        method,
        address,
        path: url + (query.length === 0 ? '' : `?${query.join('&')}`),
        sent: { headers: this.#headers({}) },
      };
    }
    const fields = Array.from({ length: 1 + Math.floor(this.#random() * 8) }, () => [
      this.#chance(0.9) ? this.#pick(this.#known.fields) : this.#text(),
      this.#chance(0.7) ? this.#text() : this.#pick(['1', 'approve', 'self', 'child', ...this.#known.ids]),
    ]);
    const sent: Sent = { form: Object.fromEntries(fields) as Record<string, string>, headers: this.#headers({}) };
    return {
      method: 'POST',
      address,
      path: url,
      sent: this.#chance(0.1)
        ? { ...sent, unproved: true }
        : this.#chance(0.1)
          ? { json: Object.fromEntries(fields), headers: this.#headers({}) }
          : sent,
    };
  }

  /** A body that is almost right, in a wrapping that may be wrong. */
  #disturb(body: unknown, headers: Record<string, string>): Sent {
    const given = this.#headers(headers);
    const how = this.#random();
    if (how < 0.06) return { json: body, headers: given, unproved: true };
    if (how < 0.1)
      return {
        body: JSON.stringify(body).slice(0, -1 - Math.floor(this.#random() * 5)),
        headers: { ...given, 'content-type': 'application/json' },
      };
    if (how < 0.14)
      return {
        body: JSON.stringify(body),
        headers: {
          ...given,
          'content-type': this.#pick([
            'text/plain',
            'application/xml',
            'multipart/form-data; boundary=x',
            'application/json; charset=utf-16',
            'application/x-www-form-urlencoded',
            'image/png',
            'a/b;;=',
          ]),
        },
      };
    if (how < 0.17)
      return {
        body: `{"__proto__":{"admin":true},"constructor":{"prototype":{"x9":1}},"expectedVersion":1}`,
        headers: { ...given, 'content-type': 'application/json' },
      };
    if (how < 0.19)
      return { body: Buffer.from([0xff, 0xfe, 0x00, 0x7b]), headers: { ...given, 'content-type': 'application/json' } };
    return { json: body, headers: given };
  }

  #value(schema: Schema, spoil: number, depth = 0): unknown {
    if (this.#chance(spoil)) return this.#chance(0.6) ? this.#text() : this.#pick(hostileValues);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.#pick(schema.enum);
    if (schema.anyOf !== undefined) return this.#value(this.#pick(schema.anyOf), spoil, depth);
    switch (schema.type) {
      case 'object': {
        const entries = Object.entries(schema.properties ?? {}).filter(
          ([name]) => schema.required?.includes(name) !== false || this.#chance(0.5),
        );
        if (this.#chance(0.05)) entries.push([this.#text(), { type: 'string' }]);
        return Object.fromEntries(entries.map(([name, each]) => [name, this.#value(each, spoil, depth + 1)]));
      }
      case 'array':
        return Array.from({ length: Math.max(schema.minItems ?? 0, Math.floor(this.#random() * 3)) }, () =>
          this.#value(schema.items ?? {}, spoil, depth + 1),
        );
      case 'integer':
      case 'number':
        return this.#chance(0.7)
          ? Math.max(schema.minimum ?? 1, 1 + Math.floor(this.#random() * 4))
          : this.#pick([0, -1, 2 ** 31, 2 ** 53, 1.5]);
      case 'boolean':
        return this.#chance(0.5);
      default:
        return schema.format === 'uuid' ? this.#pick(this.#known.ids) : this.#text();
    }
  }

  /** Something true with one value in it replaced. */
  #spoiled(value: unknown): unknown {
    if (Array.isArray(value))
      return value.length === 0
        ? [this.#text()]
        : value.with(Math.floor(this.#random() * value.length), this.#spoiled(this.#pick(value)));
    if (typeof value !== 'object' || value === null)
      return this.#chance(0.7) ? this.#text() : this.#pick(hostileValues);
    const [name] = this.#pick(Object.entries(value));
    return { ...value, [name]: this.#spoiled((value as Record<string, unknown>)[name]) };
  }

  #parameter(name: string): string {
    if (this.#chance(0.25)) return this.#encode(this.#text());
    if (this.#chance(0.05))
      return this.#pick(['%00', '%ff', '%c0%ae', '..%2f', '%', '%2e%2e', '%0d%0aX: y', '%F0%9F%91']);
    if (name === 'code') return this.#pick(this.#known.codes);
    if (name === 'slug')
      return this.#pick(['dang-ky-khai-sinh', 'ho-tich', 'co-em-be', 'tiep-nhan', 'ghi-chu', 'chuyen']);
    if (name === 'box') return 'cho-tiep-nhan';
    if (name === 'page') return this.#pick(['kiem-tra', 'giay-to', 'cam-doan', 'requester']);
    return this.#pick(this.#known.ids);
  }

  #headers(own: Record<string, string>): Record<string, string> {
    if (this.#chance(0.85)) return own;
    return {
      ...own,
      ...this.#pick([
        { accept: 'application/json' },
        { accept: '*/*;q=x' },
        { origin: 'https://evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { referer: 'https://evil.example/%00' },
        { 'x-forwarded-for': '127.0.0.1' },
        { 'accept-language': this.#headerText() },
        { range: 'bytes=9-1,-' },
        { 'if-none-match': '"' },
        { 'x-http-method-override': 'DELETE' },
      ]),
    };
  }

  #headerText(): string {
    return this.#text()
      .replaceAll(/[^\t\x20-\x7e]/g, '?')
      .slice(0, 500);
  }

  #encode(text: string): string {
    return encodeURIComponent(text.toWellFormed())
      .slice(0, 3000)
      .replace(/%[0-9A-F]?$/, '');
  }

  #text(): string {
    return this.#pick(hostileStrings);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
