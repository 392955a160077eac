import { formatNumber, formatPercent } from '../platform/text.ts';
import { Alert, Details, EmptyState, ErrorSummary, Statement } from './components/alert.tsx';
import { BarChart } from './components/bar-chart.tsx';
import { Actions, Button, LinkButton } from './components/button.tsx';
import { Card, Grid } from './components/card.tsx';
import { type Column, DataTable } from './components/data-table.tsx';
import { DescriptionList } from './components/description-list.tsx';
import { CountRow } from './components/figures.tsx';
import { CsrfField, SearchBox } from './components/form.tsx';
import { CodeText, DateText, DateTimeText, FileLink, Money, NumberText, Percent } from './components/formats.tsx';
import { Breadcrumbs, ChipLinks, LinkTabs, Pagination } from './components/navigation.tsx';
import { StepList, StepProgress } from './components/steps.tsx';
import { Tag } from './components/tag.tsx';
import { described, ShortQuestion } from './form/short-question.tsx';
import { useLanguage } from './frame.ts';
import { Page } from './layout.tsx';

const longName = 'Công Tằng Tôn Nữ Thị Hoàng Thạch Ngọc Phương Nghiêng';
const longProcedure =
  'Xác nhận thông tin hộ tịch, cấp bản sao trích lục hộ tịch và đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài';
