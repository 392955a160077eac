import type { GuideText } from '../guide.ts';

export const reportGuide: GuideText = {
  title: { vi: 'Hướng dẫn báo cáo số liệu', en: 'Guide: reporting figures' },
  body: {
    vi: `
Cho cán bộ xã, huyện, tỉnh ghi những số mà phần mềm không tự đếm được, như số khóm, ấp có tổ công nghệ số cộng đồng. Đọc khoảng ba phút.

## Báo cáo những gì, khi nào {#bao-gi}

[Số liệu phải báo cáo](/mot-cua/so-lieu) liệt kê số của cơ quan bạn, mỗi số có kỳ, hạn và cách đếm. Trước hạn 5 ngày và khi quá hạn, bạn được nhắc một lần ở [Thông báo](/mot-cua/thong-bao). Số ở thanh bên là việc còn chờ cơ quan bạn.

Kỳ từ trước khi bắt đầu báo cáo trên hệ thống thì không bắt buộc: có số thì ghi để người xem thấy được chặng đường.

## Ghi số {#ghi-so}

1. Ghi đúng số đếm được theo cách đếm viết dưới tên số liệu. **Số 0 nghĩa là đã đếm và không có.**
2. Không có số thì đừng ghi 0: mở “Không có số liệu?” và chọn lý do.
3. Ô chưa có câu trả lời thì để trống, lần sau ghi tiếp.
4. Bấm **Gửi báo cáo**. Nếu một phần lớn hơn tổng của nó, trang hỏi lại; số đúng thì đánh dấu rồi gửi.

> Gửi hai lần cũng chỉ ghi một lần. Nếu đồng nghiệp vừa ghi trước bạn, trang cho thấy số của họ và không ghi đè.

## Minh chứng {#minh-chung}

Ở mỗi số có “Thêm tệp minh chứng”: chụp ảnh hoặc chọn PDF của quyết định, danh sách làm căn cứ. Tệp đi cùng số khi bạn bấm **Gửi báo cáo**; ai được xem số đó thì mở được tệp.

## Gửi bằng tệp {#tep}

Tải biểu về, điền khi không có mạng, rồi gửi lại ở cuối trang. Chỉ sửa các ô số, lý do và giải trình; những cột khác giữ nguyên. Có ô sai thì trang nói rõ ô nào, cần sửa gì, và chưa số nào được ghi.

## Bị trả lại, đính chính {#dinh-chinh}

- Bị trả lại: lý do hiện cạnh số. Sửa rồi gửi lại; nếu số vẫn đúng, ghi giải trình.
- Số đã kiểm tra hoặc đã duyệt mà sai: sửa được, phải ghi lý do. Bản cũ không mất; người xem trang công khai vẫn thấy số đã duyệt cho đến khi bản mới được duyệt.
`,
    en: `
For officers of communes, districts and the province who give the numbers that the software cannot count, such as hamlets with a community digital team. It takes about three minutes to read.

## What to report, and when {#bao-gi}

[Figures to report](/mot-cua/so-lieu) lists those of your agency, each with its period, due date and way of counting. Five days before it is due, and when it is late, you are told once in [Notices](/mot-cua/thong-bao). The number in the side bar is what waits for your agency.

Periods from before reporting began here are not required: give a number if you have it, so that people see the way that was gone.

## Give the numbers {#ghi-so}

1. Give what was counted, in the way that stands under the name of the figure. **Nought means that it was counted and there is none.**
2. If there is no number, do not write 0: open “No number?” and choose why.
3. What is not known yet stays empty; go on another time.
4. Press **Send the report**. If a part is more than its whole, the page asks; if the number is right, tick the box and send it.

> Sent twice it is written once. If a colleague was faster, the page shows their number and overwrites nothing.

## Evidence {#minh-chung}

At each number there is “Add a file of evidence”: photograph or choose a PDF of the decision or list that it rests on. Files go with the number when you press **Send the report**; whoever may see the number can open them.

## By file {#tep}

Download the form, fill it in without a network, and send it at the end of the page. Change only number, reason and explanation; leave the other columns as they are. If a cell is wrong, the page says which one and what to do, and nothing has been written.

## Sent back, corrected {#dinh-chinh}

- Sent back: the reason stands beside the figure. Correct it and send it again; if the number is right after all, explain it.
- A number that was checked or approved and is wrong can be changed, with a reason. The old version is kept; the public pages show the approved number until the new one is approved.
`,
  },
};

export const checkGuide: GuideText = {
  title: { vi: 'Hướng dẫn kiểm tra số liệu', en: 'Guide: checking figures' },
  body: {
    vi: `
Cho lãnh đạo huyện và tỉnh. Đọc khoảng hai phút.

## Ai kiểm tra, ai duyệt {#ai}

Xã báo cáo, huyện kiểm tra, tỉnh duyệt. Nơi không còn cấp huyện thì tỉnh kiểm tra và duyệt luôn. Số của huyện do tỉnh duyệt; số của tỉnh do lãnh đạo tỉnh duyệt.

## Kiểm tra {#kiem-tra}

1. Mở [Số liệu chờ kiểm tra](/mot-cua/so-lieu/cho-kiem-tra): mỗi đơn vị một bảng.
2. So số với kỳ trước và với điều bạn biết về đơn vị. Bỏ dấu ở số chưa xét.
3. Đồng ý thì **xác nhận** hoặc **duyệt**. Chưa ổn thì ghi lý do và **trả lại**: đơn vị thấy lý do ngay cạnh số.

> Nếu đơn vị vừa gửi lại, hoặc người khác vừa xét, hệ thống chưa ghi gì và cho bạn xem danh sách mới.

Chỉ số đã duyệt mới vào các [trang công khai](/chi-so). Số đã duyệt chỉ mở lại khi đơn vị đính chính kèm lý do.

## Đơn vị chưa báo cáo {#qua-han}

[Đơn vị quá hạn](/mot-cua/so-lieu/qua-han) cho biết ai còn thiếu số nào, từ ngày nào. Đơn vị đã được nhắc; bạn cũng được báo một lần cho mỗi hạn.
`,
    en: `
For heads of districts and of the province. It takes about two minutes to read.

## Who checks, who approves {#ai}

Communes report, districts check, the province approves. Where there are no districts any more, the province does both. Figures of districts are approved by the province, its own by its head.

## Check {#kiem-tra}

1. Open [Figures to check](/mot-cua/so-lieu/cho-kiem-tra): one table for each unit.
2. Compare with the period before and with what you know of the unit. Take the tick away where you have not looked.
3. If you agree, **confirm** or **approve**. If not, say why and **send back**: the unit sees it beside the figure.

> If the unit has just reported again, or somebody else has judged, nothing is written and you see the new list.

Only approved figures reach the [public pages](/chi-so). An approved figure is opened again only by a correction with a reason.

## Units that have not reported {#qua-han}

[Units that are late](/mot-cua/so-lieu/qua-han) shows who owes which figures since when. The unit was reminded; you are told once for each due date too.
`,
  },
};
