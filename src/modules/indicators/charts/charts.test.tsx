import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { fitText, textWidth } from './fit-text.ts';
import { pictureWidth } from './picture.tsx';
import { seriesPicture } from './series-picture.tsx';
import { SeriesPlot } from './series-plot.tsx';
import { shadeTiles, shortName } from './tile-map.tsx';
import { tilePicture } from './tile-picture.tsx';

const format = (value: number) => `${value} %`;
const months = (...values: readonly (number | undefined)[]) =>
  values.map((value, index) => ({ label: `${index + 1}/2022`, value }));
const plot = (segments: readonly { points: ReturnType<typeof months>; because?: string }[]) =>
  renderToString(<SeriesPlot segments={segments} format={format} height={200} across={(share) => share * 100} />);
const strokes = (svg: string) => svg.match(/<line [^>]*stroke-linecap/g)?.length ?? 0;
const frame = {
  language: 'vi',
  title: 'Tỷ lệ hồ sơ nộp trực tuyến',
  subtitle: 'Tỉnh Bạc Liêu · Tháng 9/2022',
  warning: 'DỮ LIỆU MẪU: trong kỳ có 3 trên 3 hồ sơ là hồ sơ mô phỏng.',
  notes: ['Nguồn: Cửa Số'],
} as const;

describe('a series', () => {
  test('is joined from month to month', () => {
    expect(strokes(plot([{ points: months(1, 2, 3, 4) }]))).toBe(3);
  });

  test('is not drawn over a month without a value, which is no zero', () => {
    const svg = plot([{ points: months(1, undefined, 3, 4) }]);
    expect(strokes(svg)).toBe(1);
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).toContain('–');
  });

  test('is broken where it begins anew, and says why beside the drawing', () => {
    const segments = [{ points: months(1, 2) }, { points: months(3, 4, 5), because: 'từ 6/2022: cách tính khác' }];
    const svg = plot(segments);
    expect(strokes(svg)).toBe(3);
    expect(svg).toContain('stroke-dasharray="2 3"');
    const picture = seriesPicture(frame, { segments }, format);
    expect(picture).toContain('(1) từ 6/2022: cách tính khác');
  });

  test('of three years keeps its words apart, and the newest month has its number', () => {
    const svg = plot([{ points: months(...Array.from({ length: 36 }, (_, index) => index)) }]);
    expect(svg.match(/<text/g)).toHaveLength(24);
    expect(svg).toContain('>35 %<');
  });
});

const tiles = (values: readonly (number | undefined)[]) => [
  {
    name: 'Huyện Hồng Dân',
    tiles: values.map((value, index) => ({ name: `Xã Số ${index}`, value, href: `/chi-so/${index}` })),
  },
];

describe('a tile map', () => {
  test('has equal colours for equal values, and none for what is not known', () => {
    const groups = tiles([0, 0, 0, 5, 9, undefined]);
    const { shadeOf, ranges } = shadeTiles(groups);
    expect([0, 5, 9].map(shadeOf)).toEqual([0, 3, 4]);
    expect(ranges).toEqual([
      { shade: 0, low: 0, high: 0 },
      { shade: 3, low: 5, high: 5 },
      { shade: 4, low: 9, high: 9 },
    ]);
    const picture = tilePicture(frame, groups, { format, noValue: 'chưa có số liệu' });
    expect(picture.match(/stroke-dasharray/g)).toHaveLength(2);
    expect(picture).toContain('chưa có số liệu');
  });

  test('calls a ward with a number by its whole name', () => {
    expect([shortName('Phường 7'), shortName('Phường Nhà Mát'), shortName('Thị trấn Gành Hào')]).toEqual([
      'Phường 7',
      'Nhà Mát',
      'Gành Hào',
    ]);
  });
});

describe('a picture that stands alone', () => {
  test('has title, unit, period, source and the mark of invented data in it, and no style sheet or script', () => {
    const picture = tilePicture(frame, tiles([1]), { format, noValue: '–' });
    for (const words of [frame.title, 'Tỉnh Bạc Liêu · Tháng 9/2022', 'DỮ LIỆU MẪU', 'Nguồn: Cửa Số'])
      expect(picture).toContain(`>${words}`);
    expect(picture).not.toMatch(/class=|<style|<script|href=/);
  });

  test('cuts no long name: every line fits', () => {
    const title = 'Tỷ lệ người dân trưởng thành có điện thoại thông minh sử dụng dịch vụ công trực tuyến '
      .repeat(3)
      .trim();
    const picture = seriesPicture({ ...frame, title }, { segments: [{ points: months(1, 2) }] }, format);
    const lines = [...picture.matchAll(/font-size="24"[^>]*>([^<]*)</g)].map((match) => match[1] ?? '');
    expect(lines.join(' ')).toBe(title);
    for (const line of lines) expect(textWidth(line, 24)).toBeLessThan(pictureWidth);
    expect(fitText('a'.repeat(200), 100, 14).join('')).toBe('a'.repeat(200));
  });
});
