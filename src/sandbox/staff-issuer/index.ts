import { createHash } from 'node:crypto';
import type { InteractionResults } from 'oidc-provider';
import { generateSync } from 'otplib';
import { html, sandboxPage } from '../issuer/page.ts';
import { type Exchange, type RunningIssuer, type SandboxClient, startIssuer } from '../issuer/server.ts';

export interface StaffPerson {
  /** Subject of the account at this issuer. */
  readonly subject: string;
  readonly name: string;
  /** Position and agency, as shown in the list. */
  readonly note: string;
  /** Shown first; the many officers made by rule are behind a search. */
  readonly featured: boolean;
}

export interface StaffIssuerOptions {
  /** Asked at each sign-in, so that joiners and leavers count at once. */
  readonly people: () => Promise<readonly StaffPerson[]>;
  readonly client: SandboxClient;
  readonly host?: string;
  readonly port?: number;
}

const label =
  'Hộp cát – hệ thống đăng nhập cán bộ mô phỏng. Mã xác thực hiện sẵn trên trang; hệ thống thật không bao giờ làm vậy.';

/** Two factors: the choice of person stands for the first, the code for the second. */
export const staffAcr = 'cuaso:hai-yeu-to';
const wrongCodesAllowed = 5;
const stepSeconds = 30;

interface Attempt {
  subject: string;
  wrong: number;
}

/** Starts the issuer that officials sign in with: person, then a one-time code (RFC 6238). */
export function startStaffIssuer(options: StaffIssuerOptions): Promise<RunningIssuer> {
  const attempts = new Map<string, Attempt>();
  /** Last time step whose code was taken, by person: a code serves once. */
  const usedSteps = new Map<string, number>();
  return startIssuer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    client: options.client,
    acrValues: [staffAcr],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], profile: ['HoVaTen'], acr: null, amr: null, auth_time: null },
    findAccount: async (_ctx, subject) => {
      const person = (await options.people()).find((one) => one.subject === subject);
      return person === undefined
        ? undefined
        : { accountId: subject, claims: async () => ({ sub: subject, HoVaTen: person.name }) };
    },
    interact: async (exchange) => interact(exchange, await options.people(), attempts, usedSteps),
  });
}

/** The demo's secret of a person's authenticator; public on purpose, so that whoever tries the demo can add it to a telephone. */
export function sandboxTotpSecret(subject: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(`sandbox-totp:${subject}`).digest();
  return Array.from({ length: 32 }, (_, index) => alphabet[(digest[index] as number) & 31]).join('');
}

/** The code that an authenticator would show now; the next one when this one has served already, so that nobody waits for half a minute in a demo. */
export function currentTotp(subject: string, usedStep = 0): string {
  const step = Math.max(Math.floor(Date.now() / 1000 / stepSeconds), usedStep + 1);
  return codeAt(subject, step);
}

function codeAt(subject: string, step: number): string {
  return generateSync({ secret: sandboxTotpSecret(subject), epoch: step * stepSeconds });
}

/** Which time step a code belongs to: one back for slow typing, twenty ahead because the page hands out codes that come next. */
function stepOf(subject: string, code: string): number | undefined {
  const now = Math.floor(Date.now() / 1000 / stepSeconds);
  return Array.from({ length: 22 }, (_, index) => now - 1 + index).find((step) => codeAt(subject, step) === code);
}

function interact(
  exchange: Exchange,
  people: readonly StaffPerson[],
  attempts: Map<string, Attempt>,
  usedSteps: Map<string, number>,
): InteractionResults | undefined {
  // Re-authentication before signing names the person: nobody else can answer it.
  const hinted = people.find((person) => person.subject === exchange.params['login_hint']);
  if (exchange.method === 'GET') {
    if (hinted === undefined) exchange.show(200, choosePage(exchange, people));
    else begin(exchange, hinted, attempts, usedSteps);
    return undefined;
  }
  if (exchange.form.get('viec') === 'huy') return { error: 'access_denied', error_description: 'the person went back' };
  const code = exchange.form.get('ma');
  if (code !== null) return check(exchange, code, people, attempts, usedSteps);
  const search = exchange.form.get('tim');
  if (search !== null) {
    exchange.show(200, choosePage(exchange, people, search));
    return undefined;
  }
  const chosen = hinted ?? people.find((person) => person.subject === exchange.form.get('nguoi'));
  if (chosen === undefined)
    exchange.show(422, choosePage(exchange, people, undefined, 'Không có cán bộ này, hoặc đã thôi việc.'));
  else begin(exchange, chosen, attempts, usedSteps);
  return undefined;
}

