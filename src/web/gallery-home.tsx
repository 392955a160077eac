import { Grid } from './components/card.tsx';
import { FollowBox, HelpBox, HomeFigures, HomeHero, LifeEvents } from './components/home.tsx';
import { Page } from './layout.tsx';

const events = [
  ['Có em bé', 'Khai sinh, thường trú, thẻ BHYT trong một lần nộp'],
  ['Kết hôn', 'Xác nhận tình trạng, đăng ký kết hôn'],
  ['Mở hộ kinh doanh', 'Đăng ký, thay đổi, tạm ngừng'],
  ['Nhà và đất', 'Biến động, cấp đổi, giấy phép xây dựng'],
  ['Mất giấy tờ', 'Trích lục, cấp lại, bản sao chứng thực'],
  ['Bảo hiểm', 'BHYT, BHXH, thai sản, tử tuất'],
  ['Người thân qua đời', 'Khai tử, trợ cấp, thừa kế'],
  ['Xem tất cả', '80 thủ tục theo lĩnh vực, cơ quan'],
] as const;

export function HomeSample() {
  return (
    <Page title="Trang chủ" description="Dịch vụ công tỉnh Bạc Liêu">
      <HomeHero
        title="Bạn cần làm gì hôm nay?"
        hint="Gõ như bạn nói: “làm giấy khai sinh cho con”, “mất bằng lái”. Không cần dấu cũng được."
        action="/thu-tuc"
        label="Tìm thủ tục"
        placeholder="Tìm thủ tục…"
      />
      <LifeEvents
        label="Sự kiện trong đời"
        events={events.map(([title, text], index) => ({ title, text, href: `/thu-tuc/nhom/${index}` }))}
      />
      <Grid columns={2} even>
        <FollowBox
          title="Hồ sơ của tôi đang ở đâu?"
          hint="Không cần đăng nhập."
          action="/tra-cuu"
          codeName="ma"
          codeLabel="Mã hồ sơ"
          codePlaceholder="H04.25.13-221010-0001"
          secret={{ name: 'so', label: '4 số cuối giấy tờ', maxLength: 4 }}
          button="Tra cứu"
        />
        <HelpBox
          title="Cần người giúp?"
          text="Tổ công nghệ số cộng đồng ở khóm, ấp đến tận nhà, không thu tiền."
          href="/to-so"
          button="Tìm tổ gần tôi"
        />
      </Grid>
      <HomeFigures
        title="Tỉnh đang làm được đến đâu"
        more={{ href: '/tien-do', label: 'Xem từng xã, từng việc' }}
        figures={[
          {
            value: '4 %',
            label: 'hồ sơ nộp trực tuyến',
            share: 0.04,
            targetShare: 0.4,
            target: '40 % vào tháng 10/2023',
            note: 'cả nước 38 %',
          },
          {
            value: '450',
            label: 'tổ công nghệ số cộng đồng',
            share: 0.5,
            targetShare: 1,
            target: 'phủ mọi khóm, ấp',
            note: 'mới được một nửa',
          },
          {
            value: '0,03 %',
            label: 'hộ nông dân bán hàng trên sàn',
            share: 0.0003,
            targetShare: 0.05,
            target: 'từ 5 %',
          },
        ]}
      />
    </Page>
  );
}
