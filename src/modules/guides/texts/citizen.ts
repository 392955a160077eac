import type { GuideText } from '../guide.ts';

export const citizenGuide: GuideText = {
  title: { vi: 'Hướng dẫn cho người dân', en: 'Guide for citizens' },
  body: {
    vi: `
Trang này chỉ cách nộp hồ sơ tại nhà, theo dõi và nhận kết quả. Đọc khoảng ba phút.

## Tìm việc cần làm

Ở [trang đầu](/), gõ như bạn nói: “làm giấy khai sinh cho con”, “mất bằng lái”. Không cần dấu; gõ sai một vài chữ cũng tìm được. Không thấy thì xem [tất cả thủ tục](/thu-tuc).

Mỗi thủ tục có một trang nói rõ: cần giấy tờ gì, bao lâu, bao nhiêu tiền, ai giải quyết, và nộp trực tuyến được đến đâu.

## Nộp hồ sơ

1. Bấm **Nộp hồ sơ** và đăng nhập. Trang thủ tục nói rõ cần tài khoản định danh mức nào.
2. Trả lời từng trang câu hỏi ngắn. Điều tỉnh đã biết về bạn được điền sẵn; bạn chỉ kiểm tra lại.
3. Chụp ảnh giấy tờ bằng điện thoại hoặc chọn tệp PDF. Tệp hỏng, tệp trống hay có mật khẩu được báo ngay kèm lý do. Mất mạng giữa chừng thì lần sau gửi tiếp, không phải gửi lại từ đầu.
4. Xem lại tất cả ở một trang, sửa nếu cần, rồi nộp.

> Chưa xong cũng không mất: bản đang khai được lưu lại, mở tiếp trên máy khác được.

Nộp xong, bạn nhận **mã hồ sơ** và giấy xác nhận ghi từng tệp đã nộp. Bấm nộp hai lần cũng chỉ thành một hồ sơ.

## Sau khi nộp

- Trong **8 giờ làm việc**, bộ phận một cửa trả lời: nhận, hoặc cần bổ sung. Nếu thiếu, họ nói một lần, đủ hết.
- Khi được nhận, bạn có giấy tiếp nhận và hẹn ngày trả kết quả. Thời hạn tính từ lúc được nhận.
- Trang [Hồ sơ của tôi](/ho-so) nói bằng lời thường: hồ sơ ở đâu, ai giữ, bước tiếp theo là gì, trước mấy giờ.
- Có việc gì mới, bạn được báo ở [Thông báo](/thong-bao) và qua thư điện tử nếu bạn đã ghi địa chỉ.
- Không đăng nhập cũng [tra cứu được](/tra-cuu) bằng mã hồ sơ và bốn số cuối giấy tờ của người nộp.

## Nhận kết quả

Kết quả điện tử có chữ ký số của người ký và của cơ quan, có giá trị như bản giấy, và nằm trong [Giấy tờ của tôi](/giay-to). Ai nhận bản đó cũng [kiểm tra](/kiem-tra) được là thật hay đã bị sửa. Thủ tục có bản giấy gốc thì nhận tại bộ phận một cửa.

Xong việc, xin cho biết bạn có hài lòng không. Lời chấm không làm chậm hồ sơ nào.

## Cần người giúp

- Đến **Bộ phận Một cửa** của xã, phường: cán bộ nộp thay bạn ngay tại quầy, không thu thêm tiền. Đem theo giấy tờ tùy thân, loại nào cũng được.
- Bạn có thể nộp cho con, cho người bạn giám hộ, hoặc cho người đã ủy quyền cho bạn.

## Dữ liệu của bạn

Mỗi lần có người mở hồ sơ của bạn, cơ quan, mục đích và giờ đều được ghi lại; bạn xem ở [Ai đã xem dữ liệu của tôi](/tai-khoan/ai-xem). Xem thêm [quyền riêng tư](/quyen-rieng-tu).
`,
    en: `
This page shows how to file from home, follow a dossier and receive the result. It takes about three minutes to read.

## Find what you need

On the [first page](/), type it as you would say it, in Vietnamese with or without marks, or in English: “birth certificate”, “lost driving licence”. A few wrong letters do no harm. Otherwise look through [all procedures](/thu-tuc).

Each procedure has a page that says which papers are needed, how long it takes, what it costs, who decides, and how far it can be done online.

## File

1. Choose **File a dossier** and sign in. The procedure's page says which level of e-identity account is needed.
2. Answer short pages of questions. What the province knows about you is filled in; you only check it.
3. Photograph your papers with the phone or choose a PDF. A damaged, empty or locked file is refused at once, with the reason. When the line breaks, the upload goes on where it stopped.
4. Look through everything on one page, correct what needs correcting, then file.

> Nothing is lost if you stop: the draft is kept, and can be continued on another device.

You then get a **dossier code** and an acknowledgement that names every file. Filing twice makes one dossier only.

## After filing

- Within **8 working hours** the one-stop office answers: accepted, or something is missing. What is missing is said once, and all of it.
- When it is accepted you get a receipt with the day of the result. The time limit runs from acceptance.
- [My dossiers](/ho-so) says in plain words where the dossier is, who has it, what comes next and by when.
- What is new is told in [Notices](/thong-bao), and by e-mail if you gave an address.
- Without signing in you can [track](/tra-cuu) with the dossier code and the last four digits of the applicant's identity paper.

## The result

The electronic result is signed by the person in charge and by the agency, is as good as paper, and stays in [My papers](/giay-to). Whoever receives it can [check](/kiem-tra) that it is genuine and unchanged. Where there is a paper original, collect it at the one-stop office.

Afterwards, please say whether you are satisfied. A rating never slows a dossier.

## If you need help

- Visit the **one-stop office** of your commune: an officer files for you at the counter, at no extra charge. Bring an identity paper of any kind.
- You can file for your child, for someone you are guardian of, or for someone who has authorised you.

## Your data

Each time somebody opens your dossier, their agency, the purpose and the time are recorded; see [Who has read my data](/tai-khoan/ai-xem), and [privacy](/quyen-rieng-tu).
`,
  },
};
