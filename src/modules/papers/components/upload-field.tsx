import type { Id } from '../../../platform/ids.ts';
import { fill, formatBytes, formatDate } from '../../../platform/text.ts';
import { described, ShortQuestion } from '../../../web/form/index.ts';
import { Alert, assetUrl, CsrfField, Tag, useFrame } from '../../../web/index.ts';
import { paperErrors } from '../errors.ts';
import { limits, type Paper, type PaperSource } from '../model.ts';
import { fits, type Offer } from '../queries/offers.ts';
import { paperTexts } from '../texts.ts';
import { chooseHref, ReuseOffers, type ReuseTarget } from './reuse-offers.tsx';

export interface UploadFieldProps {
  readonly draftId: Id<'draft'>;
  /** Key of the requirement; the field's anchor is `giay-to-<key>`. */
  readonly requirement: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** What was uploaded for it so far. */
  readonly papers: readonly Paper[];
  readonly maxFiles?: number | undefined;
  /** Path to come back to after each upload. */
  readonly returnTo: string;
  /** At the counter: whose paper it is. */
  readonly ownerPersonId?: Id<'person'> | undefined;
  /** Why the last file was refused (`faultFromQuery`), or that one is missing; told at the input. */
  readonly fault?: string | undefined;
  /** What the person has here and may use again (`listOffers`). */
  readonly offers?: readonly Offer[] | undefined;
  /** Templates of documents that serve as this paper. */
  readonly takes?: readonly string[] | undefined;
}

/** So many papers of the right kind stand at once; all others are one page away. */
const mostAtHand = 5;

/** Where a summary of faults leads for a requirement; the field itself begins at `giay-to-<key>`. */
export function uploadInputId(requirement: string): string {
  return `giay-to-${requirement}-tep`;
}

/** A requirement with its files and a form to add more: plain without script, resumable with it. */
export function UploadField(props: UploadFieldProps) {
  const { language, assets } = useFrame();
  const t = paperTexts(language);
  const inputId = uploadInputId(props.requirement);
  const question = { id: inputId, label: t.chooseFile, hint: t.fileRules, fault: props.fault };
  const most = Math.min(props.maxFiles ?? limits.filesPerPaper, limits.filesPerPaper);
  const full = props.papers.filter((paper) => paper.scanState !== 'infected').length >= most;
  return (
    <section class="uploadfield" id={`giay-to-${props.requirement}`}>
      <h3>{props.label}</h3>
      {props.help === undefined ? null : <p class="muted">{props.help}</p>}
      {/* With its papers complete there is no input: the refusal stands in its place. */}
      {props.fault === undefined || !full ? null : (
        <div id={inputId} tabIndex={-1}>
          <Alert kind="danger" live>
            {props.fault}
          </Alert>
        </div>
      )}
      <UploadedPapers papers={props.papers} returnTo={props.returnTo} />
      {full ? null : (
        <ReuseChoice
          offers={(props.offers ?? []).filter((offer) => !props.papers.some((paper) => paper.sha256 === offer.sha256))}
          takes={props.takes}
          target={{
            draftId: props.draftId,
            requirement: props.requirement,
            maxFiles: most,
            returnTo: props.returnTo,
          }}
        />
      )}
      {full ? null : (
        <form method="post" action="/tai-len/giay-to" encType="multipart/form-data" class="upload">
          <CsrfField />
          <input type="hidden" name="draftId" value={props.draftId} />
          <input type="hidden" name="requirement" value={props.requirement} />
          <input type="hidden" name="maxFiles" value={String(most)} />
          <input type="hidden" name="returnTo" value={props.returnTo} />
          {props.ownerPersonId === undefined ? null : (
            <input type="hidden" name="ownerPersonId" value={props.ownerPersonId} />
          )}
          <ShortQuestion {...question}>
            <input
              class="ds-input"
              type="file"
              id={inputId}
              name="file"
              accept="image/jpeg,image/png,image/heic,image/heif,application/pdf"
              multiple={most > 1}
              {...described(question)}
            />
          </ShortQuestion>
          <button type="submit" class="ds-button" data-variant="secondary">
            {t.upload}
          </button>
        </form>
      )}
      <script type="module" src={assetUrl(assets, 'paper-upload.js')} />
    </section>
  );
}

