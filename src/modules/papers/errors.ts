import { defineErrors } from '../../platform/errors.ts';

/** What can be wrong with a paper; the words always say what to do next. Limits stand in `model.ts`. */
export const paperErrors = defineErrors('PAP', {
  empty: [
    '0001',
    'invalid',
    'Tệp này trống (0 byte). Bạn chụp hoặc lưu lại giấy tờ rồi chọn lại.',
    'This file is empty (0 bytes). Take the photo or save the paper again, then choose it once more.',
  ],
  tooLarge: [
    '0002',
    'too-large',
    'Tệp lớn hơn 20 MB. Bạn chụp lại với độ phân giải thấp hơn hoặc chia giấy tờ thành nhiều tệp.',
    'The file is larger than 20 MB. Take the photo at a lower resolution, or split the paper into several files.',
  ],
  wrongType: [
    '0003',
    'invalid',
    'Chỉ nhận ảnh JPEG, PNG, HEIC hoặc tệp PDF. Bạn chụp ảnh giấy tờ hoặc lưu thành PDF rồi chọn lại.',
    'Only JPEG, PNG or HEIC photos and PDF files are accepted. Photograph the paper or save it as PDF, then choose it again.',
  ],
  officeDocument: [
    '0004',
    'invalid',
    'Đây là tệp Word hoặc Excel, người khác mở có thể thấy khác đi. Bạn mở tệp, chọn “Lưu thành PDF” rồi nộp bản PDF.',
    'This is a Word or Excel file, which may look different to others. Open it, choose “Save as PDF” and file the PDF.',
  ],
  archive: [
    '0005',
    'invalid',
    'Đây là tệp nén. Bạn giải nén rồi chọn từng giấy tờ bên trong.',
    'This is an archive. Unpack it and choose each paper inside it.',
  ],
  brokenPicture: [
    '0006',
    'invalid',
    'Ảnh bị hỏng hoặc thiếu một phần, thường vì tải chưa xong. Bạn mở ảnh xem có đủ không rồi chọn lại, hoặc chụp ảnh mới.',
    'The picture is damaged or incomplete, often because it was not fully saved. Check that it opens whole and choose it again, or take a new photo.',
  ],
  hugePicture: [
    '0007',
    'invalid',
    'Ảnh có quá nhiều điểm ảnh (trên 64 triệu). Bạn chụp lại ở độ phân giải thấp hơn.',
    'The picture has too many pixels (over 64 million). Take it again at a lower resolution.',
  ],
  brokenPdf: [
    '0008',
    'invalid',
    'Tệp PDF bị hỏng hoặc thiếu một phần. Bạn lưu lại tệp PDF từ bản gốc, hoặc chụp ảnh giấy tờ.',
    'The PDF is damaged or incomplete. Save it again from the original, or photograph the paper.',
  ],
  lockedPdf: [
    '0009',
    'invalid',
    'Tệp PDF đang đặt mật khẩu hoặc bị khóa nên cán bộ không mở được. Bạn bỏ mật khẩu rồi lưu lại, hoặc in ra PDF mới.',
    'The PDF has a password or is locked, so officers cannot open it. Remove the password and save it, or print it to a new PDF.',
  ],
  activePdf: [
    '0010',
    'invalid',
    'Tệp PDF có chứa mã lệnh hoặc nút chạy chương trình. Bạn mở tệp, chọn “In” rồi “Lưu thành PDF” để có bản chỉ gồm trang giấy.',
    'The PDF contains scripts or commands. Open it and choose “Print”, then “Save as PDF”, to get pages only.',
  ],
  pdfWithAttachments: [
    '0011',
    'invalid',
    'Tệp PDF có tệp khác đính kèm bên trong. Bạn tách các tệp đó ra và nộp riêng từng tệp.',
    'The PDF has other files inside it. Take them out and file each of them separately.',
  ],
  bomb: [
    '0012',
    'invalid',
    'Nội dung nén trong tệp bung ra quá lớn nên không được mở. Bạn lưu lại tệp từ bản gốc hoặc chụp ảnh giấy tờ.',
    'The compressed content of this file grows too large, so it was not opened. Save it again from the original, or photograph the paper.',
  ],
  brokenHeic: [
    '0013',
    'invalid',
    'Không đọc được ảnh HEIC này. Bạn chọn chế độ “Tương thích nhất” (JPEG) trong cài đặt máy ảnh rồi chụp lại.',
    'This HEIC photo could not be read. Choose “Most compatible” (JPEG) in the camera settings and take it again.',
  ],
  tooComplex: [
    '0014',
    'invalid',
    'Kiểm tra tệp này mất quá lâu nên phải dừng. Bạn in tệp ra PDF mới hoặc chụp ảnh giấy tờ.',
    'Checking this file took too long and was stopped. Print it to a new PDF, or photograph the paper.',
  ],
  tooManyFiles: [
    '0015',
    'conflict',
    'Giấy tờ này đã có đủ số tệp cho phép. Bạn xóa bớt một tệp trước khi thêm tệp mới.',
    'This paper already has as many files as allowed. Remove one before adding another.',
  ],
  dossierFull: [
    '0016',
    'conflict',
    'Các tệp của hồ sơ này đã gần 100 MB, không thêm được tệp này. Bạn xóa bớt hoặc giảm kích thước ảnh.',
    'The files of this dossier are close to 100 MB; this one does not fit. Remove some or make the photos smaller.',
  ],
  infected: [
    '0017',
    'invalid',
    'Tệp này có mã độc nên đã bị khóa lại, không ai mở được. Bạn quét virus thiết bị rồi nộp bản khác.',
    'This file contains malware. It was sealed away and nobody can open it. Scan your device and file another copy.',
  ],
  notScannedYet: [
    '0018',
    'conflict',
    'Tệp này đang chờ quét mã độc. Bạn mở lại sau ít phút.',
    'This file is waiting for its malware scan. Open it again in a few minutes.',
  ],
  notFound: [
    '0019',
    'not-found',
    'Không có giấy tờ này, hoặc bạn không có quyền xem. Bạn quay lại trang trước và chọn từ danh sách.',
    'There is no such paper, or you may not see it. Go back and choose from the list.',
  ],
  signInFirst: [
    '0020',
    'unauthenticated',
    'Bạn cần đăng nhập để tải giấy tờ lên hoặc xem giấy tờ.',
    'Please sign in to upload or view papers.',
  ],
  noFile: [
    '0021',
    'invalid',
    'Bạn chưa chọn tệp nào. Hãy chọn ảnh hoặc tệp PDF rồi bấm “Tải lên”.',
    'No file was chosen. Choose a photo or a PDF, then press “Upload”.',
  ],
  uploadGone: [
    '0022',
    'not-found',
    'Lần tải lên này không còn hoặc đã hết hạn. Bạn chọn lại tệp để tải từ đầu.',
    'This upload no longer exists or has expired. Choose the file again to start over.',
  ],
  alreadyFiled: [
    '0023',
    'conflict',
    'Giấy tờ đã nộp cùng hồ sơ nên không xóa được. Nếu nộp nhầm, bạn bổ sung bản đúng hoặc rút hồ sơ.',
    'The paper was filed with a dossier and cannot be removed. If it is wrong, add the right one or withdraw the dossier.',
  ],
  badRequest: [
    '0024',
    'invalid',
    'Nội dung gửi lên không đúng mẫu. Bạn tải lại trang rồi chọn tệp lần nữa.',
    'What was sent does not have the right form. Reload the page and choose the file again.',
  ],
  tooManyUploads: [
    '0025',
    'too-many',
    'Đang có quá nhiều tệp tải lên cùng lúc. Bạn chờ một phút rồi thử lại; các tệp đã tải xong vẫn còn.',
    'Too many files are being uploaded at once. Wait a minute and try again; finished files are kept.',
  ],
  resultNotFound: [
    '0026',
    'not-found',
    'Không có giấy tờ nào mang mã này. Bạn kiểm tra lại từng ký tự; mã có 16 chữ và số in dưới mã QR.',
    'No document carries this code. Check each character; the code has 16 letters and digits, printed under the QR code.',
  ],
  hugeHeic: [
    '0027',
    'invalid',
    'Ảnh HEIC có quá nhiều điểm ảnh (trên 26 triệu). Bạn chọn chế độ “Tương thích nhất” (JPEG) trong cài đặt máy ảnh rồi chụp lại.',
    'The HEIC photo has too many pixels (over 26 million). Choose “Most compatible” (JPEG) in the camera settings and take it again.',
  ],
  filedMeanwhile: [
    '0028',
    'conflict',
    'Hồ sơ đã nộp nên không nhận thêm tệp; tệp này chưa được gửi đi. Nếu hồ sơ còn thiếu giấy tờ, cán bộ sẽ yêu cầu bổ sung và bạn gửi tệp khi đó.',
    'The dossier is filed and takes no more files; this one was not sent. If a paper is missing, the office will ask for it and you can add it then.',
  ],
  noPlace: [
    '0029',
    'not-found',
    'Không có hồ sơ đang soạn này, hoặc đã hết hạn giữ. Bạn mở lại hồ sơ từ trang “Hồ sơ của tôi” rồi tải giấy tờ lên ở đó.',
    'There is no such dossier being written, or it is no longer kept. Open it again from “My dossiers” and upload the paper there.',
  ],
  tooMuchWaiting: [
    '0030',
    'conflict',
    'Các tệp đã tải lên mà chưa nộp chiếm quá nhiều chỗ. Bạn nộp hồ sơ, hoặc bỏ bớt hồ sơ nháp không dùng, rồi tải lại tệp này.',
    'Files that were uploaded and not filed take too much room. File your dossier, or discard drafts you do not use, then upload this file again.',
  ],
  moreThanAnnounced: [
    '0031',
    'too-large',
    'Tệp gửi lên dài hơn cỡ đã báo lúc bắt đầu nên bị dừng. Bạn tải lại trang rồi chọn lại tệp.',
    'More was sent than was announced at the start, so it was stopped. Reload the page and choose the file again.',
  ],
  interrupted: [
    '0032',
    'unavailable',
    'Tải lên bị gián đoạn. Bạn chờ một chút rồi thử lại; phần đã tải lên vẫn còn.',
    'The upload was interrupted. Wait a moment and try again; what was uploaded so far is kept.',
  ],
});

/** Reasons for which a content is refused, by name in the catalogue. */
export type Refusal =
  | 'empty'
  | 'tooLarge'
  | 'wrongType'
  | 'officeDocument'
  | 'archive'
  | 'brokenPicture'
  | 'hugePicture'
  | 'brokenPdf'
  | 'lockedPdf'
  | 'activePdf'
  | 'pdfWithAttachments'
  | 'bomb'
  | 'brokenHeic'
  | 'hugeHeic'
  | 'tooComplex';
