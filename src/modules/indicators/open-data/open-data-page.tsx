import { fill, formatNumber, say } from '../../../platform/text.ts';
import { Alert, DataTable, Page, useLanguage } from '../../../web/index.ts';
import type { Publication } from '../definitions/model.ts';
import { marked } from './catalogue.ts';
import type { OpenDataset } from './dataset.ts';
import { openDataTexts } from './texts.ts';

export interface OpenDataPageProps {
  readonly publication: Publication;
  readonly datasets: readonly OpenDataset[];
}

/** What may be taken along, under which licence, and how a program finds it. */
export function OpenDataPage({ publication, datasets }: OpenDataPageProps) {
  const language = useLanguage();
  const t = openDataTexts(language);
  const values = datasets.filter(({ series }) => series !== undefined).reverse();
  const others = datasets.filter(({ series }) => series === undefined);
  const links = (each: readonly (readonly [href: string, label: string])[]) => (
    <ul>
      {each.map(([href, label]) => (
        <li key={href}>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
  return (
    <Page title={t.title} description={t.lead}>
      <h1>{t.title}</h1>
      <p class="muted">{t.lead}</p>
      {values.some(({ synthetic }) => synthetic) ? <Alert kind="warning">{t.synthetic}</Alert> : null}
      <p>
        <a href={publication.licence.url} rel="license">
          {fill(t.licence, { licence: say(publication.licence.name, language) })}
        </a>
      </p>
      {publication.publisher === undefined ? <p class="muted small">{t.placeholder}</p> : null}
      <p class="muted small">{fill(t.small, { smallest: publication.smallestShown })}</p>
      <h2>{t.values}</h2>
      <p class="muted small">{t.valuesLead}</p>
      {values.length === 0 ? <p>{t.noMonth}</p> : <Datasets caption={t.values} datasets={values} />}
      <h2>{t.others}</h2>
      <Datasets caption={t.others} datasets={others} />
      <h2>{t.more}</h2>
      {links([
        ['/api/v1/procedures', t.procedures],
        ['/tien-do.csv', t.progressCsv],
        ['/api/v1/progress', t.progressJson],
      ])}
      <h2>{t.programs}</h2>
      {links([
        ['/du-lieu-mo/catalogue.jsonld', t.catalogue],
        ['/api/openapi.json', t.api],
        ['/api', t.apiPage],
      ])}
    </Page>
  );
}

function Datasets({ caption, datasets }: { caption: string; datasets: readonly OpenDataset[] }) {
  const language = useLanguage();
  const t = openDataTexts(language);
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={datasets}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'dataset',
          label: t.dataset,
          heading: true,
          wide: true,
          cell: ({ title, description, synthetic, series }) => (
            <>
              {say(marked(title, synthetic), language)}
              {series === undefined ? (
                <>
                  <br />
                  <span class="muted small">{say(description, language)}</span>
                </>
              ) : null}
            </>
          ),
        },
        { key: 'rows', label: t.rows, numeric: true, cell: ({ rows }) => formatNumber(rows.length, language) },
        {
          key: 'download',
          label: t.download,
          cell: ({ id }) => (
            <>
              <a href={`/du-lieu-mo/${id}.csv`}>CSV</a> · <a href={`/du-lieu-mo/${id}.json`}>JSON</a> ·{' '}
              <a href={`/du-lieu-mo/${id}.csv-metadata.json`}>{t.columnsFile}</a>
            </>
          ),
        },
      ]}
    />
  );
}
