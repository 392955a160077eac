import { defineTexts } from '../../../platform/text.ts';

export const mapTexts = defineTexts({
  vi: {
    lead: 'Bấm vào một đơn vị để xem số liệu của đơn vị đó. Cùng số liệu ở các ô và bảng bên dưới.',
    without: '{count} đơn vị chưa có đường biên; xem ở các ô bên dưới.',
    noValue: 'chưa có số liệu',
  },
  en: {
    lead: 'Choose a unit to see its figures. The same figures stand in the tiles and the table below.',
    without: '{count} units have no border yet; see the tiles below.',
    noValue: 'no data yet',
  },
});
