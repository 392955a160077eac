import { type ResultData, type ResultTemplateKey, signingCapacity } from './model.ts';

const row = (key: string, label: string, value: string) => ({ key, label, value });

const commune = {
  parentName: 'Ủy ban nhân dân thành phố Bạc Liêu',
  name: 'Ủy ban nhân dân Phường 3',
  place: 'Bạc Liêu',
};
const department = { parentName: 'Ủy ban nhân dân tỉnh Bạc Liêu', name: 'Sở Tư pháp', place: 'Bạc Liêu' };

const common: ResultData = {
  agency: commune,
  date: Temporal.PlainDate.from('2022-10-10'),
  signer: {
    capacity: signingCapacity('Ủy ban nhân dân', 'Chủ tịch', { form: 'KT.', own: 'Phó Chủ tịch' }),
    name: 'Trần Thị Hòa',
  },
  dossier: {
    code: '000.00.31.H05-221010-0001',
    procedure: 'Đăng ký khai sinh',
    received: Temporal.PlainDate.from('2022-10-07'),
  },
  verification: { code: 'KQ7M-2T4P-9XRA', url: 'https://dichvucong.baclieu.example/xac-minh/KQ7M-2T4P-9XRA' },
  synthetic: true,
};

const parent = (key: string, name: string, year: string) => [
  row(`${key}.name`, 'Họ, chữ đệm, tên', name),
  row(`${key}.birthDate`, 'Ngày, tháng, năm sinh', year),
  row(`${key}.ethnicity`, 'Dân tộc', 'Kinh'),
  row(`${key}.nationality`, 'Quốc tịch', 'Việt Nam'),
  row(`${key}.address`, 'Nơi cư trú', 'Số 12, đường Hòa Bình, khóm 2, Phường 3, thành phố Bạc Liêu, tỉnh Bạc Liêu'),
  row(`${key}.identityNumber`, 'Giấy tờ tùy thân', 'CCCD số 095187000123'),
];

const birth = [
  row('child.name', 'Họ, chữ đệm, tên', 'Nguyễn Hoàng Thiên Ân'),
  row('child.birthDate', 'Ngày, tháng, năm sinh', '05/10/2022'),
  row('child.sex', 'Giới tính', 'Nữ'),
  row('child.ethnicity', 'Dân tộc', 'Kinh'),
  row('child.nationality', 'Quốc tịch', 'Việt Nam'),
  row('child.nativePlace', 'Quê quán', 'xã Vĩnh Hậu, huyện Hòa Bình, tỉnh Bạc Liêu'),
  row('birth.facility', 'Cơ sở y tế', 'Bệnh viện Đa khoa tỉnh Bạc Liêu'),
  row('birth.birthPlace', 'Nơi sinh', 'Phường 1, thành phố Bạc Liêu, tỉnh Bạc Liêu'),
  row('requester.name', 'Người đi khai sinh', 'Nguyễn Văn Lành'),
  row('requester.identityNumber', 'Giấy tờ tùy thân', 'Căn cước công dân số 095085000456'),
  ...parent('mother', 'Lê Thị Mỹ Duyên', '12/03/1995'),
  ...parent('father', 'Nguyễn Văn Lành', '1990'),
];

const receiptRows = [
  row('dossier_code', 'Mã hồ sơ', '000.00.31.H05-221010-0001'),
  row('owner', 'Chủ hồ sơ', 'Nguyễn Văn Lành'),
  row('address', 'Địa chỉ', 'Số 12, đường Hòa Bình, khóm 2, Phường 3, thành phố Bạc Liêu'),
  row('phone', 'Số điện thoại', '0912 000 123'),
  row('email', 'Email', 'lanh@example.vn'),
  row('content', 'Nội dung yêu cầu giải quyết', 'Đăng ký khai sinh'),
  row('sets', 'Số lượng hồ sơ', '01'),
  row('legal_limit', 'Thời gian giải quyết', '01 ngày làm việc'),
  row('received_at', 'Thời gian nhận', '08 giờ 14 phút, ngày 10/10/2022'),
  row('due_at', 'Thời gian trả', '17 giờ 00 phút, ngày 10/10/2022'),
  row('new_due_at', 'Hẹn lại', '17 giờ 00 phút, ngày 14/10/2022'),
  row('fee', 'Phí, lệ phí', 'Không thu'),
  row('result_channel', 'Nhận kết quả', 'Kho giấy tờ điện tử cá nhân; bản giấy tại Bộ phận Một cửa Phường 3'),
  row('reason', 'Lý do', 'Ảnh chụp giấy chứng sinh bị mờ, không đọc được ngày sinh.'),
  row('deadline', 'Hạn bổ sung', '24/10/2022'),
  row('help_officer', 'Cán bộ', 'bà Phạm Thu Hương'),
  row('help_phone', 'Điện thoại', '0291 3 000 000'),
  row('help_contact', 'Liên hệ', 'Bộ phận Một cửa Phường 3, điện thoại 0291 3 000 000'),
  row('to', 'Kính gửi', 'ông Nguyễn Văn Lành'),
  row('responsible_unit', 'Cơ quan', 'Ủy ban nhân dân Phường 3'),
  row('status_now', 'Tình trạng', 'Đang chờ Công an phường cấp số định danh cá nhân.'),
  row('lead_agency', 'Cơ quan chủ trì', 'Ủy ban nhân dân Phường 3'),
];

