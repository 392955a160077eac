import type { GuideText } from '../guide.ts';

export const accessibilityStatement: GuideText = {
  title: { vi: 'Trợ năng', en: 'Accessibility' },
  body: {
    vi: `
Trang này dành cho mọi người: người mắt kém, người không dùng được chuột, người dùng điện thoại cũ và mạng yếu.

## Chúng tôi làm gì

- Trang của người dân chạy được khi **không có JavaScript**, từ màn hình rộng 320 điểm ảnh, chỉ bằng bàn phím, và đọc được bằng phần mềm đọc màn hình.
- Màu không bao giờ đứng một mình: bên cạnh luôn có chữ.
- Chữ to; nút cao ít nhất 48 điểm ảnh; phóng to 200 % không mất nội dung.
- Biểu đồ nào cũng có bảng số bên cạnh.
- Có tiếng Việt và tiếng Anh.

## Mức đạt được

Chúng tôi hướng tới WCAG 2.2 mức AA. Các trang được kiểm tra tự động bằng axe mỗi lần phần mềm thay đổi; không để lỗi nghiêm trọng nào. Kiểm tra tự động không thấy hết mọi lỗi.

## Chỗ còn yếu

- Tệp PDF do người dân hoặc cơ quan khác nộp có thể là ảnh chụp, phần mềm đọc màn hình không đọc được.
- Một số việc làm hàng loạt của cán bộ cần JavaScript.
- Chưa có tiếng Khmer.

## Báo cho chúng tôi

Gặp chỗ khó dùng, hãy nói với Bộ phận Một cửa nơi bạn ở; họ cũng nộp hồ sơ thay bạn.
`,
    en: `
This site is for everyone: for people who see little, who use no mouse, who have an old telephone and a weak line.

## What we do

- Citizens' pages work **without JavaScript**, from 320 pixels wide, by keyboard alone and with a screen reader.
- Colour never stands alone: there are always words beside it.
- Large type; buttons at least 48 pixels high; nothing is lost at 200% zoom.
- Every chart has a table beside it.
- Vietnamese and English.

## How far we are

We aim at WCAG 2.2, level AA. The pages are checked by axe whenever the software changes, with no serious fault allowed. An automatic check does not see every fault.

## Known weaknesses

- PDF files from citizens or other agencies may be pictures, which a screen reader cannot read.
- Some bulk work of officers needs JavaScript.
- There is no Khmer version yet.

## Tell us

If something is hard to use, tell the one-stop office where you live; they will also file for you.
`,
  },
};

export const privacyPage: GuideText = {
  title: { vi: 'Quyền riêng tư', en: 'Privacy' },
  body: {
    vi: `
> Bản trình diễn: người và hồ sơ ở đây là mô phỏng. Đừng nhập thông tin thật.

## Chúng tôi giữ gì, để làm gì

- **Hồ sơ**: điều bạn khai và giấy tờ bạn nộp, để giải quyết đúng thủ tục đó. Căn cứ là pháp luật về thủ tục hành chính, không phải sự đồng ý của bạn.
- **Dùng lại giấy tờ đã nộp** trong hồ sơ mới: chỉ giấy tờ mà chính bạn bấm chọn, từng tờ, từng lần.
- **Tra cứu cơ sở dữ liệu quốc gia** (dân cư, hộ tịch, bảo hiểm…): chỉ điều thủ tục đó cần, mỗi lần đều được ghi lại. Bản này chưa nối với cơ sở dữ liệu nào.
- **Cookie**: một cookie giữ phiên đăng nhập, một cookie chống giả mạo biểu mẫu, một cookie nhớ ngôn ngữ. Không theo dõi, không quảng cáo, không gửi gì cho bên thứ ba.

## Ai thấy được

Chỉ người của cơ quan đang giải quyết, đúng lĩnh vực, và chỉ trong việc đó. Cấp trên thấy con số, không thấy hồ sơ; muốn mở phải ghi căn cứ. Máy chủ cơ sở dữ liệu cũng tự chặn, không chỉ màn hình.

Mỗi lần hồ sơ của bạn được mở, cơ quan, mục đích và giờ hiện ở [Ai đã xem dữ liệu của tôi](/tai-khoan/ai-xem).

## Giữ thế nào, bao lâu

Nội dung cá nhân được mã hóa riêng cho từng hồ sơ, tách khỏi nhật ký. Nhật ký chỉ giữ mã và con số. Hết thời hạn lưu trữ theo luật, người vận hành xóa khóa của hồ sơ, và nội dung cá nhân không đọc lại được nữa; kết quả phải lưu trữ lâu dài thì giữ theo luật lưu trữ.

## Số liệu công khai

[Tiến độ của tỉnh](/tien-do) chỉ có số đếm. Số nhỏ hơn 5 của một thủ tục trong một xã được che, cùng với những số có thể làm lộ nó.

## Quyền của bạn

Bạn có quyền biết, xem, yêu cầu sửa, rút hồ sơ và khiếu nại. Làm ở trang hồ sơ của bạn hoặc tại Bộ phận Một cửa.
`,
    en: `
> Demonstration: the people and dossiers here are invented. Do not enter real information.

## What we keep, and why

- **Dossiers**: what you declare and the papers you hand in, to decide that very procedure. The ground is the law on administrative procedures, not your consent.
- **Using papers again** in a new dossier: only those that you choose yourself, each paper each time.
- **Reading national databases** (population, civil status, insurance…): only what the procedure needs; each reading is recorded. This version is linked to none of them.
- **Cookies**: one for the session, one against forged forms, one for the language. No tracking, no advertising, nothing sent to third parties.

## Who can see it

Only people of the agency that decides, in that field, and only for that matter. A superior level sees counts, not dossiers; to open one it must record a ground. The database itself refuses, not only the screen.

Each time your dossier is opened, the agency, the purpose and the time appear in [Who has read my data](/tai-khoan/ai-xem).

## How, and how long

Personal content is encrypted with a key of its own for each dossier, apart from the journal, which holds codes and counts only. When the time of retention ends, whoever runs the platform deletes the key of the dossier, and personal content can never be read again; results that must be archived are kept by the law on archives.

## Public figures

[The province's progress](/tien-do) holds counts only. A count under 5 of a procedure in a commune is hidden, together with those that would give it away.

## Your rights

You may know, see, have corrected, withdraw a dossier, and complain: on the page of your dossier or at the one-stop office.
`,
  },
};
