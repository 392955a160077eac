import { createHash } from 'node:crypto';
import { toCsv } from '../../../platform/csv.ts';
import type { Publication } from '../definitions/model.ts';
import type { OpenColumn, OpenDataset } from './dataset.ts';

/** One file of a dataset, as it is sent. */
export interface OpenFile {
  readonly name: string;
  readonly format: 'CSV' | 'JSON';
  readonly mediaType: string;
  readonly text: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export function filesOf(dataset: OpenDataset): readonly OpenFile[] {
  const names = dataset.columns.map(({ name }) => name);
  const csv = toCsv(
    names,
    dataset.rows.map((row) => row.map((cell) => (typeof cell === 'boolean' ? String(cell) : cell))),
  );
  const json = JSON.stringify({
    dataset: dataset.id,
    title: dataset.title,
    synthetic: dataset.synthetic,
    rows: dataset.rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]))),
  });
  return [
    fileOf(`${dataset.id}.csv`, 'CSV', 'text/csv', csv),
    fileOf(`${dataset.id}.json`, 'JSON', 'application/json', json),
  ];
}

function fileOf(name: string, format: OpenFile['format'], mediaType: string, text: string): OpenFile {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, format, mediaType, text, sizeBytes: bytes.length, sha256 };
}

/** What the columns of the CSV mean, as W3C's Metadata Vocabulary for Tabular Data has it. */
export function csvwOf(dataset: OpenDataset, { licence }: Publication) {
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: `${dataset.id}.csv`,
    'dc:title': bilingual(dataset.title),
    'dc:description': bilingual(dataset.description),
    'dc:license': { '@id': licence.url },
    dialect: { encoding: 'utf-8', delimiter: ',', header: true, lineTerminators: ['\r\n'] },
    tableSchema: { columns: dataset.columns.map(csvwColumn) },
  };
}

function csvwColumn({ name, title, description, type }: OpenColumn) {
  return {
    name,
    titles: [name],
    'dc:title': bilingual(title),
    'dc:description': bilingual(description),
    datatype: type,
    // An empty cell: nothing is told.
    null: '',
  };
}

const bilingual = ({ vi, en }: { readonly vi: string; readonly en: string }) => [
  { '@value': vi, '@language': 'vi' },
  { '@value': en, '@language': 'en' },
];
