import { readFileSync, statSync } from 'node:fs';
import { isAlias, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Words } from './errors.ts';

/** One fault of a province's files, at its place; the person who wrote the file is meant to read it. */
export interface ProvinceFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the value: `/form/steps/0/key`, or '' for the whole file. */
  readonly path: string;
  readonly words: Words;
}

type Path = readonly (string | number)[];

/** A parsed file that still knows where each value stands. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  faultAt(path: Path, words: Words): ProvinceFault;
}

/** The largest file of a province is about 80 kB; what is much larger is none, and a parser's time grows with it. */
const maximumBytes = 400_000;

/** After this many faults of syntax the rest only follows from them. */
const maximumSyntaxFaults = 20;

/** Reads one YAML file; a file that cannot be a province's file gives faults and nothing else. */
export function readYaml(absolute: string, file: string): YamlSource | readonly ProvinceFault[] {
  const text = readText(absolute, file);
  if (typeof text !== 'string') return [text];
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    // Compares each key with each other one; `visit` below does it once.
    uniqueKeys: false,
    strict: true,
    version: '1.2',
    schema: 'core',
    // Its drawings of the place cost time that grows with the square of the faults: minutes for a megabyte of quotes.
    prettyErrors: false,
  });
  const place = (offset: number, path: string, words: Words): ProvinceFault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path, words };
  };
  const faults = document.errors
    .slice(0, maximumSyntaxFaults)
    .map((error) => place(error.pos[0], '', yamlWords(error.message)));
  visit(document, {
    // References inside a file save typing and make bombs possible; parts.yaml is the way to share.
    Alias: (_key, node) => {
      faults.push(
        place(node.range?.[0] ?? 0, '', {
          vi: `Không dùng tham chiếu "*${node.source}" của YAML. Hãy chép nội dung vào đây, hoặc đặt nó ở parts.yaml.`,
          en: `YAML references like "*${node.source}" are not allowed. Write the value here, or put it into parts.yaml.`,
        }),
      );
      return visit.SKIP;
    },
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) faults.push(place(key.range?.[0] ?? 0, '', keyTwice));
        seen.add(key.value);
      }
    },
  });
  if (faults.length > 0) return faults.slice(0, maximumSyntaxFaults);
  return {
    file,
    value: document.toJS({ maxAliasCount: 0 }),
    faultAt: (path, words) => place(offsetOf(document, path), path.length === 0 ? '' : `/${path.join('/')}`, words),
  };
}

function readText(absolute: string, file: string): string | ProvinceFault {
  const fault = (vi: string, en: string): ProvinceFault => ({ file, line: 1, column: 1, path: '', words: { vi, en } });
  let bytes: Buffer;
  try {
    const stat = statSync(absolute);
    if (stat.isDirectory())
      return fault('Đây là thư mục; cần một tệp YAML.', 'This is a folder; a YAML file is needed.');
    // A pipe or device would be read without end.
    if (!stat.isFile()) return fault('Đây không phải tệp thường.', 'This is not a regular file.');
    const { size } = stat;
    if (size > maximumBytes)
      return fault(
        `Tệp lớn ${size} byte; tối đa ${maximumBytes}. Hãy chia nhỏ.`,
        `The file has ${size} bytes; the most is ${maximumBytes}. Split it.`,
      );
    bytes = readFileSync(absolute);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT')
      return fault(
        'Thiếu tệp này. Hãy tạo nó (xem provinces/bac-lieu để biết mẫu).',
        'This file is missing. Create it (provinces/bac-lieu shows how).',
      );
    if (code === 'EISDIR')
      return fault('Đây là thư mục; cần một tệp YAML.', 'This is a folder; a YAML file is needed.');
    return fault(
      `Không đọc được tệp (${code}). Hãy kiểm tra quyền đọc.`,
      `The file cannot be read (${code}). Check its permissions.`,
    );
  }
  if (bytes.includes(0))
    return fault(
      'Đây không phải tệp văn bản. Hãy lưu lại dưới dạng YAML, UTF-8.',
      'This is not a text file. Save it as YAML in UTF-8.',
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault(
      'Chữ trong tệp không phải UTF-8. Hãy lưu lại với bảng mã UTF-8.',
      'The text is not UTF-8. Save the file in UTF-8.',
    );
  }
}

const keyTwice: Words = {
  vi: 'Khóa này có hai lần trong cùng một nhóm. Hãy bỏ một lần.',
  en: 'This key stands twice in the same group. Remove one.',
};

function yamlWords(message: string): Words {
  if (message.includes('call stack')) return { vi: 'Các nhóm lồng nhau quá sâu.', en: 'Groups are nested too deeply.' };
  return { vi: `Không đúng cú pháp YAML (${message}).`, en: `Not valid YAML: ${message}.` };
}

/** The place of the value, or of the nearest thing around it that exists (a missing member is shown at its group). */
function offsetOf(document: ReturnType<typeof parseDocument>, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && !isAlias(node) && node.range) return node.range[0];
  }
  return 0;
}
