/** A browser without script for endpoint tests: keeps cookies, follows redirects across hosts, fills forms. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  get(path: string): Promise<Answer> {
    return this.#send(new URL(path, this.#base), { method: 'GET' });
  }

  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.#send(new URL(path, this.#base), {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  /** One request, no redirect followed. */
  async once(url: URL, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get('location') ?? undefined,
    };
  }

  async #send(url: URL, init: RequestInit): Promise<Answer> {
    let answer = await this.once(url, init);
    for (let hops = 0; answer.location !== undefined && hops < 12; hops += 1) {
      answer = await this.once(new URL(answer.location, answer.url));
    }
    return answer;
  }

  #keep(line: string): void {
    const [pair, ...flags] = line.split(';').map((part) => part.trim());
    const name = (pair as string).slice(0, (pair as string).indexOf('='));
    const value = (pair as string).slice(name.length + 1);
    const expires = flags.find((flag) => /^expires=/i.test(flag))?.slice(8);
    const gone =
      value === '' ||
      flags.some((flag) => /^max-age=0$/i.test(flag)) ||
      (expires !== undefined && Date.parse(expires) <= Date.now());
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | undefined;
}

/** Value of the first hidden field of a name. */
export function hiddenField(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
  if (value === undefined) throw new Error(`no field ${name} on the page`);
  return value;
}

/** Signs in through the sandbox VNeID as a person of the demo. */
export async function signInAsCitizen(visitor: Visitor, key: string, returnTo?: string): Promise<Answer> {
  const page = await visitor.get(
    `/dang-nhap/vneid${returnTo === undefined ? '' : `?ve=${encodeURIComponent(returnTo)}`}`,
  );
  return visitor.post(page.url.href, { nguoi: key });
}

/** Signs in through the sandbox staff issuer: person, then the code that the sandbox shows. */
export async function signInAsOfficer(visitor: Visitor, key: string, returnTo?: string): Promise<Answer> {
  const page = await visitor.get(
    `/dang-nhap/can-bo${returnTo === undefined ? '' : `?ve=${encodeURIComponent(returnTo)}`}`,
  );
  const code = await visitor.post(page.url.href, { nguoi: `cb-${key}` });
  return visitor.post(code.url.href, { ma: shownCode(code.text) });
}

export function shownCode(page: string): string {
  const code = /class="code">(\d{6})</.exec(page)?.[1];
  if (code === undefined) throw new Error('the sandbox shows no code');
  return code;
}
