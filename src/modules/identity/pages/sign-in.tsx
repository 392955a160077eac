import { defineTexts, fill, type Language } from '../../../platform/text.ts';
import { Alert, Button, Card, CsrfField, Grid, LinkButton, Page, Stack } from '../../../web/index.ts';

const texts = defineTexts({
  vi: {
    title: 'Đăng nhập',
    lead: 'Đăng nhập để nộp hồ sơ, xem hồ sơ của mình và giấy tờ đã được cấp. Tra cứu thủ tục và tra cứu hồ sơ bằng mã thì không cần đăng nhập.',
    kept: 'Những trang bạn đã lưu vẫn còn. Đăng nhập xong, bạn trở lại đúng chỗ đang làm.',
    typed:
      'Phiên làm việc đã hết giờ, nên những gì bạn vừa gõ chưa được gửi. Chúng được niêm phong và giữ trong một giờ: hãy đăng nhập lại bằng chính tài khoản của bạn, biểu mẫu sẽ hiện lại như bạn đã gõ. Riêng tệp đã chọn thì phải chọn lại.',
    citizen: 'Người dân, doanh nghiệp',
    citizenText:
      'Dùng tài khoản định danh điện tử. Người đại diện doanh nghiệp cũng đăng nhập bằng tài khoản của mình.',
    citizenButton: 'Đăng nhập bằng tài khoản định danh',
    sandboxEarly:
      'Bản mẫu dùng hệ thống định danh mô phỏng: ngày của bản mẫu ({month}), VNeID chưa được dùng cho cổng dịch vụ công.',
    sandbox: 'Bản mẫu dùng VNeID mô phỏng, không phải VNeID thật.',
    nationalPortal:
      'Từ 01/7/2025, người dân nộp hồ sơ trên Cổng Dịch vụ công quốc gia. Trong bản mẫu, các trang này đóng vai cổng đó.',
    staff: 'Cán bộ, công chức',
    staffText: 'Dùng tài khoản công vụ và mã xác thực.',
    staffButton: 'Đăng nhập cán bộ',
    noAccount: 'Chưa có tài khoản định danh?',
    noAccountText:
      'Bạn vẫn nộp được tại bộ phận một cửa nơi bạn sống; mang theo giấy tờ tùy thân (thẻ 12 số, chứng minh nhân dân 9 số hoặc hộ chiếu).',
    cancelled: 'Bạn đã dừng đăng nhập. Chưa có gì thay đổi.',
    already: 'Bạn đang đăng nhập: {name}.',
    signOut: 'Đăng xuất',
    signOutText: 'Trên máy dùng chung, hãy đăng xuất khi xong việc.',
    everywhere: 'Đăng xuất khỏi mọi thiết bị',
    notSignedIn: 'Bạn chưa đăng nhập.',
  },
  en: {
    title: 'Sign in',
    lead: 'Sign in to file, to see your dossiers and the papers issued to you. Looking up procedures, or a dossier by its code, needs no signing in.',
    kept: 'The pages you saved are kept. After signing in you come back to the same place.',
    typed:
      'Your session had run out, so what you have just typed was not sent. It is sealed and kept for one hour: sign in again with your own account and the form comes back as you filled it. Files that you had chosen have to be chosen again.',
    citizen: 'Citizens and enterprises',
    citizenText: 'Use your e-identity account. Representatives of an enterprise sign in with their own account too.',
    citizenButton: 'Sign in with your e-identity',
    sandboxEarly:
      'This demo uses a simulated identity system: on the date of the demo ({month}) VNeID was not yet used for public service portals.',
    sandbox: 'This demo uses a simulated VNeID, not the real one.',
    nationalPortal:
      'Since 1 July 2025 people file on the National Public Service Portal. In this demo these pages stand for it.',
    staff: 'Officials',
    staffText: 'Use your official account and a one-time code.',
    staffButton: 'Sign in as an official',
    noAccount: 'No e-identity account yet?',
    noAccountText:
      'You can still file at the one-stop office of your commune; bring an identity paper (12-digit card, old 9-digit card or passport).',
    cancelled: 'You stopped signing in. Nothing has changed.',
    already: 'You are signed in: {name}.',
    signOut: 'Sign out',
    signOutText: 'On a shared computer, sign out when you are done.',
    everywhere: 'Sign out on all devices',
    notSignedIn: 'You are not signed in.',
  },
});

