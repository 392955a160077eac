import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireStaff, sessionOf } from '../modules/identity/index.ts';
import { publicActor } from '../platform/actor.ts';
import { measureRequests } from '../platform/http/measure-requests.ts';
import { createHttpServer } from '../platform/http/server.ts';
import { assetRoutes } from '../web/assets/asset-routes.ts';
import {
  type AssetManifest,
  type Brand,
  type NavGroup,
  type NavItem,
  type PageFrame,
  renderPage,
} from '../web/index.ts';
import { apiDocumentRoutes, describeApi } from './api-document.tsx';
import { errorPage } from './error-page.tsx';
import { FormAddresses } from './form-addresses.ts';
import type { Rooms, Waiting } from './rooms.ts';

export interface ServerOptions {
  readonly rooms: Rooms;
  readonly assets: AssetManifest;
  readonly secure: boolean;
  readonly formOrigins: readonly string[];
  readonly brand: Brand;
  readonly sampleData: { readonly vi: string; readonly en: string } | undefined;
  readonly logLevel: 'info' | 'warn' | 'silent';
}

/** The HTTP face of the platform: every room's routes behind one door. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { rooms } = options;
  const waiting: WaitingByRequest = new WeakMap();
  const forms = new FormAddresses();
  const app = await createHttpServer({
    secure: options.secure,
    formOrigins: options.formOrigins,
    requestsPerMinute: 1200,
    logLevel: options.logLevel,
    renderPage: (request, page) => renderPage(page, frameOf(request, options, waiting.get(request))),
    errorPage: (request, reply, error) => errorPage(request, reply, error, forms),
  });
  forms.watch(app);
  await describeApi(app);
  await app.register(assetRoutes(options.assets));
  await app.register(rooms.identity);
  addWaiting(app, rooms, waiting);
  addProbes(app, rooms);
  await app.register(apiDocumentRoutes);
  for (const routes of rooms.routes) await app.register(routes);
  return app;
}

type WaitingByRequest = WeakMap<FastifyRequest, Waiting>;

/** Counts are read before the page is made, and only where a page is made. */
function addWaiting(app: FastifyInstance, rooms: Rooms, waiting: WaitingByRequest): void {
  app.addHook('preHandler', async (request) => {
    const { actor } = request;
    if (rooms.waiting === undefined || (actor.capacity !== 'citizen' && actor.capacity !== 'staff')) return;
    if (request.headers.accept?.includes('text/html') !== true) return;
    waiting.set(request, await rooms.waiting(actor));
  });
}

function frameOf(request: FastifyRequest, options: ServerOptions, waiting: Waiting | undefined): PageFrame {
  const { language, actor } = request;
  const officer = actor.capacity === 'staff';
  const session = request.session;
  return {
    language,
    path: request.url,
    brand: officer
      ? {
          name: language === 'vi' ? 'Một cửa' : 'One-stop',
          place: sessionOf(request)?.position?.agencyName[language] ?? options.brand.place,
          href: '/mot-cua',
        }
      : options.brand,
    assets: options.assets,
    csrf: session === undefined ? undefined : request.csrfToken,
    person:
      session === undefined
        ? undefined
        : {
            name: session.displayName,
            position: session.title,
            signOutHref: '/dang-xuat',
            ...(officer ? {} : { links: citizenLinks(request, waiting?.unread ?? 0) }),
          },
    sampleData: options.sampleData?.[language],
    officerNav: officer ? officerNav(request, waiting) : undefined,
  };
}

function citizenLinks(request: FastifyRequest, unread: number): readonly NavItem[] {
  const vi = request.language === 'vi';
  const item = (href: string, label: string) => ({ href, label, current: request.url.split('?')[0] === href });
  const notices = vi ? 'Thông báo' : 'Notices';
  return [
    item('/ho-so', vi ? 'Hồ sơ của tôi' : 'My dossiers'),
    item('/thong-bao', unread === 0 ? notices : `${notices} (${unread} ${vi ? 'chưa đọc' : 'unread'})`),
    item('/giay-to', vi ? 'Giấy tờ của tôi' : 'My papers'),
    item('/tai-khoan/ai-xem', vi ? 'Ai đã xem dữ liệu của tôi' : 'Who read my data'),
    item('/tai-khoan', vi ? 'Tài khoản' : 'Account'),
  ];
}

