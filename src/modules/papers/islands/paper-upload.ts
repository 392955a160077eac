/**
 * Makes every plain upload form of the page send its files in small parts that go on after a broken link, with a bar that says how far it is.
 * A form it cannot serve is left to the browser. The parts follow the tus protocol; a library for it would weigh ten times as much.
 */
const partBytes = 512 * 1024;
const waitsMs = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
const limitBytes = 20_000_000;
const vi = document.documentElement.lang !== 'en';
const words = {
  sending: vi ? 'Đang tải lên' : 'Uploading',
  checking: vi ? 'Đang kiểm tra tệp' : 'Checking the file',
  waiting: vi ? 'Mất mạng, sẽ tự tải tiếp khi có mạng' : 'The link is lost; it will go on by itself',
  done: vi ? 'Đã tải lên' : 'Uploaded',
  large: vi
    ? 'Tệp lớn hơn 20 MB. Bạn chụp lại với độ phân giải thấp hơn.'
    : 'The file is larger than 20 MB. Take the photo at a lower resolution.',
  failed: vi ? 'Chưa tải lên được. Bạn thử lại.' : 'The upload failed. Please try again.',
};

class Refused extends Error {}
/** Not now: tried again some times, and told in the server's words when that did not help. */
class NotNow extends Error {}

for (const form of document.querySelectorAll<HTMLFormElement>('form[action="/tai-len/giay-to"]')) {
  form.addEventListener(
    'submit',
    (event) => {
      const input = form.querySelector<HTMLInputElement>('input[type=file]');
      const files = [...(input?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      // The page's own enhancer must not treat the form as sent.
      event.stopImmediatePropagation();
      void sendAll(form, files);
    },
    true,
  );
}

async function sendAll(form: HTMLFormElement, files: readonly File[]): Promise<void> {
  const view = progressView(form);
  const buttons = form.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  const fields = Object.fromEntries(
    [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  try {
    for (const file of files) await sendFile(file, fields, view);
    // A reload shows the page as the server knows it; the address carries no stale refusal.
    const back = new URL(fields['returnTo'] ?? location.pathname, location.href);
    back.hash = `giay-to-${fields['requirement'] ?? ''}`;
    const same = back.pathname === location.pathname && back.search === location.search;
    location.assign(back);
    if (same) location.reload();
  } catch (error) {
    view.say(error instanceof Refused || error instanceof NotNow ? error.message : words.failed, undefined, true);
    for (const button of buttons) button.disabled = false;
  }
}

async function sendFile(file: File, fields: Record<string, string>, view: View): Promise<void> {
  if (file.size > limitBytes) throw new Refused(words.large);
  const key = `upload ${fields['draftId']} ${fields['requirement']} ${file.name} ${file.size} ${file.lastModified}`;
  const headers = { 'tus-resumable': '1.0.0', accept: 'application/json', 'x-csrf-token': fields['_csrf'] ?? '' };
  let address = localStorage.getItem(key) ?? '';
  let offset = address === '' ? -1 : 0;
  for (let failures = 0; ; ) {
    try {
      if (offset < 0) {
        address = await begin(file, fields, headers);
        localStorage.setItem(key, address);
        offset = 0;
      } else if (failures > 0 || offset === 0) {
        const known = await askOffset(address, headers);
        if (known === undefined) {
          localStorage.removeItem(key);
          offset = -1;
          continue;
        }
        offset = known;
      }
      while (offset < file.size) {
        view.say(`${words.sending}: ${file.name}`, offset / file.size);
        const body = file.slice(offset, offset + partBytes);
        const answer = await fetch(address, {
          method: 'PATCH',
          body,
          headers: { ...headers, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        });
        await assertTaken(answer);
        offset = Number(answer.headers.get('upload-offset'));
        failures = 0;
      }
      view.say(`${words.checking}: ${file.name}`);
      await assertTaken(await fetch(`${address}/xong`, { method: 'POST', headers }));
      localStorage.removeItem(key);
      view.say(`${words.done}: ${file.name}`, 1);
      return;
    } catch (error) {
      if (error instanceof Refused) {
        localStorage.removeItem(key);
        throw error;
      }
      const wait = waitsMs[failures++];
      if (wait === undefined) throw error;
      view.say(words.waiting, offset / file.size);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function begin(file: File, fields: Record<string, string>, headers: Record<string, string>): Promise<string> {
  const { _csrf, returnTo, ...target } = fields;
  const metadata = Object.entries({ ...target, filename: file.name })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${toBase64(value)}`);
  const answer = await fetch('/tai-len', {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(file.size), 'upload-metadata': metadata.join(',') },
  });
  await assertTaken(answer);
  return answer.headers.get('location') ?? '';
}

async function askOffset(address: string, headers: Record<string, string>): Promise<number | undefined> {
  const answer = await fetch(address, { method: 'HEAD', headers });
  if (answer.status === 404 || answer.status === 410) return undefined;
  await assertTaken(answer);
  return Number(answer.headers.get('upload-offset'));
}

/** The link stood still, the two sides disagree how far the upload is, another request has it in hand, too many at once: all pass. */
const forNow = new Set([408, 409, 423, 429]);

/** What the server refuses for good is told in its words; anything else may be tried again. */
async function assertTaken(answer: Response): Promise<void> {
  if (answer.ok) return;
  const problem = (await answer.json().catch(() => undefined)) as { title?: string } | undefined;
  if (problem?.title !== undefined)
    throw answer.status < 500 && !forNow.has(answer.status) ? new Refused(problem.title) : new NotNow(problem.title);
  throw new Error(String(answer.status));
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

interface View {
  say(text: string, share?: number, bad?: boolean): void;
}

function progressView(form: HTMLFormElement): View {
  const known = form.querySelector<HTMLElement>('[data-progress]');
  const box = known ?? document.createElement('div');
  if (known === null) {
    box.dataset['progress'] = '';
    box.setAttribute('role', 'status');
    form.append(box);
  }
  const bar = document.createElement('progress');
  bar.className = 'uploadbar';
  bar.max = 1;
  const text = document.createElement('p');
  const input = form.querySelector('input[type=file]');
  text.id = `${input?.id ?? 'tep'}-bao`;
  const rules = input?.getAttribute('aria-describedby')?.replace(` ${text.id}`, '') ?? '';
  box.replaceChildren(bar, text);
  return {
    say(words, share, bad) {
      text.textContent = words;
      text.className = bad === true ? 'ds-validation-message' : 'small';
      bar.hidden = bad === true;
      if (bad === true) input?.setAttribute('aria-invalid', 'true');
      else input?.removeAttribute('aria-invalid');
      input?.setAttribute('aria-describedby', bad === true ? `${rules} ${text.id}` : rules);
      bar.setAttribute('aria-label', words);
      if (share === undefined) bar.removeAttribute('value');
      else bar.value = share;
    },
  };
}
