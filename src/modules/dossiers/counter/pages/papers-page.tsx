import {
  Actions,
  Button,
  Card,
  CsrfField,
  ErrorSummary,
  inLanguage,
  Stack,
  Tag,
  useLanguage,
} from '../../../../web/index.ts';
import type { PaperRequirement } from '../../../catalogue/index.ts';
import { UploadField, uploadInputId } from '../../../papers/index.ts';
import type { OpenIntake, OpenMatter } from '../operations/open-intake.ts';
import { counterTexts } from '../texts.ts';
import { CounterFrame, intakeHref } from './counter-frame.tsx';

export interface CounterPapersProps {
  readonly open: OpenIntake;
  readonly matter: OpenMatter;
  readonly showMissing?: boolean | undefined;
  readonly refused?: { readonly requirement: string; readonly text: string } | undefined;
  /** Why it could not be filed. */
  readonly problem?: string | undefined;
}

/** Papers photographed here or seen and given back; then the dossier is filed and, when complete, taken in. */
export function CounterPapersPage(props: CounterPapersProps) {
  const { open, matter } = props;
  const language = useLanguage();
  const t = counterTexts(language);
  const optional = matter.procedure.content.papers.filter((paper) => !paper.required);
  const cards = [
    ...matter.needed.map((paper) => ({ paper, needed: true })),
    ...optional.map((paper) => ({ paper, needed: false })),
  ];
  const faults = [
    ...(props.problem === undefined ? [] : [{ text: props.problem }]),
    ...(props.refused === undefined
      ? []
      : [{ text: props.refused.text, fieldId: uploadInputId(props.refused.requirement) }]),
    ...(props.showMissing === true
      ? matter.missing.map((paper) => ({
          text: t.missing(inLanguage(paper.name, language)),
          fieldId: uploadInputId(paper.key),
        }))
      : []),
  ];
  return (
    <CounterFrame open={open} page="giay-to">
      <ErrorSummary faults={faults} />
      <p class="muted">{cards.length === 0 ? t.noPapers : t.papersHelp}</p>
      <Stack>
        {cards.map(({ paper, needed }) => (
          <PaperCard
            key={paper.key}
            open={open}
            paper={paper}
            needed={needed}
            fault={faults.find((fault) => fault.fieldId === uploadInputId(paper.key))?.text}
          />
        ))}
        <SubmitCard {...props} />
      </Stack>
    </CounterFrame>
  );
}

function PaperCard({
  open,
  paper,
  needed,
  fault,
}: Pick<CounterPapersProps, 'open'> & { paper: PaperRequirement; needed: boolean; fault: string | undefined }) {
  const language = useLanguage();
  const t = counterTexts(language);
  const files = open.papers.filter((one) => one.requirement === paper.key);
  const seen = open.intake.content.seen.includes(paper.key);
  const there = seen || files.some((one) => one.scanState !== 'infected');
  const page = intakeHref(open.intake.id, 'giay-to');
  return (
    <Card>
      <p>
        <Tag tone={there ? 'ok' : needed ? 'soon' : 'neutral'}>
          {there ? t.supplied : needed ? t.needed : t.optional}
        </Tag>
      </p>
      <UploadField
        draftId={open.intake.id}
        requirement={paper.key}
        label={inLanguage(paper.name, language)}
        papers={files}
        maxFiles={paper.maxFiles}
        returnTo={page}
        ownerPersonId={open.person.id}
        fault={fault}
      />
      <form method="post" action={page} class="counter__seen">
        <CsrfField />
        <input type="hidden" name="xem" value={paper.key} />
        <label class="act-form__choice">
          <input type="checkbox" name="da-xem" value="co" checked={seen} /> {t.seen}
        </label>
        <Button variant="secondary" small>
          {t.saveSeen}
        </Button>
      </form>
    </Card>
  );
}

function SubmitCard({ open, matter }: CounterPapersProps) {
  const t = counterTexts(useLanguage());
  const onPaper = matter.procedure.content.results.some((result) => result.paperOriginal);
  return (
    <Card title={t.submitTitle} tinted>
      <form method="post" action={intakeHref(open.intake.id, 'giay-to')}>
        <CsrfField />
        <input type="hidden" name="nop" value="1" />
        <label class="act-form__choice">
          <input type="checkbox" name="cam-doan" value="co" /> {t.declared}
        </label>
        <label class="act-form__choice">
          <input type="checkbox" name="tiep-nhan" value="co" checked /> {t.acceptNow}
        </label>
        <label class="act-form__choice">
          <input type="checkbox" name="ban-giay" value="co" checked={onPaper} /> {t.paperOriginal}
        </label>
        <Actions>
          <Button>{t.submit}</Button>
        </Actions>
      </form>
    </Card>
  );
}