function begin(
  exchange: Exchange,
  person: StaffPerson,
  attempts: Map<string, Attempt>,
  usedSteps: ReadonlyMap<string, number>,
): void {
  if (attempts.size > 1000) attempts.clear();
  const known = attempts.get(exchange.uid);
  attempts.set(exchange.uid, { subject: person.subject, wrong: known?.wrong ?? 0 });
  exchange.show(200, codePage(exchange, person, usedSteps.get(person.subject)));
}

function check(
  exchange: Exchange,
  code: string,
  people: readonly StaffPerson[],
  attempts: Map<string, Attempt>,
  usedSteps: Map<string, number>,
): InteractionResults | undefined {
  const attempt = attempts.get(exchange.uid);
  const person = people.find((one) => one.subject === attempt?.subject);
  if (attempt === undefined || person === undefined) {
    exchange.show(422, choosePage(exchange, people, undefined, 'Hãy chọn lại người đăng nhập.'));
    return undefined;
  }
  const digits = code.replaceAll(/\s/g, '');
  const step = stepOf(person.subject, digits);
  if (step === undefined || step <= (usedSteps.get(person.subject) ?? 0)) {
    attempt.wrong += 1;
    if (attempt.wrong >= wrongCodesAllowed)
      return { error: 'access_denied', error_description: 'too many wrong codes' };
    const reason = step === undefined ? 'Mã không đúng.' : 'Mã này vừa được dùng rồi; hãy chờ mã mới (mỗi 30 giây).';
    exchange.show(
      422,
      codePage(
        exchange,
        person,
        usedSteps.get(person.subject),
        `${reason} Còn ${wrongCodesAllowed - attempt.wrong} lần thử.`,
      ),
    );
    return undefined;
  }
  usedSteps.set(person.subject, step);
  attempts.delete(exchange.uid);
  return { login: { accountId: person.subject, acr: staffAcr, amr: ['mfa', 'otp'], remember: false } };
}

function choosePage(exchange: Exchange, people: readonly StaffPerson[], search?: string, error?: string): string {
  const wanted = foldText(search ?? '');
  const shown = people
    .filter((person) => (wanted === '' ? person.featured : foldText(`${person.name} ${person.note}`).includes(wanted)))
    .slice(0, 40);
  return sandboxPage({
    title: 'Đăng nhập cán bộ (hộp cát)',
    label,
    body: html`
${error === undefined ? undefined : html`<div class="error" role="alert">${error}</div>`}
<p>Chọn người, rồi nhập mã xác thực.</p>
<form method="post" action="/dang-nhap/${exchange.uid}"><label for="tim">Tìm trong ${people.length} cán bộ theo tên, chức vụ, cơ quan</label>
<input type="text" id="tim" name="tim" maxlength="60" value="${search ?? ''}"> <button>Tìm</button></form>
<ul class="people">${shown.map(
      (
        person,
      ) => html`<li><form method="post" action="/dang-nhap/${exchange.uid}"><input type="hidden" name="nguoi" value="${person.subject}">
<button><strong>${person.name}</strong><span class="muted">${person.note}</span></button></form></li>`,
    )}</ul>
${shown.length === 0 ? html`<p>Không thấy ai. Hãy gõ ít chữ hơn.</p>` : undefined}
<form method="post" action="/dang-nhap/${exchange.uid}"><input type="hidden" name="viec" value="huy"><button class="plain">Không đăng nhập, quay lại</button></form>`,
  });
}

function codePage(exchange: Exchange, person: StaffPerson, usedStep: number | undefined, error?: string): string {
  return sandboxPage({
    title: 'Mã xác thực',
    label,
    body: html`
<p><strong>${person.name}</strong><br><span class="muted">${person.note}</span></p>
${error === undefined ? undefined : html`<div class="error" role="alert">${error}</div>`}
<p>Mã đang hiện trên điện thoại (hộp cát cho xem): <span class="code">${currentTotp(person.subject, usedStep)}</span></p>
<form method="post" action="/dang-nhap/${exchange.uid}"><label for="ma">Nhập mã 6 chữ số</label>
<input type="text" id="ma" name="ma" inputmode="numeric" autocomplete="one-time-code" maxlength="8" required>
<p><button>Xác thực</button></p></form>
<form method="post" action="/dang-nhap/${exchange.uid}"><input type="hidden" name="viec" value="huy"><button class="plain">Quay lại</button></form>`,
  });
}

function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .trim();
}
