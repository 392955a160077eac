import { formatDateTime, type Language, say } from '../../../platform/text.ts';
import { Card, Details, StepList } from '../../../web/index.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { actionWords, dossierTexts } from '../texts.ts';
import type { DossierPageProps, ReasonOption } from './page-props.ts';
import { askedPoints, reasonName } from './supplement-points.ts';

type Props = Pick<DossierPageProps, 'view' | 'language' | 'reasons'>;

/** The newest stand open; a long story before them is folded away. */
const openEntries = 12;

/** Who did what to the dossier, when and with which grounds. */
export function History({ view, language, reasons }: Props) {
  const { history } = view.content;
  const fold = history.length > openEntries + 3 ? history.length - openEntries : 0;
  return (
    <Card title={dossierTexts(language).history}>
      {fold === 0 ? null : (
        <Details summary={language === 'vi' ? `${fold} việc trước đó` : `${fold} earlier entries`}>
          <Entries view={view} language={language} reasons={reasons} from={0} to={fold} />
        </Details>
      )}
      <Entries view={view} language={language} reasons={reasons} from={fold} to={history.length} />
    </Card>
  );
}

function Entries({ view, language, reasons, from, to }: Props & { readonly from: number; readonly to: number }) {
  return (
    <StepList
      steps={view.content.history.slice(from, to).map((entry, at) => {
        return {
          title: sentence(say(actionWords[entry.action], language)),
          state: from + at === view.content.history.length - 1 ? ('now' as const) : ('done' as const),
          text: (
            <>
              {formatDateTime(entry.at, language)} · {actorName(view, entry, language)}
              <Grounds view={view} entry={entry} reasons={reasons} language={language} />
            </>
          ),
        };
      })}
    />
  );
}

function Grounds({
  view,
  entry,
  reasons,
  language,
}: {
  readonly view: DossierView;
  readonly entry: DossierView['content']['history'][number];
  readonly reasons: readonly ReasonOption[];
  readonly language: Language;
}) {
  const { reason } = entry.facts;
  const words = entry.personal?.['words'];
  return (
    <>
      {typeof reason === 'string' ? (
        <>
          <br />
          {reasonName(reasons, reason, language)}
        </>
      ) : null}
      {askedPoints(view, entry, reasons, language).map((point) => (
        <>
          <br key={point.key} />
          {point.name}: {point.reason}
          {point.note === undefined ? null : ` – “${point.note}”`}
        </>
      ))}
      {typeof words === 'string' ? (
        <>
          <br />“{words}”
        </>
      ) : null}
    </>
  );
}

export const sentence = (words: string) => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);

/** An officer by name and title; everybody else by what they are. */
export function actorName(
  view: DossierView,
  entry: DossierView['content']['history'][number],
  language: Language,
): string {
  const officer = entry.actorPosition === null ? undefined : view.officers.get(entry.actorPosition);
  return officer === undefined
    ? actorWords(entry.capacity, language)
    : `${officer.name}, ${say(officer.title, language)}`;
}

function actorWords(capacity: string, language: Language): string {
  const names: Readonly<Record<string, { vi: string; en: string }>> = {
    citizen: { vi: 'Người dân', en: 'Citizen' },
    job: { vi: 'Hệ thống', en: 'The system' },
    staff: { vi: 'Cán bộ', en: 'Officer' },
  };
  return names[capacity]?.[language] ?? capacity;
}
