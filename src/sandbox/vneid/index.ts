import { createHash } from 'node:crypto';
import type { InteractionResults } from 'oidc-provider';
import { html, sandboxPage } from '../issuer/page.ts';
import { type Exchange, type RunningIssuer, type SandboxClient, startIssuer } from '../issuer/server.ts';

export type { RunningIssuer, SandboxClient } from '../issuer/server.ts';

/** A person with an e-identity account, as the sandbox knows them. */
export interface VneidPerson {
  readonly key: string;
  readonly name: string;
  /** `1996-03-14`, `1947-06` or `1953`: papers of old people may show no day. */
  readonly birthDate: string;
  readonly level: 1 | 2;
  readonly document: { readonly kind: 'personal-number' | 'passport'; readonly number: string };
  /** One line that says why a visitor of the demo might choose this person. */
  readonly note: string;
}

export interface VneidOptions {
  readonly people: readonly VneidPerson[];
  readonly client: SandboxClient;
  /** The day on which the demonstration is set. */
  readonly setting: Temporal.PlainDate;
  readonly host?: string;
  readonly port?: number;
}

/** Portals took nothing but VNeID from this day on (Nghị định 69/2024/NĐ-CP, điều 40). */
const inForceFrom = Temporal.PlainDate.from('2024-07-01');

function labelOn(setting: Temporal.PlainDate): string {
  const yet =
    Temporal.PlainDate.compare(setting, inForceFrom) >= 0
      ? ''
      : `; VNeID chưa dùng cho cổng dịch vụ công ở ngày của bản mẫu (${setting.month}/${setting.year})`;
  return `Hộp cát – không phải VNeID thật${yet}. Người ở đây là mô phỏng.`;
}

/** Strength of the proof by account level: 01 is one factor, 02 is two (Nghị định 69/2024/NĐ-CP). */
export const vneidAcr = { 1: 'vneid:muc-1', 2: 'vneid:muc-2' } as const;

/** Starts the stand-in for VNeID. Claims are those seen after a sign-in with it (SoDinhDanh, HoVaTen, NgayThangNamSinh, …). */
export function startVneid(options: VneidOptions): Promise<RunningIssuer> {
  const people = new Map(options.people.map((person) => [subjectOf(person), person]));
  return startIssuer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    client: options.client,
    acrValues: Object.values(vneidAcr),
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      profile: ['LoaiTaiKhoan', 'SoDinhDanh', 'HoChieu', 'HoVaTen', 'NgayThangNamSinh', 'TechID', 'level'],
      acr: null,
      amr: null,
      auth_time: null,
    },
    findAccount: async (_ctx, subject) => {
      const person = people.get(subject);
      return person === undefined ? undefined : { accountId: subject, claims: async () => claimsOf(subject, person) };
    },
    interact: async (exchange) => interact(exchange, people, labelOn(options.setting)),
  });
}

/** The same person has the same subject after a restart, and it tells nothing about them. */
function subjectOf(person: VneidPerson): string {
  return createHash('sha256').update(`sandbox-vneid:${person.key}`).digest('base64url').slice(0, 22);
}

function claimsOf(subject: string, person: VneidPerson) {
  return {
    sub: subject,
    LoaiTaiKhoan: '1',
    ...(person.document.kind === 'passport'
      ? { HoChieu: person.document.number }
      : { SoDinhDanh: person.document.number }),
    HoVaTen: person.name,
    NgayThangNamSinh: person.birthDate,
    TechID: createHash('sha256').update(`sandbox-tech-id:${person.key}`).digest('hex').slice(0, 32),
    level: `0${person.level}`,
  };
}

function interact(
  exchange: Exchange,
  people: ReadonlyMap<string, VneidPerson>,
  label: string,
): InteractionResults | undefined {
  if (exchange.method === 'GET') {
    exchange.show(200, choosePage(exchange, people, label));
    return undefined;
  }
  if (exchange.form.get('viec') === 'huy') return { error: 'access_denied', error_description: 'the person went back' };
  const chosen = exchange.form.get('nguoi');
  const number = (exchange.form.get('so') ?? '').replaceAll(/[\s.]/g, '').toUpperCase();
  const found =
    chosen === null
      ? [...people].find(([, person]) => person.document.number === number)
      : [...people].find(([, person]) => person.key === chosen);
  if (found === undefined) {
    exchange.show(422, choosePage(exchange, people, label, number));
    return undefined;
  }
  const [accountId, person] = found;
  return {
    login: {
      accountId,
      acr: vneidAcr[person.level],
      amr: person.level === 2 ? ['mfa', 'pop'] : ['pop'],
      remember: false,
    },
  };
}

function choosePage(
  exchange: Exchange,
  people: ReadonlyMap<string, VneidPerson>,
  label: string,
  unknown?: string,
): string {
  return sandboxPage({
    title: 'Đăng nhập bằng tài khoản định danh (hộp cát)',
    label,
    body: html`
${unknown === undefined ? undefined : html`<div class="error" role="alert">Không có tài khoản nào với số “${unknown}”. Số 12 chữ số hoặc số hộ chiếu của người mô phỏng; chứng minh nhân dân 9 số và trẻ em chưa có tài khoản thì nộp tại quầy.</div>`}
<p>Chọn một người để đăng nhập. Cổng dịch vụ công sẽ nhận: số định danh (hoặc hộ chiếu), họ tên, ngày sinh và mức tài khoản.</p>
<p class="muted" lang="en">Choose a person to sign in as. The portal receives identity number, name, date of birth and account level.</p>
<ul class="people">${[...people.values()].map(
      (
        person,
      ) => html`<li><form method="post" action="/dang-nhap/${exchange.uid}"><input type="hidden" name="nguoi" value="${person.key}">
<button><strong>${person.name}</strong><span class="muted">Sinh ${vietnameseDate(person.birthDate)} · tài khoản mức 0${person.level} · ${person.note}</span></button></form></li>`,
    )}</ul>
<h2><label for="so">Hoặc nhập số định danh, số hộ chiếu</label></h2>
<form method="post" action="/dang-nhap/${exchange.uid}">
<input type="text" id="so" name="so" inputmode="text" autocomplete="off" maxlength="20" value="${unknown ?? ''}" required>
<p><button>Đồng ý chia sẻ và đăng nhập</button></p></form>
<form method="post" action="/dang-nhap/${exchange.uid}"><input type="hidden" name="viec" value="huy"><button class="plain">Không đăng nhập, quay lại cổng</button></form>`,
  });
}

function vietnameseDate(date: string): string {
  return date.split('-').reverse().join('/');
}
