import { defineErrors } from '../errors.ts';

/** What can be wrong with a backup or the place it is restored to. */
export const backupErrors = defineErrors('BKP', {
  notABackup: [
    '0001',
    'invalid',
    '{file} không phải bản sao lưu của Cửa Số. Hãy chọn đúng tệp do `cuaso backup` tạo.',
    '{file} is not a backup of Cửa Số. Choose a file that `cuaso backup` made.',
  ],
  damaged: [
    '0002',
    'invalid',
    'Bản sao lưu {file} bị hỏng ({what}); chưa có gì được khôi phục. Hãy dùng một bản khác hoặc chép lại tệp từ nơi lưu.',
    'The backup {file} is damaged ({what}); nothing was restored. Use another one, or copy the file again from where it is kept.',
  ],
  newerFormat: [
    '0003',
    'conflict',
    'Bản sao lưu {file} do bản Cửa Số mới hơn tạo (định dạng {found}). Hãy cập nhật chương trình rồi khôi phục lại.',
    'The backup {file} was made by a newer Cửa Số (format {found}). Update this program, then restore again.',
  ],
  newerSchema: [
    '0004',
    'conflict',
    'Bản sao lưu {file} cần bước nâng cấp {migration} mà chương trình này không có. Hãy dùng bản Cửa Số mới hơn.',
    'The backup {file} needs migration {migration}, which this program does not have. Use a newer release.',
  ],
  otherMigration: [
    '0005',
    'conflict',
    'Bước nâng cấp {migration} trong bản sao lưu khác với của chương trình này. Hãy dùng đúng bản Cửa Số {version}.',
    'Migration {migration} of the backup differs from the one of this program. Use the release that made it ({version}).',
  ],
  notEmpty: [
    '0006',
    'conflict',
    'Nơi khôi phục đã có dữ liệu: {what}. Hãy chọn nơi trống, hoặc thêm --overwrite nếu muốn thay toàn bộ.',
    'The place to restore to holds data already: {what}. Choose an empty one, or add --overwrite to replace all of it.',
  ],
  otherTables: [
    '0007',
    'conflict',
    'Các bảng của bản sao lưu không khớp với lược đồ ({what}). Hãy dùng đúng bản Cửa Số đã tạo nó.',
    'The tables of the backup do not fit the schema ({what}). Use the release that made it.',
  ],
  exists: [
    '0008',
    'conflict',
    'Tệp {file} đã có; bản sao lưu không ghi đè. Hãy đặt tên khác.',
    'The file {file} exists already; a backup never overwrites. Choose another name.',
  ],
  noSchema: [
    '0009',
    'not-found',
    'Cơ sở dữ liệu chưa có lược đồ {schema}. Hãy chạy `cuaso migrate` trước, hoặc kiểm tra lại tên tỉnh.',
    'The database has no schema {schema}. Run `cuaso migrate` first, or check the name of the province.',
  ],
  fileChanged: [
    '0010',
    'conflict',
    'Tệp {file} bị thay đổi trong lúc sao lưu. Hãy chạy lại.',
    'The file {file} changed while it was backed up. Run it again.',
  ],
  notOlder: [
    '0011',
    'conflict',
    'Dữ liệu trong {folder} thuộc PostgreSQL {found}, còn chương trình ở {binDir} là {old}. Hãy chỉ tới thư mục bin của PostgreSQL {found}.',
    'The data in {folder} belongs to PostgreSQL {found}, but {binDir} holds version {old}. Name the bin folder of PostgreSQL {found}.',
  ],
  otherProvince: [
    '0012',
    'conflict',
    'Bản sao lưu {file} là của tỉnh {found}, còn chương trình này đang phục vụ {wanted}. Hãy đặt CUASO_PROVINCE đúng tỉnh hoặc chọn tệp khác.',
    'The backup {file} is of province {found}; this program serves {wanted}. Set CUASO_PROVINCE to that province, or choose another file.',
  ],
  noFile: [
    '0014',
    'not-found',
    'Không có tệp sao lưu {file}. Hãy kiểm tra lại tên tệp.',
    'There is no backup file {file}. Check the name.',
  ],
  noFolder: [
    '0015',
    'not-found',
    'Không có thư mục {folder} để ghi bản sao lưu. Hãy tạo thư mục đó trước.',
    'There is no folder {folder} to write the backup into. Make it first.',
  ],
  noCluster: [
    '0016',
    'not-found',
    'Thư mục dữ liệu {folder} không có dữ liệu PostgreSQL nào. Hãy đặt CUASO_DATA là thư mục có dữ liệu cần nâng cấp.',
    'The data folder {folder} holds no PostgreSQL data. Set CUASO_DATA to the folder whose data are to be brought up.',
  ],
  noOldProgram: [
    '0017',
    'not-found',
    'Không có chương trình {program}. Hãy chỉ tới thư mục bin của PostgreSQL {found} (Debian: /usr/lib/postgresql/{found}/bin).',
    'There is no program {program}. Name the bin folder of PostgreSQL {found} (Debian: /usr/lib/postgresql/{found}/bin).',
  ],
  upToDate: [
    '0018',
    'conflict',
    'Dữ liệu trong {folder} đã thuộc PostgreSQL {found} mà chương trình này dùng; không cần nâng cấp. Hãy khởi động: npm start.',
    'The data in {folder} belongs to PostgreSQL {found} already, which this program runs; there is nothing to bring up. Start it: npm start.',
  ],
  otherSecret: [
    '0013',
    'conflict',
    'Bản sao lưu được tạo với một CUASO_SECRET khác, nên nội dung cá nhân sẽ không mở được. Hãy đặt đúng bí mật đã dùng khi sao lưu.',
    'The backup was made with another CUASO_SECRET; personal content could not be opened. Set the one in use when it was made.',
  ],
});
