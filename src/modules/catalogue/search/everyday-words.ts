/** Phrases parted by ` | `, and the words of the law for them. */
export type EverydayWord = readonly [said: string, means: string];

/**
 * What people say, and what the state calls it. General language of the whole country (southern words among them), so it is not in a
 * province's files; words for one procedure belong in the `keywords` of its file. The longest phrase wins, and what it means is searched
 * for beside what was typed.
 */
export const everydayWords: readonly EverydayWord[] = [
  // birth, family
  ['sinh con | sanh con | đẻ | em bé | con mới sinh | mới sinh | mới sanh | trẻ sơ sinh | bé mới sinh', 'khai sinh'],
  ['giấy chứng sinh | chứng sinh', 'khai sinh'],
  ['khai sinh cho con | khai sinh cho bé | giấy khai sinh cho con', 'đăng ký khai sinh'],
  [
    'mất giấy khai sinh | mất khai sinh | xin lại khai sinh | xin lại giấy khai sinh | trích lục khai sinh | bản sao khai sinh | bản sao giấy khai sinh',
    'bản sao trích lục hộ tịch',
  ],
  ['mất giấy kết hôn | mất giấy đăng ký kết hôn | mất hôn thú | trích lục kết hôn', 'bản sao trích lục hộ tịch'],
  ['chết | qua đời | từ trần | báo tử | giấy báo tử', 'khai tử'],
  ['lấy vợ | lấy chồng | cưới vợ | cưới chồng | cưới | đám cưới | hôn thú | giấy kết hôn', 'đăng ký kết hôn'],
  ['độc thân | chưa vợ | chưa chồng | chưa kết hôn | giấy độc thân', 'xác nhận tình trạng hôn nhân'],
  ['ly hôn | ly dị', 'tình trạng hôn nhân'],
  [
    'sai tên | sửa tên | đổi tên | đổi họ | sai ngày sinh | sai năm sinh | sửa ngày sinh | sửa khai sinh | sai giấy khai sinh | trong giấy khai sinh | trong khai sinh | thêm tên cha',
    'thay đổi cải chính hộ tịch',
  ],
  ['nhận con | nhận cha | con ngoài giá thú | con riêng | adn', 'nhận cha mẹ con'],
  ['con nuôi | xin con nuôi | nhận con nuôi', 'nuôi con nuôi'],
  ['nuôi cháu mồ côi | mồ côi', 'giám hộ'],
  // lost or torn, whatever it is
  ['mất | bị mất | làm mất | thất lạc | rách | bị hư | cháy | làm lại | xin lại', 'cấp lại'],
  // copies and signatures
  [
    'photo công chứng | phô tô công chứng | photo | phô tô | sao y | sao y bản chính | sao y công chứng | công chứng bản sao | công chứng giấy tờ',
    'chứng thực bản sao từ bản chính',
  ],
  ['công chứng', 'chứng thực'],
  ['sơ yếu lý lịch | xác nhận lý lịch | giấy ủy quyền | ủy quyền', 'chứng thực chữ ký'],
  ['hợp đồng mua bán đất | hợp đồng tặng cho | công chứng mua bán', 'chứng thực giao dịch'],
  ['chia thừa kế | chia di sản | chia tài sản cha mẹ', 'phân chia di sản'],
  ['tiền án | án tích | tiền sự | không có án | xác nhận không tiền án', 'lý lịch tư pháp'],
  // residence, identity
  [
    'chuyển khẩu | nhập khẩu | cắt khẩu | hộ khẩu | sổ hộ khẩu | nhập hộ khẩu | nhập hộ | chuyển hộ khẩu',
    'đăng ký thường trú',
  ],
  ['ở trọ | thuê trọ | nhà trọ | kt3 | ở thuê', 'đăng ký tạm trú'],
  ['tách khẩu | tách hộ khẩu | ra riêng', 'tách hộ'],
  ['giấy xác nhận cư trú | xác nhận nơi ở | ct07', 'xác nhận thông tin về cư trú'],
  ['khách ngủ lại | ở qua đêm', 'thông báo lưu trú'],
  ['đi làm xa', 'khai báo tạm vắng'],
  ['định danh mức 2 | tài khoản vneid | vneid | căn cước điện tử', 'tài khoản định danh điện tử'],
  // house and land
  ['sổ đỏ | sổ hồng | bìa đỏ | bằng khoán | giấy đỏ | giấy đất', 'giấy chứng nhận quyền sử dụng đất'],
  ['sổ đỏ lần đầu | làm sổ đỏ mới | đất chưa có sổ', 'đăng ký đất đai cấp giấy chứng nhận lần đầu'],
  ['mất sổ đỏ | mất sổ hồng | mất sổ | mất giấy đất', 'cấp lại giấy chứng nhận do bị mất'],
  ['đổi sổ đỏ | sổ đỏ cũ | sổ đỏ rách', 'cấp đổi giấy chứng nhận quyền sử dụng đất'],
  [
    'sang tên sổ đỏ | sổ đỏ sang tên | sang tên đất | cho con đất | cho đất | bán đất | mua đất | chuyển nhượng đất | tặng cho đất | thừa kế đất | sang nhượng đất',
    'đăng ký biến động quyền sử dụng đất chuyển nhượng tặng cho thừa kế',
  ],
  ['tách sổ | tách đất | chia đất | cắt đất | chia thửa', 'tách thửa hợp thửa đất'],
  ['tranh chấp đất | lấn đất | lấn ranh | kiện đất | giành đất', 'hòa giải tranh chấp đất đai'],
  ['thế chấp | vay ngân hàng | cầm sổ đỏ | xóa thế chấp | thế chấp sổ đỏ', 'đăng ký biện pháp bảo đảm'],
  ['lên thổ cư | chuyển mục đích | đất thổ cư', 'chuyển mục đích sử dụng đất'],
  ['quy hoạch | xem quy hoạch | đất dính quy hoạch', 'cung cấp thông tin quy hoạch'],
  ['xây nhà | cất nhà | xây cất | làm nhà | xin phép xây | phép xây dựng', 'cấp giấy phép xây dựng mới nhà ở'],
  ['sửa nhà | cơi nới | nâng nền | sửa chữa nhà | lên lầu', 'giấy phép xây dựng sửa chữa cải tạo'],
  ['giếng khoan | khoan giếng | nước ngầm | giếng nước', 'đăng ký khai thác nước dưới đất'],
  // work and business
  [
    'mở quán | mở tiệm | mở cửa hàng | quán cà phê | quán ăn | quán nhậu | tạp hóa | buôn bán | bán hàng | giấy phép kinh doanh | kinh doanh nhỏ | mở shop',
    'đăng ký thành lập hộ kinh doanh',
  ],
  [
    'nghỉ bán | đóng quán | dẹp tiệm | dẹp quán | nghỉ kinh doanh | trả giấy phép kinh doanh | đóng cửa tiệm',
    'chấm dứt hoạt động hộ kinh doanh',
  ],
  ['tạm nghỉ bán | nghỉ bán vài tháng | tạm nghỉ', 'tạm ngừng kinh doanh hộ kinh doanh'],
  ['mất giấy phép kinh doanh', 'cấp lại giấy chứng nhận đăng ký hộ kinh doanh'],
  ['mở công ty | lập công ty | thành lập công ty | doanh nghiệp', 'thành lập công ty'],
  ['an toàn thực phẩm | vệ sinh thực phẩm | attp', 'cơ sở đủ điều kiện an toàn thực phẩm'],
  // vehicles
  ['bằng lái | bằng lái xe | gplx | bằng a1 | bằng xe máy', 'giấy phép lái xe'],
  ['mất bằng lái | mất bằng lái xe | mất bằng | mất gplx | làm lại bằng lái', 'cấp lại giấy phép lái xe'],
  ['đổi bằng lái | bằng lái hết hạn | bằng hết hạn | đổi bằng', 'đổi giấy phép lái xe'],
  ['thi bằng lái | học bằng lái', 'cấp giấy phép lái xe'],
  ['cà vẹt | cavet | cà vẹt xe | giấy xe | biển số', 'chứng nhận đăng ký xe biển số xe'],
  ['mất cà vẹt | mất giấy xe | mất biển số | mất cavet', 'cấp lại chứng nhận đăng ký xe biển số'],
  ['sang tên xe | bán xe | mua xe cũ | xe cũ', 'thay đổi chủ xe đăng ký sang tên xe'],
  ['xe mới | mua xe máy | mua xe mới', 'đăng ký xe lần đầu'],
  // insurance and support
  ['bhyt | bảo hiểm y tế | thẻ bảo hiểm | thẻ y tế', 'bảo hiểm y tế bhyt thẻ bhyt'],
  [
    'bảo hiểm y tế cho bé | bảo hiểm y tế cho con | bhyt cho bé | bhyt trẻ em | bảo hiểm cho bé',
    'liên thông khai sinh thường trú cấp thẻ bảo hiểm y tế trẻ em dưới 6 tuổi',
  ],
  ['mất thẻ bhyt | mất thẻ bảo hiểm | mất sổ bảo hiểm | mất bảo hiểm y tế', 'cấp lại đổi sổ bhxh thẻ bhyt'],
  ['bhxh | bảo hiểm xã hội', 'bảo hiểm xã hội bhxh'],
  ['rút bảo hiểm | lãnh bảo hiểm | lãnh bảo hiểm một lần | rút bhxh | rút một lần', 'bảo hiểm xã hội một lần'],
  ['nghỉ đẻ | nghỉ sinh | nghỉ sanh | tiền thai sản', 'chế độ thai sản'],
  ['nghỉ ốm | nghỉ bệnh', 'chế độ ốm đau'],
  ['tiền tuất | tuất', 'chế độ tử tuất'],
  ['tiền mai táng | mai táng phí | đám ma', 'hỗ trợ mai táng'],
  ['tiền viện phí | hoàn viện phí', 'thanh toán trực tiếp chi phí khám chữa bệnh'],
  ['sổ nghèo | sổ hộ nghèo | xét hộ nghèo', 'công nhận hộ nghèo cận nghèo'],
  ['người già | tiền người già | người cao tuổi | 80 tuổi', 'trợ cấp xã hội hàng tháng hưu trí xã hội'],
  ['tàn tật', 'khuyết tật'],
  // fields and sea
  ['ghe | ghe cá | tàu đánh cá | ghe đánh cá | ghe biển', 'tàu cá'],
  ['đi biển | đánh bắt | đánh cá', 'giấy phép khai thác thủy sản'],
  ['nuôi tôm | vuông tôm | ao tôm | nuôi cua | nuôi cá', 'nuôi trồng thủy sản đối tượng nuôi chủ lực'],
  ['tôm giống | chở tôm giống | cá giống', 'kiểm dịch động vật thủy sản'],
  [
    'trồng lúa chuyển | lúa sang tôm | bỏ lúa | chuyển đất lúa | đất lúa | lên vườn',
    'chuyển đổi cơ cấu cây trồng vật nuôi trên đất trồng lúa',
  ],
  // English
  ['newborn | new baby | baby | birth certificate', 'birth registration'],
  ['lost birth certificate | copy of birth certificate', 'copy of a civil status extract'],
  ['wedding | get married | marry | marriage certificate', 'marriage registration'],
  ['single certificate | certificate of being single | single status | divorce | unmarried', 'marital status'],
  ['died | dead | funeral | passed away | death certificate', 'death registration'],
  [
    'shop | open a shop | open a cafe | cafe | coffee shop | restaurant | small business | business licence | business license | start a business',
    'household business register',
  ],
  ['build a house | building a house | construction permit | house permit', 'building permit new work'],
  ['red book | land title | title deed', 'land registration and title certificate'],
  ['driver license | driver licence | driving license | drivers license', 'driving licence'],
  ['lost driving licence | lost driving license', 'driving licence re issue'],
  ['notarise | notarize | notary | true copy | photocopy', 'certified copy from an original'],
  ['criminal record | police check | police clearance', 'criminal record certificate'],
  ['household registration | move house | moved house', 'permanent residence registration'],
  ['sell land | buy land | transfer land', 'record a transfer of land rights'],
  ...deaths(),
];

/** `mất` is both to lose and to pass away: with a person before it, it is the latter. */
function deaths(): [said: string, means: string][] {
  const people = 'cha ba má mẹ tía bố ông bà nội ngoại chồng vợ con anh chị em cô chú bác dì cậu'.split(' ');
  const kin = [...people, 'người nhà', 'người thân', 'ông nội', 'bà nội', 'ông ngoại', 'bà ngoại'];
  return [
    [kin.flatMap((who) => [`${who} mất`, `${who} mới mất`, `${who} vừa mất`, `${who} bị mất`]).join(' | '), 'khai tử'],
  ];
}