export interface SignInPageProps {
  readonly returnTo: string | undefined;
  readonly cancelled: boolean;
  readonly signedIn: string | undefined;
  /** A form was kept when the session ran out. */
  readonly typedKept: boolean;
  /** The day on which a demonstration is set: says that the identity system is a simulation. Left out where a real one is connected. */
  readonly setting?: Temporal.PlainDate | undefined;
}

/** Accounts that portals had given out themselves ended on 30 June 2024 (Nghị định 69/2024/NĐ-CP, điều 40). */
const vneidFrom = Temporal.PlainDate.from('2024-07-01');
/** Portals of provinces closed for filing (Công văn 623/TTg-KSTT of 30 May 2025). */
const nationalPortalFrom = Temporal.PlainDate.from('2025-07-01');

/** What is simulated, and what the real thing was on that day. */
function settingNotes(setting: Temporal.PlainDate, language: Language): string[] {
  const t = texts(language);
  const since = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(setting, day) >= 0;
  const month = `${setting.month}/${setting.year}`;
  return [
    ...(since(vneidFrom) ? [t.sandbox] : [fill(t.sandboxEarly, { month })]),
    ...(since(nationalPortalFrom) ? [t.nationalPortal] : []),
  ];
}

export function signInPage(language: Language, props: SignInPageProps) {
  const t = texts(language);
  const back = props.returnTo === undefined ? '' : `?ve=${encodeURIComponent(props.returnTo)}`;
  return (
    <Page title={t.title} noIndex>
      <Stack>
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        {props.cancelled ? <Alert live>{t.cancelled}</Alert> : null}
        {props.signedIn === undefined ? null : (
          <Alert kind="success">{t.already.replace('{name}', props.signedIn)}</Alert>
        )}
        {props.typedKept ? (
          <Alert kind="warning">{t.typed}</Alert>
        ) : props.returnTo === undefined ? null : (
          <Alert>{t.kept}</Alert>
        )}
        <Grid columns={2} even>
          <Card title={t.citizen}>
            <p>{t.citizenText}</p>
            <p>
              <LinkButton href={`/dang-nhap/vneid${back}`}>{t.citizenButton}</LinkButton>
            </p>
            {props.setting === undefined
              ? null
              : settingNotes(props.setting, language).map((note) => (
                  <p key={note} class="muted small">
                    {note}
                  </p>
                ))}
          </Card>
          <Card title={t.staff}>
            <p>{t.staffText}</p>
            <p>
              <LinkButton href={`/dang-nhap/can-bo${back}`} variant="secondary">
                {t.staffButton}
              </LinkButton>
            </p>
          </Card>
        </Grid>
        <Card title={t.noAccount} tinted>
          <p>{t.noAccountText}</p>
        </Card>
      </Stack>
    </Page>
  );
}

export function signOutPage(language: Language, csrf: string, name: string | undefined) {
  const t = texts(language);
  return (
    <Page title={t.signOut} narrow noIndex>
      <Stack>
        <h1>{t.signOut}</h1>
        {name === undefined ? (
          <p>{t.notSignedIn}</p>
        ) : (
          <>
            <p>{t.already.replace('{name}', name)}</p>
            <p>{t.signOutText}</p>
            <form method="post" action="/dang-xuat">
              <CsrfField token={csrf} />
              <Button>{t.signOut}</Button>
            </form>
            <form method="post" action="/dang-xuat/moi-noi">
              <CsrfField token={csrf} />
              <Button variant="secondary">{t.everywhere}</Button>
            </form>
          </>
        )}
      </Stack>
    </Page>
  );
}
