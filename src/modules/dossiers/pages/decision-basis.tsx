import { fill, formatDateTime, say } from '../../../platform/text.ts';
import { Tag } from '../../../web/index.ts';
import { dossierTexts } from '../texts.ts';
import type { DossierPageProps } from './page-props.ts';
import { askedPoints, reasonName } from './supplement-points.ts';

type Props = Pick<DossierPageProps, 'view' | 'language' | 'reasons'>;

/** What an officer needs before their eyes to act: the specialist's proposal before a signature, the list that was asked for. */
export function DecisionBasis(props: Props) {
  const { state } = props.view;
  if (state.openSupplement !== undefined) return <AskedList {...props} />;
  return state.phase === 'deciding' && state.proposal !== undefined ? <Proposal {...props} /> : null;
}

function Proposal({ view, language, reasons }: Props) {
  const t = dossierTexts(language);
  const { proposal } = view.state;
  const entry = view.content.history.findLast(({ action }) => action === 'propose');
  if (proposal === undefined) return null;
  const officer = view.officers.get(proposal.by);
  const words = entry?.personal?.['words'];
  return (
    <div class="basis">
      <p>
        <Tag tone={proposal.decision === 'approve' ? 'ok' : 'late'}>
          {proposal.decision === 'approve' ? t.proposedGrant : t.proposedRefusal}
        </Tag>{' '}
        <span class="muted">
          {officer === undefined ? null : `${officer.name}, ${say(officer.title, language)}`}
          {entry === undefined ? null : ` · ${formatDateTime(entry.at, language)}`}
        </span>
      </p>
      {proposal.reason === undefined ? null : <p>{reasonName(reasons, proposal.reason, language)}</p>}
      {typeof words === 'string' ? <p class="kept">“{words}”</p> : null}
    </div>
  );
}

function AskedList({ view, language, reasons }: Props) {
  const t = dossierTexts(language);
  const { state } = view;
  const entry = view.content.history.findLast(({ action }) => action === 'request-supplement');
  if (entry === undefined || state.openSupplement === undefined) return null;
  return (
    <div class="basis">
      <p>
        <b>{fill(t.askedList, { n: state.supplementLists })}</b>{' '}
        <span class="muted">
          {state.phase === 'supplement-approval'
            ? t.notSentYet
            : fill(t.askedBy, { when: formatDateTime(Temporal.Instant.from(state.openSupplement.answerBy), language) })}
        </span>
      </p>
      <ol>
        {askedPoints(view, entry, reasons, language).map((point) => (
          <li key={point.key}>
            <b>{point.name}</b>: {point.reason}
            {point.note === undefined ? null : <> – “{point.note}”</>}
          </li>
        ))}
      </ol>
    </div>
  );
}
