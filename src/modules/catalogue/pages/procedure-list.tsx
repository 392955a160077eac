import { fill, type Language } from '../../../platform/text.ts';
import { DataTable, Tag, useLanguage } from '../../../web/index.ts';
import { feeInWords, lengthInWords, shortened } from '../facts-in-words.ts';
import type { ProcedureContent } from '../model.ts';
import type { NamedGroup, PublishedCatalogue, PublishedProcedure } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';

/** An official name longer than this is cut in lists (the longest has 569 characters). */
const longestInList = 150;

function procedureHref(content: ProcedureContent): string {
  return `/thu-tuc/${content.slug}`;
}

function onlineWords(content: ProcedureContent, language: Language): string {
  const t = catalogueTexts(language);
  return { full: t.onlineFull, partial: t.onlinePartial, none: t.onlineNone }[content.onlineService];
}

/** How it can be filed: in words, on a colour. */
export function FilingTags({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const tone = content.onlineService === 'full' ? 'ok' : 'neutral';
  return (
    <span class="tags">
      <Tag tone={tone}>{onlineWords(content, language)}</Tag>
      {content.form === undefined ? null : <Tag tone="new">{t.fileable}</Tag>}
    </span>
  );
}

/** Name as people say it, and the official one below where it says more. */
function ProcedureName({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const official = content.name[language];
  return (
    <>
      <a href={procedureHref(content)}>{content.shortName[language]}</a>
      {official === content.shortName[language] ? null : (
        <small class="procedure-official">{shortened(official, longestInList)}</small>
      )}
    </>
  );
}

export interface ProcedureTableProps {
  readonly caption: string;
  readonly hideCaption?: boolean | undefined;
  readonly procedures: readonly PublishedProcedure[];
}

export function ProcedureTable(props: ProcedureTableProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  return (
    <div class="procedure-table">
      <DataTable
        caption={props.caption}
        hideCaption={props.hideCaption}
        rows={props.procedures}
        rowKey={({ content }) => content.code}
        columns={[
          {
            key: 'name',
            label: t.columnProcedure,
            heading: true,
            cell: ({ content }) => <ProcedureName content={content} />,
          },
          { key: 'time', label: t.columnTime, cell: ({ content }) => lengthInWords(content.timeLimit, language) },
          { key: 'fee', label: t.columnFee, cell: ({ content }) => feeInWords(content.fee, language, 'short') },
          { key: 'online', label: t.columnOnline, cell: ({ content }) => <FilingTags content={content} /> },
        ]}
      />
    </div>
  );
}

/** All of them, a table for each field of work, folded behind the field's name: a telephone shows the fields, not eighty cards. */
export function ProceduresByField({
  procedures,
  fields,
  open,
}: {
  procedures: readonly PublishedProcedure[];
  fields: readonly NamedGroup[];
  open: boolean;
}) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  return (
    <div class="procedure-fields">
      {fields.map((field) => {
        const own = procedures.filter(({ content }) => content.field === field.key);
        if (own.length === 0) return null;
        return (
          <details key={field.key} class="procedure-field" id={field.key} open={open}>
            <summary>
              <h2>{field.name[language]}</h2>
              <span class="muted small num">{fill(t.countOf, { count: own.length })}</span>
            </summary>
            <ProcedureTable caption={field.name[language]} hideCaption procedures={own} />
          </details>
        );
      })}
    </div>
  );
}

/** Events in a life as cards, in people's own words. */
export function lifeEventCards(events: PublishedCatalogue['lifeEvents'], language: Language) {
  return events.map(({ key, name, hint }) => ({
    href: `/thu-tuc/viec/${key}`,
    title: name[language],
    text: hint[language],
  }));
}
