const longest = 2000;

/** The path to go back to after signing in, or undefined unless it is a path of this site: no other host, no backslash, no control characters. */
export function safeReturnPath(wanted: unknown): string | undefined {
  if (typeof wanted !== 'string' || wanted.length > longest || !/^\/(?![/\\])/.test(wanted)) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop tab and line breaks from addresses, so `/\t/host` would leave the site
  if (/[\u0000-\u001f\\]/.test(wanted)) return undefined;
  const url = URL.parse(wanted, 'http://site.invalid');
  if (
    url === null ||
    url.host !== 'site.invalid' ||
    url.pathname.startsWith('/dang-nhap') ||
    url.pathname.startsWith('/dang-xuat')
  )
    return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
