import { Actions, Alert, Button, Card, CsrfField, ErrorSummary, useLanguage } from '../../../../web/index.ts';
import type { OpenDraft } from '../operations/open-draft.ts';
import { filingTexts } from '../texts.ts';
import { pageKeys } from '../wizard.ts';
import { DraftFrame, draftHref } from './draft-frame.tsx';

/** The declaration and the one button that files. */
export function DraftDeclarePage({
  open,
  fault,
  problem,
  paperChosen,
}: {
  open: OpenDraft;
  fault?: string;
  problem?: string;
  paperChosen?: boolean;
}) {
  const t = filingTexts(useLanguage());
  const offersPaper = open.procedure.content.results.some((result) => result.paperOriginal);
  return (
    <DraftFrame open={open} page={pageKeys.declare} title={t.declareTitle} faulty={fault !== undefined}>
      {fault === undefined ? null : <ErrorSummary faults={[{ fieldId: 'f-cam-doan', text: fault }]} />}
      {problem === undefined ? null : (
        <Alert kind="danger" live>
          <p>{problem}</p>
        </Alert>
      )}
      <form method="post" action={draftHref(open.draft.id, pageKeys.declare)}>
        <CsrfField />
        {offersPaper ? (
          <fieldset class="q">
            <legend class="q__label">{t.resultTitle}</legend>
            <div class="ticks">
              <label class="tick">
                <input type="radio" name="ban-giay" value="khong" checked={paperChosen === false} />
                <span>{t.resultElectronic}</span>
              </label>
              <label class="tick">
                <input type="radio" name="ban-giay" value="co" checked={paperChosen !== false} />
                <span>{t.resultBoth}</span>
              </label>
            </div>
          </fieldset>
        ) : null}
        <div class={fault === undefined ? 'q' : 'q q--fault'}>
          {fault === undefined ? null : (
            <p class="q__fault" id="f-cam-doan-fault">
              {fault}
            </p>
          )}
          <label class="tick">
            <input
              type="checkbox"
              name="cam-doan"
              id="f-cam-doan"
              value="dong-y"
              {...(fault === undefined ? {} : { 'aria-describedby': 'f-cam-doan-fault' })}
            />
            <span>{t.declaration}</span>
          </label>
        </div>
        <Card title={t.whatHappens} tinted>
          <p>{t.whatHappensText}</p>
        </Card>
        <Actions>
          <Button variant="accent">{t.submit}</Button>
        </Actions>
      </form>
    </DraftFrame>
  );
}
