import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type TSchema, Type } from 'typebox';
import type { Words } from './errors.ts';
import type { ProvinceFault, YamlSource } from './yaml-source.ts';

/** Pieces of the shapes of a province's files. Everything is closed: a key that is misspelt is a fault, not a silence. */
export const closed = { additionalProperties: false } as const;
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
export const text = Type.String({ minLength: 1, maxLength: 2000 });
export const words = Type.Object({ vi: text, en: text }, closed);
export const key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 });
export const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Tells every fault of the shape of a file, each at its place; `definitions` are the schemas that others refer to. */
export function shapeChecker(...definitions: readonly TSchema[]) {
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true, ownProperties: true });
  for (const definition of definitions) ajv.addSchema(definition);
  const compiled = new WeakMap<object, ValidateFunction>();
  return (source: YamlSource, schema: TSchema): ProvinceFault[] => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (validate(source.value)) return [];
    return (
      (validate.errors ?? [])
        // `if` only says that a branch failed; the branch names its own fault.
        .filter((error) => error.keyword !== 'if')
        .map((error) => source.faultAt(pathOf(error), wordsOf(error)))
    );
  };
}

function pathOf(error: ErrorObject): (string | number)[] {
  const path: (string | number)[] = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const params = error.params as Record<string, unknown>;
  if (error.keyword === 'additionalProperties') path.push(String(params['additionalProperty']));
  return path;
}

function wordsOf(error: ErrorObject): Words {
  const params = error.params as Record<string, unknown>;
  const shown = error.data === undefined ? '' : JSON.stringify(error.data);
  const value = shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
  switch (error.keyword) {
    case 'required':
      return {
        vi: `Thiếu "${params['missingProperty']}". Hãy thêm vào.`,
        en: `"${params['missingProperty']}" is missing. Add it.`,
      };
    case 'additionalProperties':
      return {
        vi: `Không có khóa nào tên "${params['additionalProperty']}" ở đây. Hãy sửa chính tả hoặc bỏ đi.`,
        en: `There is no key "${params['additionalProperty']}" here. Check its spelling or remove it.`,
      };
    case 'type':
      return {
        vi: `${value} phải thuộc kiểu ${params['type']}. Mã số cần để trong dấu nháy.`,
        en: `${value} must be of type ${params['type']}. Codes need quotes.`,
      };
    case 'enum':
      return {
        vi: `${value} không có trong danh sách: ${list(params['allowedValues'])}.`,
        en: `${value} is none of: ${list(params['allowedValues'])}.`,
      };
    case 'pattern':
      return {
        vi: `${value} viết chưa đúng mẫu ${params['pattern']}.`,
        en: `${value} does not fit the pattern ${params['pattern']}.`,
      };
    default:
      return { vi: `${value}: chưa hợp lệ (${error.message}).`, en: `${value} ${error.message}.` };
  }
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : String(values);
}