const shortMonths = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export function PartsSample() {
  const language = useLanguage();
  const name = { id: 'ho-ten', label: 'Họ và tên của trẻ', fault: 'Ghi họ và tên của trẻ' };
  return (
    <Page title="Các phần của trang">
      <Breadcrumbs
        items={[
          { href: '/thu-tuc', label: 'Thủ tục' },
          { href: '/thu-tuc/ho-tich', label: 'Hộ tịch' },
          { label: longProcedure },
        ]}
      />
      <h1>{longProcedure}</h1>
      <ErrorSummary
        faults={[
          { fieldId: 'ho-ten', text: 'Ghi họ và tên của trẻ' },
          { fieldId: 'ngay-sinh', text: 'Ngày sinh không thể sau hôm nay' },
          { text: 'Tờ khai đã quá 24 giờ' },
        ]}
      />
      <form method="post" action="/mau">
        <CsrfField />
        <StepProgress now={2} of={5} label="Bước 2 trên 5: Về đứa trẻ" />
        <ShortQuestion {...name}>
          <input class="ds-input" id="ho-ten" name="ho-ten" value={longName} {...described(name)} />
        </ShortQuestion>
        <ShortQuestion id="ngay-sinh" label="Ngày sinh">
          <input class="ds-input" id="ngay-sinh" name="ngay-sinh" placeholder="10/10/2022" />
        </ShortQuestion>
        <Actions>
          <Button>Tiếp tục</Button>
          <Button variant="secondary" name="viec" value="luu" formNoValidate>
            Lưu để làm sau
          </Button>
          <Button variant="accent">Nộp hồ sơ</Button>
          <Button variant="danger" confirm="Rút hồ sơ này? Lệ phí đã nộp không được trả lại.">
            Rút hồ sơ
          </Button>
          <Button variant="quiet">Bỏ qua</Button>
          <LinkButton href="/" small variant="secondary">
            Nhỏ
          </LinkButton>
          <Button disabled>Chưa dùng được</Button>
        </Actions>
      </form>
      <Alert kind="info">Nội dung như công bố năm 2026, bối cảnh năm 2022.</Alert>
      <Alert kind="success" title="Đã nộp hồ sơ">
        Mã hồ sơ H04.25.13-221010-0007.
      </Alert>
      <Alert kind="warning" title="Ngày mai cơ quan nghỉ">
        Hạn trả lời chuyển sang 13/10/2022.
      </Alert>
      <Alert kind="danger">Không đọc được tệp anh-chung-sinh.heic. Chụp lại rồi gửi lần nữa.</Alert>
      <p>
        <Tag tone="ok">trong hạn</Tag> <Tag tone="soon">còn 1 giờ 20</Tag> <Tag tone="late">quá 40 phút</Tag>{' '}
        <Tag tone="new">mới</Tag> <Tag>đã rút</Tag> <Tag tone="soon">{longProcedure}</Tag>
      </p>
      <p>
        <Money dong={8000} /> · <Money dong={0} /> · <DateText value={Temporal.PlainDate.from('2022-10-10')} /> ·{' '}
        <DateTimeText value={Temporal.Instant.from('2022-10-10T01:14:00Z')} /> · <Percent share={0.0003} /> ·{' '}
        <NumberText value={1_000_000} /> ·{' '}
        <FileLink
          href="/tep/1"
          name="anh-chup-giay-chung-sinh-benh-vien-da-khoa-tinh-bac-lieu-2022.jpg"
          sizeBytes={412_000}
          type="JPEG"
        />
      </p>
      <LinkTabs
        label="Hồ sơ"
        tabs={[
          { href: '#1', label: 'Đang làm', count: 3, current: true },
          { href: '#2', label: 'Đã xong', count: 12 },
          { href: '#3', label: 'Nháp' },
        ]}
      />
      <ChipLinks
        label="Lọc theo lĩnh vực"
        chips={[
          { href: '#4', label: 'Tất cả', count: 80 },
          { href: '#5', label: 'Hộ tịch', count: 21, current: true },
          { href: '#6', label: 'Thành lập và hoạt động của hộ kinh doanh', count: 8 },
        ]}
      />
      <SearchBox action="/thu-tuc" label="Tìm thủ tục" visibleLabel value="khai sinh cho be" />
      <Grid columns={2}>
        <Card title="Hồ sơ theo tháng">
          <BarChart
            title="Hồ sơ nộp trực tuyến, 2022"
            categoryLabel="Tháng"
            valueLabel="Tỷ lệ"
            shape="columns"
            bars={shortMonths.map((label, index) => ({ label, value: 0.01 + index * 0.004 }))}
            format={(value) => formatPercent(value, language)}
            target={{ value: 0.04, label: 'Mục tiêu 4 %' }}
          />
        </Card>
        <Card title="Hồ sơ theo đơn vị">
          <BarChart
            title="Hồ sơ đã nhận"
            categoryLabel="Đơn vị"
            valueLabel="Hồ sơ"
            bars={['Phường 7', 'Xã Ninh Thạnh Lợi A', 'Thị trấn Ngan Dừa', 'Ủy ban nhân dân huyện Phước Long'].map(
              (label, index) => ({
                label,
                value: 1204 - index * 350,
              }),
            )}
            format={(value) => formatNumber(value, language)}
          />
        </Card>
      </Grid>
      <EmptyState title="Chưa có hồ sơ nào" action={{ href: '/thu-tuc', label: 'Tìm thủ tục' }}>
        Hồ sơ bạn nộp sẽ hiện ở đây.
      </EmptyState>
      <Details summary="Vì sao hỏi điều này?">Luật Hộ tịch 2014, điều 16.</Details>
      <DataTable caption="Bảng trống" columns={columns} rows={[]} rowKey={(row) => row.code} empty={<EmptyState />} />
      <Pagination page={3} pageCount={20} total={1000} pageSize={50} hrefOf={(page) => `?trang=${page}`} />
    </Page>
  );
}