function officerNav(request: FastifyRequest, waiting: Waiting | undefined): readonly NavGroup[] {
  const vi = request.language === 'vi';
  const item = (href: string, label: string) => ({
    href,
    label,
    // `/mot-cua/so` is not the beginning of `/mot-cua/so-lieu`.
    current: new RegExp(`^${href}(?![\\w-])`).test(request.url),
    count: href === '/mot-cua/thong-bao' ? waiting?.unread || undefined : waiting?.boxes?.[href],
  });
  const roles = request.actor.capacity === 'staff' ? request.actor.roles : [];
  // Whoever neither takes in nor decides has no boxes.
  const handles = roles.some((role) => role !== 'administrator' && role !== 'auditor');
  const boxes = [
    item('/mot-cua/cho-tiep-nhan', vi ? 'Chờ tiếp nhận' : 'To take in'),
    item('/mot-cua/dang-giai-quyet', vi ? 'Đang giải quyết' : 'In process'),
    item('/mot-cua/cho-bo-sung', vi ? 'Chờ bổ sung' : 'Waiting for supplement'),
    item('/mot-cua/cho-ky', vi ? 'Chờ ký' : 'To sign'),
    item('/mot-cua/cho-phat-hanh', vi ? 'Chờ cấp số' : 'To number and seal'),
    item('/mot-cua/cho-tra', vi ? 'Chờ trả' : 'To hand over'),
    ...(roles.includes('reception') ? [item('/mot-cua/quay', vi ? 'Nộp tại quầy' : 'File at the counter')] : []),
  ];
  const office = [
    ...(handles ? boxes : []),
    item('/mot-cua/thong-bao', vi ? 'Thông báo' : 'Notices'),
    ...(handles ? [item('/mot-cua/tim', vi ? 'Tìm hồ sơ' : 'Find a dossier')] : []),
    ...(roles.some((role) => role === 'clerk' || role === 'specialist' || role === 'leader')
      ? [item('/mot-cua/so', vi ? 'Sổ của cơ quan' : 'Registers')]
      : []),
    ...(roles.some((role) => role === 'reception' || role === 'specialist' || role === 'leader')
      ? [
          item('/mot-cua/so-lieu', vi ? 'Số liệu báo cáo' : 'Reported figures'),
          item('/chi-so/don-vi-toi', vi ? 'Chỉ số của đơn vị' : 'Our figures'),
        ]
      : []),
  ];
  const administration = [
    ...(roles.includes('administrator')
      ? [
          item('/quan-tri/nhan-su', vi ? 'Nhân sự' : 'Staff'),
          item('/quan-tri/uy-quyen', vi ? 'Ủy quyền' : 'Delegations'),
        ]
      : []),
    item('/quan-tri/mo-khan-cap', vi ? 'Mở khẩn cấp' : 'Break-glass'),
    ...(roles.includes('auditor') ? [item('/kiem-toan', vi ? 'Kiểm tra truy cập' : 'Access audit')] : []),
    item('/can-bo/vi-tri', vi ? 'Vị trí của tôi' : 'My positions'),
  ];
  return [{ items: office }, { label: vi ? 'Khác' : 'More', items: administration }];
}

function addProbes(app: FastifyInstance, rooms: Rooms): void {
  const metrics = measureRequests(app);
  app.get('/livez', { schema: { hide: true } as object }, async () => 'ok');
  app.get('/readyz', { schema: { hide: true } as object }, async () => {
    await rooms.database.read(publicActor, (tx) => tx.row('select 1 as ready'));
    return 'ok';
  });
  app.get('/metrics', { schema: { hide: true } as object }, async (request, reply) => {
    // Figures of the process only; from this machine, or by an administrator.
    if (request.ip !== '127.0.0.1' && request.ip !== '::1') requireStaff(request, 'administrator');
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}
