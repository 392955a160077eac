import type { Words } from '../../../platform/errors.ts';
import type { Basis } from '../queries/basis.ts';
import type { OpenDataset } from './dataset.ts';
import { valuesSeries } from './datasets.ts';
import type { OpenFile } from './files.ts';

/** Every term is said here, so that no reader has to fetch anything. */
const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const frequency = 'http://publications.europa.eu/resource/authority/frequency/';
const languages = ['VIE', 'ENG'].map((code) =>
  ref(`http://publications.europa.eu/resource/authority/language/${code}`),
);

export interface CatalogueParts {
  readonly basis: Basis;
  readonly datasets: readonly { readonly dataset: OpenDataset; readonly files: readonly OpenFile[] }[];
  /** Address that people use, without a slash at its end. */
  readonly publicUrl: string;
}

/** The catalogue of the open data in DCAT 3, as JSON-LD. */
export function catalogueOf({ basis, datasets, publicUrl }: CatalogueParts) {
  const home = `${publicUrl}/du-lieu-mo`;
  const { publication } = basis.definitions;
  const place = basis.province?.name ?? { vi: '', en: '' };
  const publisher = {
    '@id': `${home}#co-quan`,
    '@type': 'foaf:Agent',
    'foaf:name': words(publication.publisher?.name ?? place),
  };
  const shared = {
    'dct:publisher': ref(publisher['@id']),
    'dct:license': ref(publication.licence.url),
    'dct:language': languages,
    'dct:spatial': ref(`${home}#noi`),
    ...(publication.publisher === undefined
      ? {}
      : { 'dcat:contactPoint': { '@type': 'vcard:Kind', 'vcard:hasURL': ref(publication.publisher.contact) } }),
  };
  const inSeries = datasets.filter(({ dataset }) => dataset.series === valuesSeries);
  const modified = basis.knownBy.toString();
  const seriesId = `${home}#${valuesSeries}`;
  return {
    '@context': context,
    '@graph': [
      {
        '@id': `${home}#danh-muc`,
        '@type': 'dcat:Catalog',
        'dct:title': words({ vi: `Dữ liệu mở: ${place.vi}`, en: `Open data: ${place.en}` }),
        'dct:description': words({
          vi: 'Chỉ tiêu chuyển đổi số, mục tiêu và số đã công bố, tải về dùng lại được.',
          en: 'Indicators of the digital transformation, targets and published figures, free to use again.',
        }),
        'foaf:homepage': ref(home),
        'dct:modified': date(modified),
        ...shared,
        'dcat:dataset': [
          ...datasets.map(({ dataset }) => ref(`${home}#${dataset.id}`)),
          ...(inSeries.length === 0 ? [] : [ref(seriesId)]),
        ],
      },
      publisher,
      {
        '@id': `${home}#noi`,
        '@type': 'dct:Location',
        'skos:prefLabel': words(place),
        'dct:identifier': basis.province?.code ?? '',
      },
      ...(inSeries.length === 0
        ? []
        : [
            {
              '@id': seriesId,
              '@type': 'dcat:DatasetSeries',
              'dct:title': words({ vi: 'Giá trị chỉ tiêu theo tháng', en: 'Values of indicators by month' }),
              'dct:description': words({
                vi: 'Mỗi tháng đã hết là một tập dữ liệu.',
                en: 'Each month that is over is one dataset.',
              }),
              'dct:accrualPeriodicity': ref(`${frequency}MONTHLY`),
              'dct:modified': date(modified),
              ...shared,
            },
          ]),
      ...datasets.flatMap(({ dataset, files }, at) => [
        {
          '@id': `${home}#${dataset.id}`,
          '@type': 'dcat:Dataset',
          'dct:identifier': dataset.id,
          'dct:title': words(marked(dataset.title, dataset.synthetic)),
          'dct:description': words(described(dataset)),
          'dcat:keyword': dataset.keywords.flatMap(words),
          'dct:issued': date(dataset.period === undefined ? dataset.modified : dayAfter(dataset.period.to)),
          'dct:modified': date(dataset.modified),
          'dcat:version': files[0]?.sha256.slice(0, 12) ?? '',
          'dct:accrualPeriodicity': ref(`${frequency}${dataset.series === undefined ? 'IRREG' : 'NEVER'}`),
          ...(dataset.period === undefined
            ? {}
            : {
                'dct:temporal': {
                  '@type': 'dct:PeriodOfTime',
                  'dcat:startDate': date(dataset.period.from),
                  'dcat:endDate': date(dataset.period.to),
                },
              }),
          ...(dataset.series === undefined ? {} : { 'dcat:inSeries': ref(seriesId) }),
          ...(dataset.series !== undefined && datasets[at - 1]?.dataset.series === dataset.series
            ? { 'dcat:prev': ref(`${home}#${datasets[at - 1]?.dataset.id}`) }
            : {}),
          ...shared,
          'dcat:distribution': files.map(({ name }) => ref(`${home}/${name}`)),
        },
        ...files.map((file) => ({
          '@id': `${home}/${file.name}`,
          '@type': 'dcat:Distribution',
          'dct:title': words({
            vi: `${dataset.title.vi} (${file.format})`,
            en: `${dataset.title.en} (${file.format})`,
          }),
          'dcat:accessURL': ref(home),
          'dcat:downloadURL': ref(`${home}/${file.name}`),
          'dcat:mediaType': ref(`https://www.iana.org/assignments/media-types/${file.mediaType}`),
          'dcat:byteSize': { '@value': String(file.sizeBytes), '@type': 'xsd:nonNegativeInteger' },
          'dct:license': ref(publication.licence.url),
          'dct:modified': date(dataset.modified),
          'spdx:checksum': {
            '@type': 'spdx:Checksum',
            'spdx:algorithm': ref('http://spdx.org/rdf/terms#checksumAlgorithm_sha256'),
            'spdx:checksumValue': { '@value': file.sha256, '@type': 'xsd:hexBinary' },
          },
        })),
      ]),
    ],
  };
}

/** Sample data says so in its very title. */
export function marked({ vi, en }: Words, synthetic: boolean): Words {
  return synthetic ? { vi: `[DỮ LIỆU MẪU] ${vi}`, en: `[SAMPLE DATA] ${en}` } : { vi, en };
}

function described({ description: { vi, en }, synthetic }: OpenDataset): Words {
  if (!synthetic) return { vi, en };
  return {
    vi: `${vi} Có hồ sơ dựng lên để trình diễn trong đó; cột synthetic cho biết ở đâu. Không dùng như số liệu thật.`,
    en: `${en} Some dossiers in it were invented for a demonstration; the column synthetic says where. Not to be used as real figures.`,
  };
}

function ref(address: string) {
  return { '@id': address };
}

function words({ vi, en }: Words) {
  return [
    { '@value': vi, '@language': 'vi' },
    { '@value': en, '@language': 'en' },
  ];
}

function date(day: string) {
  return { '@value': day, '@type': 'xsd:date' };
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
