import type { FormDefinition } from './definition.ts';

const words = (vi: string, en: string) => ({ vi, en });

/** A form with every kind of field and of condition, for tests. */
export const everyKindForm: FormDefinition = {
  steps: [
    {
      key: 'child',
      title: words('Trẻ', 'Child'),
      fields: [
        { key: 'name', kind: 'person-name', label: words('Họ và tên', 'Full name') },
        { key: 'birthDate', kind: 'date', label: words('Ngày sinh', 'Date of birth'), min: 'today-18y', max: 'today' },
        { key: 'birthTime', kind: 'time', label: words('Giờ sinh', 'Time of birth'), required: false },
        { key: 'ethnicity', kind: 'ethnicity', label: words('Dân tộc', 'Ethnic group') },
        { key: 'nationality', kind: 'nationality', label: words('Quốc tịch', 'Nationality') },
        {
          key: 'bornAt',
          kind: 'choice',
          label: words('Nơi sinh', 'Place of birth'),
          options: [
            { value: 'facility', label: words('Cơ sở y tế', 'Health facility') },
            { value: 'home', label: words('Ở nhà', 'At home') },
          ],
        },
        {
          key: 'facility',
          kind: 'text',
          label: words('Tên cơ sở y tế', 'Name of the facility'),
          when: { field: 'bornAt', is: 'facility' },
        },
        {
          key: 'witness',
          kind: 'person-name',
          label: words('Người làm chứng', 'Witness'),
          when: { all: [{ field: 'bornAt', is: 'home' }, { not: { field: 'birthTime', answered: true } }] },
        },
      ],
    },
    {
      key: 'mother',
      title: words('Mẹ', 'Mother'),
      fields: [
        { key: 'known', kind: 'yes-no', label: words('Có thông tin về mẹ', 'The mother is known') },
        {
          key: 'birth',
          kind: 'partial-date',
          label: words('Năm sinh của mẹ', 'Birth of the mother'),
          max: 'today-12y',
          when: { field: 'known', is: true },
        },
        {
          key: 'number',
          kind: 'identity-number',
          label: words('Số giấy tờ', 'Identity number'),
          when: { field: 'known', is: true },
        },
        { key: 'phone', kind: 'phone', label: words('Điện thoại', 'Telephone'), required: false },
        { key: 'email', kind: 'email', label: words('Thư điện tử', 'E-mail'), required: false },
      ],
    },
    {
      key: 'guardian',
      title: words('Người giám hộ', 'Guardian'),
      when: { field: 'party.role', in: ['ward', 'authority'] },
      fields: [
        { key: 'ground', kind: 'long-text', label: words('Căn cứ', 'Ground'), min: 5 },
        {
          key: 'paper',
          kind: 'choices',
          label: words('Giấy tờ có', 'Papers held'),
          options: [
            { value: 'decision', label: words('Quyết định', 'Decision') },
            { value: 'letter', label: words('Văn bản ủy quyền', 'Letter of authority') },
          ],
        },
      ],
    },
    {
      key: 'plots',
      title: words('Thửa đất', 'Plots'),
      repeat: { min: 1, max: 3, itemTitle: words('Thửa', 'Plot') },
      fields: [
        { key: 'commune', kind: 'commune', label: words('Xã', 'Commune') },
        { key: 'area', kind: 'decimal', label: words('Diện tích (m²)', 'Area (m²)'), min: 0.1, max: 1_000_000 },
        { key: 'floors', kind: 'integer', label: words('Số tầng', 'Floors'), max: 50, required: false },
        { key: 'price', kind: 'money', label: words('Giá trị', 'Value'), when: { field: 'area', answered: true } },
        {
          key: 'note',
          kind: 'text',
          label: words('Ghi chú cho cơ sở y tế', 'Note'),
          when: { field: 'child.bornAt', is: 'facility' },
        },
      ],
    },
  ],
};

export const everyKindCommune = '0192f0aa-0000-7000-8000-0000000000c7';

/** Answers that fit, for the party `{ role: 'ward' }`. */
export const everyKindAnswers = {
  child: {
    name: 'Nguyễn Thị Bưởi',
    birthDate: '2022-10-01',
    ethnicity: 'khmer',
    nationality: 'VN',
    bornAt: 'facility',
    facility: 'Bệnh viện đa khoa Bạc Liêu',
  },
  mother: { known: true, birth: '1995', number: '095195001234', phone: '0912345678', email: 'ten@example.vn' },
  guardian: { ground: 'Quyết định số 12', paper: ['decision'] },
  plots: [{ commune: everyKindCommune, area: 1234.5, price: 50_000_000, note: 'không' }],
};
