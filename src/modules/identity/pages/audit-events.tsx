import { formatDateTime, type Language, type Words } from '../../../platform/text.ts';
import { Button, Card, DataTable, EmptyState } from '../../../web/index.ts';
import { type BreakGlassGround, breakGlassGrounds } from '../model.ts';
import type { SecurityListing } from '../queries/audit.ts';
import { securityEventKinds, securityEventWords } from '../security-events.ts';
import { adminTexts } from './admin-texts.ts';
import { AuditFrame, Older } from './audit-frame.tsx';
import { SelectField } from './fields.tsx';

export function securityAuditPage(
  language: Language,
  props: {
    readonly rows: readonly SecurityListing[];
    readonly pageSize: number;
    readonly kind: string | undefined;
    readonly newest: boolean;
  },
) {
  const t = adminTexts(language);
  return (
    <AuditFrame language={language} current="an-ninh">
      <form method="get" action="/kiem-toan/an-ninh" class="filterline">
        <SelectField
          id="loai"
          label={t.kind}
          value={props.kind ?? ''}
          options={[
            { value: '', label: t.allKinds },
            ...securityEventKinds.map((kind) => ({ value: kind, label: securityEventWords[kind][language] })),
          ]}
        />
        <Button variant="secondary">{t.filter}</Button>
      </form>
      <Card plain>
        <DataTable
          caption={t.auditEvents}
          hideCaption
          rows={props.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t.nothing} />}
          columns={[
            {
              key: 'when',
              label: t.when,
              heading: true,
              cell: (row) => <span class="num">{formatDateTime(row.at, language)}</span>,
            },
            {
              key: 'kind',
              label: t.kind,
              cell: (row) =>
                row.kind in securityEventWords
                  ? securityEventWords[row.kind as keyof typeof securityEventWords][language]
                  : row.kind,
            },
            { key: 'person', label: t.concerned, cell: (row) => row.personName ?? '' },
            {
              key: 'detail',
              label: t.detail,
              cell: (row) =>
                Object.entries(row.detail)
                  .filter(([key]) => !hiddenDetails.has(key))
                  .sort(([one], [other]) => placeOfDetail(one) - placeOfDetail(other))
                  .map(([key, value]) => detailWords(key, String(value), language))
                  .join(' · '),
            },
            { key: 'address', label: t.address, cell: (row) => <code>{row.addressHash ?? ''}</code> },
          ]}
        />
      </Card>
      <Older
        language={language}
        base="/kiem-toan/an-ninh"
        rows={props.rows}
        pageSize={props.pageSize}
        newest={props.newest}
        query={props.kind === undefined ? {} : { loai: props.kind }}
      />
    </AuditFrame>
  );
}

/** Says nothing to a reader: the dossier and the ground stand beside it. */
const hiddenDetails: ReadonlySet<string> = new Set(['breakGlassId']);
const detailNames: Readonly<Record<string, Words>> = {
  issuer: { vi: 'nơi xác thực', en: 'signed in by' },
  acr: { vi: 'mức xác thực', en: 'assurance' },
  reason: { vi: 'vì', en: 'because' },
  code: { vi: 'mã lỗi', en: 'error' },
  verdict: { vi: 'kết luận', en: 'verdict' },
  route: { vi: 'địa chỉ', en: 'address' },
  ground: { vi: 'căn cứ', en: 'ground' },
  dossierCode: { vi: 'hồ sơ', en: 'dossier' },
  sizeBytes: { vi: 'số byte', en: 'bytes' },
  declared: { vi: 'tên hoặc kiểu khai là', en: 'declared as' },
  detected: { vi: 'nội dung thật là', en: 'content is' },
  place: { vi: 'tải vào', en: 'meant for' },
  requirement: { vi: 'thành phần', en: 'requirement' },
  timesInTheHour: { vi: 'lần thứ trong giờ', en: 'number within the hour' },
};
/** The store keeps no order of its own; what is not named here comes last. */
function placeOfDetail(key: string): number {
  const place = Object.keys(detailNames).indexOf(key);
  return place < 0 ? Object.keys(detailNames).length : place;
}

const contentKinds: Readonly<Record<string, Words>> = {
  pdf: { vi: 'PDF', en: 'PDF' },
  jpeg: { vi: 'ảnh JPEG', en: 'a JPEG' },
  png: { vi: 'ảnh PNG', en: 'a PNG' },
  heif: { vi: 'ảnh HEIC', en: 'a HEIC photo' },
  office: { vi: 'tệp Word hoặc Excel', en: 'a Word or Excel file' },
  archive: { vi: 'tệp nén', en: 'an archive' },
  other: { vi: 'loại khác', en: 'something else' },
};
const detailValues: Readonly<Record<string, Words>> = {
  'issuer staff': { vi: 'tài khoản công vụ', en: 'official account' },
  'issuer vneid': { vi: 'VNeID', en: 'VNeID' },
  'acr cuaso:hai-yeu-to': { vi: 'hai yếu tố', en: 'two factors' },
  'acr vneid:muc-1': { vi: 'mức 01', en: 'level 01' },
  'acr vneid:muc-2': { vi: 'mức 02', en: 'level 02' },
};

/** What is known by its key in words; ids and whatever else is new stay as they are. */
function detailWords(key: string, value: string, language: Language): string {
  const grounds = adminTexts(language);
  if (key === 'ground' && breakGlassGrounds.some((one) => one === value))
    return `${detailNames[key]?.[language]}: ${grounds[value as BreakGlassGround]}`;
  if (key === 'declared' || key === 'detected')
    return `${detailNames[key]?.[language]}: ${contentKinds[value]?.[language] ?? value}`;
  return `${detailNames[key]?.[language] ?? key}: ${detailValues[`${key} ${value}`]?.[language] ?? value}`;
}
