import type { FastifyInstance } from 'fastify';

/**
 * Addresses that only take forms. Whoever asks for one as a page (by switching the language of the answer, by a bookmark, by going back) is led to
 * the page above it, where the form stands: `/ho-so/…/rut` to `/ho-so/…`.
 */
export class FormAddresses {
  readonly #pages: RegExp[] = [];
  readonly #forms: RegExp[] = [];

  /** Before the routes are added. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ method, url }) => {
      const methods = [method].flat();
      const pattern = new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`);
      if (methods.includes('GET')) this.#pages.push(pattern);
      if (methods.includes('POST')) this.#forms.push(pattern);
    });
  }

  /** The nearest page above an address that takes forms and is no page itself. */
  pageAbove(url: string): string | undefined {
    const { pathname, search } = new URL(url, 'http://site.invalid');
    const isOneOf = (patterns: readonly RegExp[], path: string) => patterns.some((pattern) => pattern.test(path));
    if (!isOneOf(this.#forms, pathname) || isOneOf(this.#pages, pathname)) return undefined;
    for (let path = parentOf(pathname); path !== ''; path = parentOf(path))
      if (isOneOf(this.#pages, path)) return `${path}${search}`;
    return undefined;
  }
}

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
