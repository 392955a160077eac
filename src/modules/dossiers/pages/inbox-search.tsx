import type { Words } from '../../../platform/errors.ts';
import { type Language, say } from '../../../platform/text.ts';
import type { InboxQuery } from '../queries/inbox.ts';
import { channelNames, dossierTexts } from '../texts.ts';

/** The address of a view of a box: whose work, filters, page. */
export function inboxHref(query: InboxQuery): string {
  const params = new URLSearchParams();
  if (!query.mine && query.late !== true) params.set('tat', '1');
  if (query.late === true) params.set('qua-han', '1');
  if (query.search !== undefined && query.search !== '') params.set('q', query.search);
  if (query.field !== undefined) params.set('linhvuc', query.field);
  if (query.channel !== undefined) params.set('kenh', query.channel);
  if (query.after !== undefined) params.set('sau', `${query.after.dueAt}_${query.after.id}`);
  return `/mot-cua/${query.box}${params.size === 0 ? '' : `?${params}`}`;
}

/** Searched or filtered: an empty list then says nothing about the box. */
export function isNarrowed({ search, field, channel }: InboxQuery): boolean {
  return (search ?? '') !== '' || field !== undefined || channel !== undefined;
}

/** Name or code, field and channel in one line, sent by GET, so that a view has an address. */
export function InboxSearch({
  language,
  query,
  fields,
  fieldNames,
}: {
  readonly language: Language;
  readonly query: InboxQuery;
  /** Those with dossiers in the box. */
  readonly fields: readonly string[];
  readonly fieldNames: ReadonlyMap<string, Words>;
}) {
  const t = dossierTexts(language);
  const offered = query.field === undefined || fields.includes(query.field) ? fields : [...fields, query.field];
  return (
    <search class="find">
      <form method="get" action={`/mot-cua/${query.box}`}>
        {query.late === true ? <input type="hidden" name="qua-han" value="1" /> : null}
        {query.mine || query.late === true ? null : <input type="hidden" name="tat" value="1" />}
        <label class="ds-sr-only" for="find-q">
          {t.search}
        </label>
        <input
          class="ds-input find__words"
          id="find-q"
          type="search"
          name="q"
          value={query.search ?? ''}
          placeholder={t.searchHint}
          autocomplete="off"
          data-key="/"
          aria-keyshortcuts="/"
        />
        {offered.length < 2 && query.field === undefined ? null : (
          <Choice
            id="find-linhvuc"
            name="linhvuc"
            label={t.field}
            none={t.everyField}
            value={query.field}
            options={offered.map((key) => [key, say(fieldNames.get(key) ?? { vi: key, en: key }, language)])}
          />
        )}
        <Choice
          id="find-kenh"
          name="kenh"
          label={t.channel}
          none={t.everyChannel}
          value={query.channel}
          options={Object.entries(channelNames).map(([key, words]) => [key, say(words, language)])}
        />
        <button type="submit" class="ds-button">
          {t.findButton}
        </button>
        {isNarrowed(query) ? (
          <a href={inboxHref({ ...query, search: undefined, field: undefined, channel: undefined, after: undefined })}>
            {t.removeFilters}
          </a>
        ) : null}
      </form>
    </search>
  );
}

function Choice(props: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
}) {
  return (
    <>
      <label class="ds-sr-only" for={props.id}>
        {props.label}
      </label>
      <select class="ds-input" id={props.id} name={props.name}>
        <option value="">{props.none}</option>
        {props.options.map(([value, label]) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </>
  );
}