const tables = {
  papers: [
    ['Giấy chứng sinh do Bệnh viện Đa khoa tỉnh Bạc Liêu cấp ngày 05/10/2022', '1', '', ''],
    ['Giấy chứng nhận kết hôn của cha mẹ', '', '1', ''],
    ['Thẻ căn cước công dân của người đi khai sinh', '', '', '1'],
  ],
  to_supplement: [
    ['Giấy chứng sinh', 'Chụp lại rõ bốn góc, đọc được ngày, giờ sinh và số giấy'],
    ['Nơi sinh (mục Việc sinh)', 'Ghi đủ xã, huyện, tỉnh của bệnh viện'],
  ],
  steps: [
    [
      '1. Bộ phận Một cửa: Phạm Thu Hương\n2. Công chức tư pháp - hộ tịch: Lâm Minh Khang',
      '08:14 ngày 10/10/2022',
      'Trước hạn',
      '',
    ],
    ['1. Lâm Minh Khang\n2. Phó Chủ tịch: Trần Thị Hòa', '10:02 ngày 10/10/2022', 'Đúng hạn', 'Đã cấp số định danh'],
  ],
};

const generic = {
  rows: [
    row('name', 'Tên hộ kinh doanh', 'HỘ KINH DOANH TÔM KHÔ HAI LÀNH'),
    row('address', 'Địa chỉ trụ sở', 'Số 12, đường Hòa Bình, khóm 2, Phường 3, thành phố Bạc Liêu, tỉnh Bạc Liêu'),
    row('trade', 'Ngành, nghề kinh doanh', 'Bán lẻ thủy sản trong các cửa hàng chuyên doanh (4722)'),
    row('capital', 'Vốn kinh doanh', '150.000.000 đồng (một trăm năm mươi triệu đồng)'),
  ],
  sections: [
    {
      heading: 'Thông tin về chủ hộ',
      rows: [
        row('owner.name', 'Họ và tên', 'NGUYỄN VĂN LÀNH'),
        row('owner.birthDate', 'Ngày sinh', '01/01/1990'),
        row('owner.note', 'Ghi chú', ''),
      ],
    },
  ],
};

