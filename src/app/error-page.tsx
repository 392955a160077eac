import type { FastifyReply, FastifyRequest } from 'fastify';
import { identityErrors, pageOf, redirectFor } from '../modules/identity/index.ts';
import type { DomainError } from '../platform/errors.ts';
import { statusOf } from '../platform/http/problem.ts';
import { defineTexts, type Language } from '../platform/text.ts';
import { ErrorView, type NavItem } from '../web/index.ts';
import type { FormAddresses } from './form-addresses.ts';
import { type SentForm, sentFormOf } from './sent-form.ts';

const texts = defineTexts({
  vi: {
    home: 'Trang chủ',
    work: 'Việc của tôi',
    findDossier: 'Tìm hồ sơ',
    positions: 'Vị trí của tôi',
    signIn: 'Đăng nhập',
    otherAccount: 'Đăng nhập tài khoản khác',
    findProcedure: 'Tìm thủ tục',
    track: 'Tra cứu hồ sơ',
    mine: 'Hồ sơ của tôi',
    tryAgain: 'Thử lại',
    sendAgain: 'Gửi lại những gì đã gõ',
    back: 'Quay lại trang trước',
  },
  en: {
    home: 'Home',
    work: 'My work',
    findDossier: 'Find a dossier',
    positions: 'My positions',
    signIn: 'Sign in',
    otherAccount: 'Sign in with another account',
    findProcedure: 'Find a procedure',
    track: 'Track a dossier',
    mine: 'My dossiers',
    tryAgain: 'Try again',
    sendAgain: 'Send what you typed again',
    back: 'Back to the page before',
  },
});

/** The page for what went wrong, or the page where the person can go on. */
export async function errorPage(
  request: FastifyRequest,
  reply: FastifyReply,
  error: DomainError,
  forms: FormAddresses,
): Promise<FastifyReply> {
  const elsewhere = (await redirectFor(request, reply, error)) ?? pageOfForm(request, error, forms);
  if (elsewhere !== undefined) return reply.redirect(elsewhere, 303);
  const passing = error.kind === 'unavailable' || error.kind === 'too-many';
  const sent = passing ? await sentFormOf(request) : undefined;
  // What was typed stands in this page.
  if (sent !== undefined) reply.header('cache-control', 'no-store');
  return reply.html(
    <ErrorView
      title={statusTitle(statusOf[error.kind], request.language)}
      text={error.words[request.language]}
      code={error.code}
      actions={[...waysBack(request, error, sent), ...nextSteps(request, error)]}
      {...(sent === undefined ? {} : { again: { ...sent, label: texts(request.language).sendAgain } })}
      {...(request.actor.capacity === 'staff' ? { kind: 'officer' as const } : {})}
    />,
  );
}

function pageOfForm(request: FastifyRequest, error: DomainError, forms: FormAddresses): string | undefined {
  return request.method === 'GET' && error.kind === 'not-found' ? forms.pageAbove(request.url) : undefined;
}

/** To where the person just was: the same page for what will pass, the page of the form for what was sent. */
function waysBack(request: FastifyRequest, error: DomainError, sent: SentForm | undefined): readonly NavItem[] {
  const t = texts(request.language);
  if (request.method === 'POST') return sent === undefined ? [{ href: pageOf(request), label: t.back }] : [];
  const passes = error.kind === 'unavailable' || error.kind === 'too-many';
  return passes ? [{ href: request.originalUrl, label: t.tryAgain }] : [];
}

/** What the visitor can do now: a citizen from the first page, an officer from their work. */
function nextSteps(request: FastifyRequest, error: DomainError): readonly NavItem[] {
  const t = texts(request.language);
  const other =
    error.code === identityErrors.wrongCapacity().code
      ? [{ href: `/dang-nhap?ve=${encodeURIComponent(pageOf(request))}`, label: t.otherAccount }]
      : [];
  // Who it is cannot be told while the database does not answer; where they were can.
  const atOffice = request.session === undefined && /^\/(?:mot-cua|can-bo|quan-tri|kiem-toan)\b/.test(request.url);
  if (request.actor.capacity === 'staff' || atOffice) {
    const work = { href: '/mot-cua', label: t.work };
    if (error.kind === 'not-found') return [work, { href: '/mot-cua/tim', label: t.findDossier }];
    return error.kind === 'forbidden' && !atOffice
      ? [...other, work, { href: '/can-bo/vi-tri', label: t.positions }]
      : [work];
  }
  const home = { href: '/', label: t.home };
  const follow =
    request.session === undefined ? { href: '/tra-cuu', label: t.track } : { href: '/ho-so', label: t.mine };
  if (error.code.startsWith('IDE-') && request.session === undefined)
    return [{ href: `/dang-nhap?ve=${encodeURIComponent(pageOf(request))}`, label: t.signIn }, home];
  if (error.kind === 'not-found') return [home, { href: '/thu-tuc', label: t.findProcedure }, follow];
  return [...other, home, follow];
}

function statusTitle(status: number, language: Language): string {
  const titles: Readonly<Record<number, { vi: string; en: string }>> = {
    401: { vi: 'Cần đăng nhập', en: 'Sign in first' },
    403: { vi: 'Không được phép', en: 'Not allowed' },
    404: { vi: 'Không tìm thấy', en: 'Not found' },
    409: { vi: 'Chưa ghi được', en: 'Not stored' },
    413: { vi: 'Nội dung quá lớn', en: 'Too large' },
    422: { vi: 'Cần sửa lại', en: 'Needs mending' },
    429: { vi: 'Hãy chờ một chút', en: 'Wait a moment' },
    503: { vi: 'Tạm thời chưa phục vụ được', en: 'Not available just now' },
  };
  return (titles[status] ?? { vi: 'Có lỗi', en: 'Something went wrong' })[language];
}
