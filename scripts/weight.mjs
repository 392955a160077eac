// What a first visit to a citizen page loads, as it travels, beside the limits: node scripts/weight.mjs http://127.0.0.1:3000 / /thu-tuc
import { get } from 'node:http';
import { get as getSecure } from 'node:https';

/** Bytes. HTML, styles and scripts together; fonts on their own. */
const limits = { page: 45_000, fonts: 70_000 };

const [base, ...paths] = process.argv.slice(2);
if (base === undefined) {
  console.error('Say where the server runs: node scripts/weight.mjs http://127.0.0.1:3000 [/path …]');
  process.exit(2);
}

/** Size as it came over the wire, and the text: fetch() unpacks and hides the size, so the plain client asks. */
function load(url) {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? getSecure : get)(
      url,
      { headers: { 'accept-encoding': 'br, gzip' } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`));
          resolve({ body: Buffer.concat(chunks), encoding: response.headers['content-encoding'] ?? 'none' });
        });
      },
    );
    request.on('error', reject);
  });
}

const { brotliDecompressSync, gunzipSync } = await import('node:zlib');
const unpack = ({ body, encoding }) =>
  (encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

let over = false;
for (const path of paths.length === 0 ? ['/'] : paths) {
  const html = await load(new URL(path, base).href);
  const text = unpack(html);
  const rows = [[`HTML (${html.encoding})`, html.body.length]];
  const addresses = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2],
  );
  const fonts = new Set();
  for (const address of new Set(addresses)) {
    const asset = await load(new URL(address, base).href);
    rows.push([`${address.split('/').at(-1)} (${asset.encoding})`, asset.body.length]);
    if (!address.endsWith('.css')) continue;
    for (const [, font] of unpack(asset).matchAll(/url\(([^)"']+\.woff2)\)/g))
      fonts.add(new URL(font, new URL(address, base)).href);
  }
  let fontBytes = 0;
  for (const font of fonts) fontBytes += (await load(font)).body.length;
  const pageBytes = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`\n${path}`);
  for (const [name, bytes] of rows) console.log(`  ${kB(bytes)}  ${name}`);
  console.log(
    `  ${kB(pageBytes)}  of ${kB(limits.page).trim()} for HTML, styles and scripts${pageBytes > limits.page ? '  TOO HEAVY' : ''}`,
  );
  console.log(
    `  ${kB(fontBytes)}  of ${kB(limits.fonts).trim()} for ${fonts.size} fonts${fontBytes > limits.fonts ? '  TOO HEAVY' : ''}`,
  );
  over ||= pageBytes > limits.page || fontBytes > limits.fonts;
}
process.exitCode = over ? 1 : 0;