const own: Partial<Record<ResultTemplateKey, Partial<ResultData>>> = {
  'giay-chung-nhan-ho-kinh-doanh': generic,
  'ban-sao-chung-thuc': {
    rows: [
      row('copy.name', 'Tên giấy tờ', 'Bằng tốt nghiệp trung học phổ thông, số hiệu A 0123456'),
      row('copy.issuer', 'Cơ quan cấp bản chính', 'Sở Giáo dục, Khoa học và Công nghệ tỉnh Bạc Liêu'),
      row('copy.pages', 'Số trang', '02'),
      row(
        'copy.hash',
        'Mã băm SHA-256 của bản sao điện tử',
        '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      ),
    ],
    sections: [],
  },
  'phieu-ly-lich-tu-phap': {
    agency: department,
    signer: {
      capacity: signingCapacity(undefined, 'Giám đốc', { form: 'KT.', own: 'Phó Giám đốc' }),
      name: 'Huỳnh Quốc Việt',
    },
    rows: [
      row('subject.name', 'Họ và tên', 'LÊ THỊ MỸ DUYÊN'),
      row('subject.sex', 'Giới tính', 'Nữ'),
      row('subject.birthDate', 'Ngày, tháng, năm sinh', '12/03/1995'),
      row('subject.birthPlace', 'Nơi sinh', 'thành phố Bạc Liêu, tỉnh Bạc Liêu'),
      row('subject.nationality', 'Quốc tịch', 'Việt Nam'),
      row('subject.address', 'Nơi thường trú', 'khóm 2, Phường 3, thành phố Bạc Liêu, tỉnh Bạc Liêu'),
      row('subject.identityNumber', 'Giấy tờ tùy thân', 'Căn cước công dân số 095195000789'),
      row('result.record', 'Tình trạng án tích', 'Không có án tích'),
    ],
    sections: [],
  },
  'giay-phep-xay-dung': {
    agency: {
      parentName: 'Ủy ban nhân dân tỉnh Bạc Liêu',
      name: 'Ủy ban nhân dân thành phố Bạc Liêu',
      place: 'Bạc Liêu',
    },
    rows: [
      row('owner.name', 'Cấp cho', 'ông NGUYỄN VĂN LÀNH'),
      row('owner.address', 'Địa chỉ', 'khóm 2, Phường 3, thành phố Bạc Liêu, tỉnh Bạc Liêu'),
      row('work.name', 'Được phép xây dựng công trình', 'Nhà ở riêng lẻ'),
      row('work.designer', 'Tổ chức, cá nhân lập thiết kế', 'Công ty TNHH Tư vấn Xây dựng Sông Hậu'),
      row('plot.place', 'Địa điểm xây dựng', 'Thửa đất số 45, tờ bản đồ số 12, khóm 2, Phường 3'),
      row('work.area', 'Diện tích xây dựng tầng 1', '86,5 m²; tổng diện tích sàn: 173 m²'),
      row('work.height', 'Chiều cao công trình', '8,2 m; số tầng: 02'),
    ],
    sections: [],
  },
  'giay-chung-nhan-dat': {
    agency: { parentName: 'Sở Tài nguyên và Môi trường', name: 'Văn phòng Đăng ký đất đai', place: 'Bạc Liêu' },
    signer: { capacity: ['GIÁM ĐỐC'], name: 'Lâm Chí Nguyện' },
    rows: [
      row('owner.name', 'Người sử dụng đất', 'Nguyễn Văn Lành và Lê Thị Mỹ Duyên'),
      row('plot.number', 'Thửa đất', 'số 45, tờ bản đồ số 12'),
      row('plot.area', 'Diện tích', '120,5 m²'),
      row('plot.use', 'Mục đích sử dụng', 'Đất ở tại đô thị'),
      row('change.kind', 'Nội dung biến động', 'Nhận chuyển nhượng quyền sử dụng đất'),
    ],
    sections: [],
  },
  'van-ban-tra-loi': {
    rows: [
      row('request.kind', 'Nội dung đề nghị', 'Xác nhận hộ gia đình thuộc diện hỗ trợ tiền điện'),
      row('result', 'Kết quả', 'Đồng ý hỗ trợ từ tháng 11 năm 2022'),
    ],
    sections: [],
    paragraphs: ['Ủy ban nhân dân Phường 3 giao công chức văn hóa - xã hội cập nhật danh sách và chi trả theo quý.'],
  },
  'thong-bao-tu-choi': {
    rows: [row('plot.number', 'Thửa đất', 'số 45, tờ bản đồ số 12, khóm 2, Phường 3')],
    sections: [],
  },
};

/** One set of made-up data per template, for tests and for looking at the papers. */
export function sampleResultData(key: ResultTemplateKey): ResultData {
  if (key === 'giay-khai-sinh') return { ...common, rows: birth, register: { book: '03/2022', number: '128' } };
  if (key.includes('ket-hon')) {
    return {
      ...common,
      rows: [...parent('wife', 'Lê Thị Mỹ Duyên', '12/03/1995'), ...parent('husband', 'Nguyễn Văn Lành', '01/01/1990')],
      register: { book: '01/2022', number: '45' },
    };
  }
  if (key === 'giay-xac-nhan-tinh-trang-hon-nhan') {
    return {
      ...common,
      rows: [
        ...parent('subject', 'Lê Thị Mỹ Duyên', '12/03/1995'),
        row('subject.sex', 'Giới tính', 'Nữ'),
        row('status.marital', 'Tình trạng hôn nhân', 'Hiện tại chưa đăng ký kết hôn với ai'),
        row('use.purpose', 'Mục đích', 'Đăng ký kết hôn'),
        row('use.partner', 'Người dự định kết hôn', 'ông Nguyễn Văn Lành'),
      ],
    };
  }
  if (key === 'trich-luc-khai-tu') {
    const facts = [
      row('deceased.sex', 'Giới tính', 'Nam'),
      row('death.time', 'Giờ', '03 giờ 20 phút'),
      row('death.date', 'Ngày', 'ngày 02/10/2022'),
      row('death.place', 'Nơi chết', 'Tại nhà'),
      row('death.cause', 'Nguyên nhân', 'Tuổi già'),
    ];
    return {
      ...common,
      rows: [...parent('deceased', 'Nguyễn Văn Tư', '1935'), ...facts],
      register: { book: '01/2022', number: '61' },
    };
  }
  if (key.startsWith('mau-')) {
    return {
      ...common,
      agency: { ...commune, name: 'Bộ phận Tiếp nhận và Trả kết quả Phường 3', parentName: 'Ủy ban nhân dân Phường 3' },
      number: '214/TNHS',
      rows: receiptRows,
      tables,
      signer: key === 'mau-04-phieu-xin-loi' ? common.signer : { capacity: [], name: 'Phạm Thu Hương' },
    };
  }
  return {
    ...common,
    addressee: 'ông Nguyễn Văn Lành, khóm 2, Phường 3',
    reasons: [
      'Thửa đất đang có tranh chấp theo biên bản hòa giải ngày 01/9/2022.',
      'Chưa có ý kiến của người sử dụng đất liền kề.',
    ],
    recipients: ['Như trên;', 'Lưu: VT, MC.'],
    register: { book: '02/2022 - SCT/BS', number: '917' },
    ...own[key],
  };
}