export function DossierSample() {
  return (
    <Page title="Đăng ký khai sinh" noIndex>
      <Breadcrumbs items={[{ href: '/ho-so', label: 'Hồ sơ của tôi' }, { label: 'H04.25.13-221010-0007' }]} />
      <h1>Đăng ký khai sinh</h1>
      <Statement title="Chị Lê Thị Hồng Cúc đang kiểm tra hồ sơ">
        Bộ phận Một cửa Phường 7, thành phố Bạc Liêu. Chị sẽ trả lời trước <b>17:00 hôm nay</b>. Bạn chưa phải làm gì.
      </Statement>
      <Grid columns={2}>
        <Card title="Các bước">
          <StepList
            steps={[
              { title: 'Bạn đã nộp', state: 'done', text: '08:14, 10/10/2022 · từ điện thoại · 3 giấy tờ' },
              {
                title: 'Kiểm tra và tiếp nhận',
                state: 'now',
                tag: <Tag tone="soon">trước 17:00 hôm nay</Tag>,
                text: 'Nếu thiếu gì, chị Cúc sẽ báo một lần, đủ hết',
              },
              { title: 'Ghi vào sổ hộ tịch', state: 'next', text: 'Công chức Tư pháp - Hộ tịch' },
              { title: 'Ký Giấy khai sinh', state: 'next', text: 'Chủ tịch UBND phường' },
              {
                title: 'Nhận kết quả',
                state: 'next',
                text: 'Hẹn 17:00, 11/10/2022 · bản điện tử có ký số, bản giấy nhận tại phường',
              },
            ]}
          />
        </Card>
        <Card title="Giấy tờ đã nộp">
          <DescriptionList
            small
            items={[
              {
                term: 'Giấy chứng sinh',
                value: (
                  <>
                    <FileLink href="/tep/1" name="anh-1.jpg" sizeBytes={412_000} /> · <Tag tone="ok">đọc được</Tag>
                  </>
                ),
              },
              { term: 'Cha, mẹ', value: 'Lấy từ CSDL dân cư lúc 08:12, không phải nộp' },
              { term: 'Kết hôn của cha mẹ', value: 'Lấy từ CSDL hộ tịch, không phải nộp' },
              { term: 'Người nộp', value: longName, action: { href: '/sua', label: 'Sửa' } },
            ]}
          />
          <LinkButton href="/giay-tiep-nhan.pdf" variant="secondary" full>
            Tải giấy tiếp nhận (PDF)
          </LinkButton>
          <p>
            <a class="small" href="/ho-so/rut">
              Rút hồ sơ
            </a>
          </p>
        </Card>
      </Grid>
    </Page>
  );
}

interface Row {
  readonly code: string;
  readonly procedure: string;
  readonly applicant: string;
  readonly fee: number;
}

const columns: readonly Column<Row>[] = [
  {
    key: 'code',
    label: 'Mã hồ sơ',
    heading: true,
    sortable: true,
    cell: (row) => <a href={`/ho-so/${row.code}`}>{row.code}</a>,
  },
  { key: 'procedure', label: 'Thủ tục', sortable: true, cell: (row) => row.procedure },
  { key: 'applicant', label: 'Người nộp', cell: (row) => row.applicant },
  { key: 'fee', label: 'Lệ phí', numeric: true, cell: (row) => <Money dong={row.fee} /> },
];

export function TableSample() {
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    code: `H04.25.13-221010-${String(index + 1).padStart(4, '0')}`,
    procedure: index % 3 === 0 ? longProcedure : 'Đăng ký khai sinh',
    applicant: index % 5 === 0 ? longName : 'Lâm Quốc Huy',
    fee: index * 1000,
  }));
  return (
    <Page title="Một nghìn hồ sơ">
      <h1>Một nghìn hồ sơ</h1>
      <DataTable
        caption="Hồ sơ đã nhận"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.code}
        sort={{ key: 'code', direction: 'up', hrefOf: (key, direction) => `?xep=${key}-${direction}` }}
        footer={['Cộng', '', '', <Money key="sum" dong={499_500_000} />]}
      />
    </Page>
  );
}

