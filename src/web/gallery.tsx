import type { VNode } from 'preact';
import type { AssetManifest } from './assets/manifest.ts';
import { parseGuide } from './components/guide-text.ts';
import { ErrorView, GuideView } from './components/views.tsx';
import type { NavGroup, PageFrame } from './frame.ts';
import { HomeSample } from './gallery-home.tsx';
import { DossierSample, InboxSample, PartsSample, TableSample } from './gallery-parts.tsx';
import { renderPage } from './layout.tsx';
import type { Language } from './texts.ts';

/** Every component with hard content: long Vietnamese names, nothing at all, a thousand rows. Looked at and checked in tests; no route leads here. */
export const galleryPages = ['home', 'parts', 'dossier', 'table', 'inbox', 'error', 'guide'] as const;
export type GalleryPage = (typeof galleryPages)[number];

export function renderGallery(page: GalleryPage, language: Language, assets: AssetManifest): string {
  return renderPage(
    samples[page](),
    page === 'inbox' ? officerFrame(language, assets) : citizenFrame(page, language, assets),
  );
}

const samples: Record<GalleryPage, () => VNode> = {
  home: () => <HomeSample />,
  parts: () => <PartsSample />,
  dossier: () => <DossierSample />,
  table: () => <TableSample />,
  inbox: () => <InboxSample />,
  error: () => (
    <ErrorView
      title="Hồ sơ đã được người khác sửa"
      text="Chị Lê Thị Hồng Cúc vừa lưu hồ sơ này lúc 08:14. Mở lại để xem bản mới, rồi làm tiếp."
      code="DOS-0007"
      actions={[
        { href: '/ho-so', label: 'Mở lại hồ sơ' },
        { href: '/', label: 'Về trang chủ' },
      ]}
    />
  ),
  guide: () => <GuideView title="Nộp hồ sơ trực tuyến" contentsLabel="Mục lục" blocks={parseGuide(guide)} />,
};

const sampleData = 'Dữ liệu mẫu: Bạc Liêu, 10/10/2022. Người và số liệu ở đây là mô phỏng.';

function citizenFrame(page: GalleryPage, language: Language, assets: AssetManifest): PageFrame {
  const signedIn = page === 'dossier' || page === 'parts';
  return {
    language,
    assets,
    path: `/mau/${page}`,
    brand: { name: 'Cửa Số', place: language === 'vi' ? 'Tỉnh Bạc Liêu' : 'Bạc Liêu province' },
    csrf: 'sample',
    sampleData,
    person: signedIn ? { name: 'Nguyễn Thị Bưởi' } : undefined,
    notice: page === 'parts' ? { kind: 'success', text: 'Đã lưu. Bạn có thể làm tiếp trên máy khác.' } : undefined,
  };
}

function officerFrame(language: Language, assets: AssetManifest): PageFrame {
  const items = [
    ['Chờ tiếp nhận', 12],
    ['Đang giải quyết', 38],
    ['Chờ bổ sung', 5],
    ['Chờ ký', 3],
    ['Chờ trả', 9],
    ['Nộp tại quầy', undefined],
    ['Tìm hồ sơ', undefined],
    ['Báo cáo', undefined],
  ] as const;
  const officerNav: readonly NavGroup[] = [
    {
      items: items.map(([label, count], index) => ({ href: `/mot-cua/${index}`, label, count, current: index === 0 })),
    },
  ];
  return {
    language,
    assets,
    path: '/mot-cua',
    brand: { name: 'Một cửa', place: 'Phường 7, TP. Bạc Liêu', href: '/mot-cua' },
    csrf: 'sample',
    sampleData,
    person: { name: 'Lê Thị Hồng Cúc', position: 'Công chức tiếp nhận, Bộ phận Một cửa Phường 7' },
    officerNav,
  };
}

const guide = `Bạn nộp hồ sơ ở nhà, không cần đến cơ quan. Mỗi bước đều lưu lại; **làm dở thì mở máy khác làm tiếp**.

## Trước khi nộp

- Giấy tờ cần có ghi ở trang của [từng thủ tục](/thu-tuc).
- Chụp bằng điện thoại cũng được,
  miễn là đọc rõ.

## Các bước

1. Tìm thủ tục.
2. Trả lời câu hỏi, mỗi trang một việc.
3. Xem lại rồi nộp.

## Sau khi nộp

> Cơ quan trả lời trong 8 giờ làm việc. Bạn chưa phải làm gì.

### Nếu thiếu giấy tờ

Bạn nhận được một danh sách đủ hết, chỉ một lần.`;
