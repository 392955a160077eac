import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import type { AssetManifest } from '../assets/manifest.ts';
import type { PageFrame } from '../frame.ts';
import { Page, renderPage } from '../layout.tsx';
import { ErrorSummary } from './alert.tsx';
import { Button } from './button.tsx';
import { DataTable } from './data-table.tsx';
import { ShareBar } from './figures.tsx';
import { CsrfField } from './form.tsx';
import { Money } from './formats.tsx';
import { parseGuide } from './guide-text.ts';
import { Island } from './island.tsx';
import { pagesShown } from './navigation.tsx';
import { GuideView } from './views.tsx';

const asset = (name: string) => ({ name, type: '', sizeBytes: 1, encodings: [] });
const assets: AssetManifest = {
  folder: '',
  files: Object.fromEntries(
    ['style.css', 'officer.css', 'enhance.js', 'door.svg', 'map.js'].map((name) => [name, asset(name)]),
  ),
};
const frame: PageFrame = {
  language: 'vi',
  path: '/thu-tuc?q=a&lang=vi',
  brand: { name: 'Cửa Số', place: 'Tỉnh Bạc Liêu' },
  assets,
  csrf: 'tok"en',
};
const html = (content: VNode, extra: Partial<PageFrame> = {}) =>
  renderPage(<Page title="Thử">{content}</Page>, { ...frame, ...extra });

describe('a page', () => {
  it('is a whole document in its language, without inline script or style', () => {
    const page = html(<p>x</p>);
    expect(page).toMatch(/^<!doctype html><html lang="vi"/);
    expect(page).toContain('<title>Thử · Cửa Số · Tỉnh Bạc Liêu</title>');
    expect(page).not.toMatch(/ style=|<style|<script(?![^>]* src=)| on[a-z]+="/);
  });

  it('switches the language and keeps the rest of the address', () => {
    expect(html(<p />)).toContain('href="/thu-tuc?q=a&amp;lang=en"');
    expect(html(<p />, { language: 'en' })).toContain('href="/thu-tuc?q=a&amp;lang=vi"');
  });

  it('shows the banner of sample data, and nothing where there is none', () => {
    expect(html(<p />, { sampleData: 'Dữ liệu mẫu' })).toContain('Dữ liệu mẫu');
    expect(html(<p />)).not.toContain('class="sample"');
  });

  it('leads back from signing in to where one was', () => {
    expect(html(<p />)).toContain(`href="/dang-nhap?ve=${encodeURIComponent('/thu-tuc?q=a&lang=vi')}"`);
    for (const path of ['/', '/dang-nhap?ve=/ho-so', '/dang-xuat'])
      expect(html(<p />, { path })).toContain('href="/dang-nhap"');
  });

  it('signs out by a form with the token of the session', () => {
    expect(html(<p />, { person: { name: 'Nguyễn Thị Bưởi' } })).toMatch(
      /action="\/dang-xuat"><input type="hidden" name="_csrf" value="tok&quot;en"/,
    );
  });
});

describe('components', () => {
  it('escape what people typed', () => {
    expect(html(<ErrorSummary faults={[{ text: '<img src=x onerror=alert(1)>' }]} />)).not.toContain('<img');
  });

  it('write the token only where there is a session', () => {
    expect(html(<CsrfField />, { csrf: undefined })).not.toContain('_csrf');
  });

  it('carry island properties that cannot end their element', () => {
    const page = html(<Island name="map" props={{ name: '</script><script>alert(1)</script>' }} />);
    expect(page).not.toContain('<script>alert');
    expect(JSON.parse(/application\/json">(.*?)<\/script>/.exec(page)?.[1] ?? '')).toEqual({
      name: '</script><script>alert(1)</script>',
    });
  });

  it('say in words that nothing is to be paid', () => {
    expect(html(<Money dong={0} />)).toContain('Không thu phí');
    expect(html(<Money dong={8000} />)).toContain('8.000 đ');
  });

  it('draw at least a hair of what is not nothing, and no more than the whole', () => {
    expect(html(<ShareBar share={0.0003} label="x" />)).toContain('width="1%"');
    expect(html(<ShareBar share={7} label="x" />)).toContain('width="100%" height="10"');
    expect(html(<ShareBar share={0} label="x" />)).toContain('width="0%"');
  });

  it('write no attribute for what a button was not given', () => {
    expect(html(<Button>Nộp</Button>)).toContain('<button class="ds-button" type="submit">Nộp</button>');
  });

  it('show the empty state in place of an empty table, and mark the sorted column', () => {
    const columns = [{ key: 'a', label: 'Tên', sortable: true, cell: (row: string) => row }];
    const sort = {
      key: 'a',
      direction: 'up' as const,
      hrefOf: (key: string, direction: string) => `?${key}=${direction}`,
    };
    expect(
      html(<DataTable caption="c" columns={columns} rows={[]} rowKey={String} empty={<p>trống</p>} />),
    ).not.toContain('<table');
    const page = html(<DataTable caption="c" columns={columns} rows={['x']} rowKey={String} sort={sort} />);
    expect(page).toContain('aria-sort="ascending"');
    expect(page).toContain('href="?a=down"');
  });

  it('list the first, the last and the near pages', () => {
    expect(pagesShown(1, 1)).toEqual([1]);
    expect(pagesShown(1, 20)).toEqual([1, 2, 20]);
    expect(pagesShown(10, 20)).toEqual([1, 9, 10, 11, 20]);
  });
});

describe('guides', () => {
  it('reads headings, lists, notes and paragraphs', () => {
    expect(
      parseGuide('Mở đầu\ntiếp.\n\n## Trước khi nộp\nĐoạn.\n\n- một\n- hai\n  dòng nữa\n\n1. trước\n2. sau\n\n> lưu ý'),
    ).toEqual([
      { kind: 'paragraph', text: 'Mở đầu tiếp.' },
      { kind: 'heading', level: 2, text: 'Trước khi nộp', id: 'truoc-khi-nop' },
      { kind: 'paragraph', text: 'Đoạn.' },
      { kind: 'list', ordered: false, items: ['một', 'hai dòng nữa'] },
      { kind: 'list', ordered: true, items: ['trước', 'sau'] },
      { kind: 'note', text: 'lưu ý' },
    ]);
  });

  it('links to local and https addresses only', () => {
    const page = renderPage(
      <GuideView title="Hướng dẫn" blocks={parseGuide('[a](/thu-tuc) [b](javascript:alert(1)) **đậm**')} />,
      frame,
    );
    expect(page).toContain('<a href="/thu-tuc">a</a>');
    expect(page).not.toContain('href="javascript');
    expect(page).toContain('<b>đậm</b>');
  });
});