const inbox = [
  [
    'late',
    'quá 40 phút',
    'H04.25.13-221007-0041',
    'Xác nhận tình trạng hôn nhân',
    'Trần Văn Khởi',
    'Trực tuyến',
    'Đủ giấy tờ · khớp CSDL dân cư',
  ],
  [
    'soon',
    'còn 1 giờ 20',
    'H04.25.13-221010-0003',
    'Chứng thực bản sao từ bản chính (4 bản)',
    'Công ty TNHH Muối Long Điền',
    'Trực tuyến',
    'Đủ giấy tờ · đã trả phí 8.000 đ',
  ],
  [
    'soon',
    'còn 2 giờ 05',
    'H04.25.13-221010-0007',
    'Đăng ký khai sinh',
    'Nguyễn Thị Bưởi',
    'Tổ số cộng đồng',
    'Đủ giấy tờ · cha mẹ lấy từ CSDL',
  ],
  ['ok', 'còn 6 giờ', 'H04.25.13-221010-0011', longProcedure, longName, 'Tại quầy', 'Tên hộ trùng 1 hộ khác · xem lại'],
  [
    'ok',
    'còn 7 giờ',
    'H04.25.13-221010-0012',
    'Cấp bản sao Trích lục hộ tịch',
    'Lâm Quốc Huy',
    'Bưu chính',
    'Đủ giấy tờ',
  ],
] as const;

export function InboxSample() {
  return (
    <Page title="Chờ tiếp nhận" kind="officer" scripts={['inbox-keys.js']}>
      <div class="workhead">
        <h1>Chờ tiếp nhận</h1>
        <span class="muted">10/10/2022</span>
        <span class="muted workhead__keys">
          <kbd>J</kbd> <kbd>K</kbd> lên xuống · <kbd>Enter</kbd> mở · <kbd>T</kbd> tiếp nhận · <kbd>/</kbd> tìm
        </span>
      </div>
      <CountRow
        figures={[
          { value: 12, label: 'chờ tiếp nhận' },
          { value: 4, label: 'phải trả lời hôm nay', tone: 'soon' },
          { value: 1, label: 'quá 8 giờ làm việc', tone: 'late' },
          { value: '31 %', label: 'nộp trực tuyến tháng này' },
        ]}
      />
      <SearchBox action="/mot-cua" label="Tìm hồ sơ" placeholder="Mã, tên người nộp…" hotkey />
      <form method="post" action="/mot-cua/tiep-nhan">
        <CsrfField />
        <div class="bulk">
          <b>2 hồ sơ</b>
          <Button small hotkey="t">
            Tiếp nhận
          </Button>
          <Button small variant="secondary">
            Chuyển cho…
          </Button>
        </div>
        <DataTable
          caption="Hồ sơ chờ tiếp nhận"
          hideCaption
          keyboard
          rows={inbox}
          rowKey={(row) => row[2]}
          columns={[
            {
              key: 'select',
              label: 'Chọn',
              hideLabel: true,
              tight: true,
              cell: (row) => (
                <input
                  type="checkbox"
                  name="hoSo"
                  value={row[2]}
                  aria-label={`Chọn ${row[2]}`}
                  defaultChecked={row[0] === 'soon'}
                />
              ),
            },
            { key: 'due', label: 'Phải trả lời', tight: true, cell: (row) => <Tag tone={row[0]}>{row[1]}</Tag> },
            {
              key: 'dossier',
              label: 'Hồ sơ',
              heading: true,
              cell: (row) => (
                <>
                  <CodeText code={row[2]} href={`/mot-cua/ho-so/${row[2]}`} />
                  <br />
                  {row[3]}
                </>
              ),
            },
            { key: 'applicant', label: 'Người nộp', cell: (row) => row[4] },
            { key: 'channel', label: 'Kênh', cell: (row) => row[5] },
            { key: 'checks', label: 'Máy đã kiểm tra', wide: true, cell: (row) => row[6] },
          ]}
        />
      </form>
      <Pagination page={1} pageCount={3} total={112} pageSize={50} hrefOf={(page) => `?trang=${page}`} />
    </Page>
  );
}