function ReuseChoice({
  offers,
  takes,
  target,
}: Pick<UploadFieldProps, 'takes'> & { readonly offers: readonly Offer[]; readonly target: ReuseTarget }) {
  const t = paperTexts(useFrame().language);
  if (offers.length === 0) return null;
  const fitting = offers.filter((offer) => fits(offer, { key: target.requirement, takes: takes ?? [] }));
  const atHand = fitting.slice(0, mostAtHand);
  return (
    <>
      {atHand.length === 0 ? null : (
        <>
          <h4>{t.reuseTitle}</h4>
          <ReuseOffers offers={atHand} target={target} />
        </>
      )}
      {atHand.length === offers.length ? null : (
        <p>
          <a href={chooseHref(target)}>{t.reuseMore}</a>
        </p>
      )}
    </>
  );
}

function UploadedPapers({ papers, returnTo }: { papers: readonly Paper[]; returnTo: string }) {
  const { language } = useFrame();
  const t = paperTexts(language);
  return papers.length === 0 ? null : (
    <ul class="files">
      {papers.map((paper) => (
        <li key={paper.id}>
          {paper.scanState === 'clean' ? (
            <a href={`/giay-to/${paper.id}`}>{paper.displayName}</a>
          ) : (
            <span>{paper.displayName}</span>
          )}{' '}
          <span class="muted small num">{formatBytes(paper.sizeBytes, language)}</span> <ScanTag paper={paper} />
          {paper.source === undefined ? null : (
            <p class="muted small num">
              <SourceWords source={paper.source} />
            </p>
          )}
          {paper.remarks.includes('small-picture') ? <p class="small">{t.smallPicture}</p> : null}
          <form method="post" action={`/giay-to/${paper.id}/xoa`}>
            <CsrfField />
            <input type="hidden" name="requirement" value={paper.requirement} />
            <input type="hidden" name="returnTo" value={returnTo} />
            <button
              type="submit"
              class="ds-button button--small"
              data-variant="tertiary"
              aria-label={fill(t.removeOne, { name: paper.displayName })}
            >
              {t.remove}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

/** Where a file stands with the malware scan, in words. */
export function ScanTag({ paper }: { paper: Pick<Paper, 'scanState'> }) {
  const t = paperTexts(useFrame().language);
  if (paper.scanState === 'clean') return <Tag tone="ok">{t.readable}</Tag>;
  return paper.scanState === 'waiting' ? <Tag tone="soon">{t.scanning}</Tag> : <Tag tone="late">{t.infected}</Tag>;
}

/** Where a paper that was used again comes from, in words. */
export function SourceWords({ source }: { source: PaperSource }) {
  const { language } = useFrame();
  const t = paperTexts(language);
  const date = formatDate(Temporal.Instant.from(source.at), language);
  return (
    <>
      {fill(source.resultCode === undefined ? t.reusedFiled : t.reusedIssued, { date })}
      {source.dossierCode === null ? null : <> · {fill(t.fromDossier, { code: source.dossierCode })}</>}
      {source.resultCode === undefined ? null : (
        <>
          {' '}
          · <a href={`/kiem-tra/${source.resultCode}`}>{t.checkIssued}</a>
        </>
      )}
    </>
  );
}

/** The refusal that an upload brought back to its page, with the requirement it is about. */
export function faultFromQuery(
  query: Readonly<Record<string, unknown>>,
  language: 'vi' | 'en',
): { requirement: string; text: string } | undefined {
  const entry = paperErrors.catalogue.find((known) => known.code === query['loi-tep']);
  return entry === undefined ? undefined : { requirement: String(query['muc'] ?? ''), text: entry[language] };
}
