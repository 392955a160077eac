import type { GuideText } from '../guide.ts';

export const officerGuide: GuideText = {
  title: { vi: 'Hướng dẫn cho cán bộ', en: 'Guide for officers' },
  body: {
    vi: `
Cho người tiếp nhận, chuyên viên, lãnh đạo và văn thư. Đọc khoảng năm phút.

## Bàn việc của bạn {#ban-viec}

[Hộp việc](/mot-cua) xếp hồ sơ đang chờ **bạn** làm theo hạn gần nhất. Hạn ghi bằng chữ và màu: trong hạn, sắp đến hạn, quá hạn. Không hồ sơ nào không có người giữ.

Số ở thanh bên là việc chờ **bạn**. Trong mỗi ô, “Cả cơ quan” cho thấy việc của đồng nghiệp trong lĩnh vực của bạn; lọc theo lĩnh vực, kênh, tên hay mã. Hồ sơ đã xong thì vào [Tìm hồ sơ](/mot-cua/tim), gõ vài số cuối của mã cũng được.

Làm xong một hồ sơ, dòng báo ở đầu trang dẫn thẳng đến hồ sơ kế tiếp của ô đó.

Bạn có nhiều vị trí thì đổi ở [Vị trí của tôi](/can-bo/vi-tri); bạn chỉ thấy hồ sơ của cơ quan và lĩnh vực ứng với vị trí đang chọn, và hồ sơ được giao cho bạn.

## Tiếp nhận {#tiep-nhan}

1. Hồ sơ mới đến phải được trả lời trong **8 giờ làm việc**.
2. **Đủ và đúng: tiếp nhận.** Lúc này mới lập giấy tiếp nhận và hẹn trả (Mẫu 01) và tính thời hạn. Thủ tục trong ngày mà nhận sau 15:00 thì tính từ ngày làm việc kế tiếp.
3. **Thiếu: yêu cầu bổ sung.** Ghi **một lần, đủ hết**; mỗi mục chọn lý do có mã và chỉ vào câu trả lời hoặc giấy tờ. Đồng hồ dừng đến khi người dân nộp thêm. Lần yêu cầu thứ hai phải có lãnh đạo đồng ý và được đếm.
4. **Không thuộc thẩm quyền, không đủ điều kiện: từ chối tiếp nhận**, có lý do bằng văn bản.

> Đừng đòi giấy tờ mà cơ quan nhà nước đã có, hay giấy tờ trang thủ tục không ghi. Bản này chưa nối với cơ sở dữ liệu quốc gia; việc đối chiếu làm ngoài phần mềm.

## Nộp thay tại quầy {#tai-quay}

Người đến quầy không cần có tài khoản. Nhập giấy tờ tùy thân bất kỳ loại nào (12 số, 9 số cũ, hộ chiếu), chụp hoặc quét giấy tờ rồi nộp. Hệ thống ghi đây là hồ sơ nộp **tại quầy**; không tính là trực tuyến.

## Thẩm định và đề xuất {#tham-dinh}

Đọc tờ khai và giấy tờ cạnh nhau. Ghi chú nội bộ thì các cơ quan cùng xử lý hồ sơ thấy, người dân không thấy. Xong thì **đề xuất** đồng ý hoặc từ chối kèm lý do; có thể trả về bước trước khi cần làm lại.

Nếu người khác vừa làm trên cùng hồ sơ, bạn được báo và phải xem lại; không ai ghi đè lên ai.

## Quyết định, ký, đóng dấu {#ky}

- Lãnh đạo xem bản dự thảo kết quả rồi duyệt và **ký số**; trước khi ký phải xác thực lại.
- Người được ủy quyền ký bằng khóa của mình, với KT., TL., TUQ. hoặc Q. theo văn bản ủy quyền còn hiệu lực.
- Văn thư **vào số** và ký số của cơ quan. Chỉ khi đó kết quả mới đến người dân.
- Kết quả hộ tịch, chứng thực lấy số trong sổ khi lãnh đạo ký; văn thư, chuyên viên, lãnh đạo xem và in [Sổ của cơ quan](/mot-cua/so) theo năm. Sổ giấy mà luật buộc giữ vẫn phải ghi.
- Từ chối giải quyết luôn kèm lý do bằng văn bản.

## Quá hạn {#qua-han}

Sắp quá hạn thì hệ thống báo trước. Đã không kịp thì phải có thư xin lỗi và hẹn lại một lần do người đứng đầu ký, trước khi hết hạn.

## Số liệu báo cáo {#so-lieu}

Xem [hướng dẫn báo cáo số liệu](/mot-cua/huong-dan/bao-cao-so-lieu) và [hướng dẫn kiểm tra số liệu](/mot-cua/huong-dan/kiem-tra-so-lieu).

## Xem hồ sơ không phải của mình {#mo-khan-cap}

Chỉ khi có căn cứ (khiếu nại, kiểm tra, phân công lại): ghi rõ lý do rồi mới mở. Mọi lần mở đều được ghi, và người dân thấy được cơ quan, mục đích, giờ mở.

## Quản trị {#quan-tri}

- **Nhân sự**: quyền đi theo vị trí (cơ quan, chức vụ, vai trò, lĩnh vực, từ ngày nào). Một người có thể giữ nhiều vị trí.
- **Cho thôi vị trí**: cơ quan phải có người khác cùng vai trò. Thôi ngay: hồ sơ đang giữ được chuyển hết trước. Thôi từ một ngày sau: đến ngày đó hồ sơ còn giữ tự chuyển sang người cùng vai trò.
- **Ủy quyền**: nhập theo văn bản, có số, ngày, phạm vi, thời hạn; hết hạn thì tự hết quyền.

## Thanh tra {#thanh-tra}

Nhật ký truy cập ghi ai đã xem hồ sơ nào, việc gì, mục đích gì; lọc được theo tên cán bộ hoặc mã hồ sơ. Sự kiện an ninh ghi việc đăng nhập và những lần bị từ chối. Mỗi lần mở khẩn cấp phải được xem xét và ghi nhận xét.

## Phím tắt

**J**, **K**: xuống, lên trong danh sách. **Enter**: mở. **X**: chọn. **T**: tiếp nhận hoặc chuyển các hồ sơ đã chọn. **N**: hồ sơ kế tiếp. **/**: tìm. Không có phím nào tự ký hay tự từ chối.
`,
    en: `
For reception, specialists, leaders and clerks. It takes about five minutes to read.

## Your desk {#ban-viec}

The [inbox](/mot-cua) lists the dossiers that wait for **you**, the nearest deadline first, in words and colour: in time, due soon, overdue. No dossier is ever without someone who holds it.

The numbers in the side bar are what waits for **you**. In each box, “Whole agency” shows colleagues' work in your fields; filter by field, channel, name or code. Finished dossiers are at [Find a dossier](/mot-cua/tim); the last digits of a code are enough.

When you have done one dossier, the line on top of the page leads straight to the next in its box.

With several positions, switch at [My positions](/can-bo/vi-tri); you see the dossiers of the agency and fields of the position you have chosen, and those that were handed to you.

## Reception {#tiep-nhan}

1. A dossier that has arrived must be answered within **8 working hours**.
2. **Complete and correct: take it in.** Only now the receipt with the appointment (Form 01) is made and the time limit starts. A same-day procedure taken in after 15:00 counts from the next working day.
3. **Something is missing: request a supplement.** Say it **once, and all of it**; each item has a coded reason and points to an answer or a paper. The clock stops until the citizen answers. A second request needs the leader's approval and is counted.
4. **Not competent, or not eligible: refuse to take in**, with the reason in writing.

> Do not ask for a paper that the state holds already, or that the page of the procedure does not name. This version is not linked to the national databases; compare with them outside it.

## Filing at the counter {#tai-quay}

Whoever comes to the counter needs no account. Enter an identity paper of any kind (12 digits, old 9 digits, passport), photograph or scan the papers, and file. The dossier is recorded as filed **at the counter**; it does not count as online.

## Examine and propose {#tham-dinh}

Read the form and the papers side by side. Internal notes are seen by the agencies involved, never by the citizen. Then **propose** to approve or refuse, with the reason; a dossier can go back a step when something has to be done again.

If somebody else has just acted on the same dossier you are told and look again; nobody overwrites anybody.

## Decide, sign, seal {#ky}

- The leader reads the draft of the result, approves and **signs digitally**, after proving their identity once more.
- A deputy signs with their own key, as KT., TL., TUQ. or Q., by a delegation document in force.
- The clerk **numbers** the result and signs for the agency. Only then does it reach the citizen.
- Results of civil status and certification take a number in their book when the leader signs; clerk, specialist and leader read and print the [registers](/mot-cua/so) by year. Paper books that the law asks for are still to be written.
- A refusal always carries its reason in writing.

## Overdue {#qua-han}

You are warned before the time is up. If it cannot be met, a letter of apology with one new date, signed by the head, goes out before the deadline.

## Reported figures {#so-lieu}

See the [guide to reporting figures](/mot-cua/huong-dan/bao-cao-so-lieu) and the [guide to checking figures](/mot-cua/huong-dan/kiem-tra-so-lieu).

## Dossiers that are not yours {#mo-khan-cap}

Only on a ground (complaint, inspection, re-assignment): state it, then open. Every opening is recorded, and the citizen sees the agency, the purpose and the time.

## Administration {#quan-tri}

- **Staff**: rights come with a position (agency, title, roles, fields, from which day). One person may hold several.
- **Ending a position**: the agency needs somebody else in the role. At once: dossiers held are all handed over first. From a later day: what is still held then goes to a colleague in the role by itself.
- **Delegations**: entered from the document, with number, date, scope and term; rights end with the term.

## Audit {#thanh-tra}

The access log says who read which dossier, in which act, for what purpose; search it by official or dossier code. Security events are sign-ins and what was refused. Every opening on a ground has to be reviewed, with a remark.

## Keys

**J**, **K**: down and up in a list. **Enter**: open. **X**: select. **T**: take in or pass on what is selected. **N**: the next dossier. **/**: search. No key signs or refuses by itself.
`,
  },
};
