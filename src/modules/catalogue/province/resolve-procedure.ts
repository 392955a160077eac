import type { FormDefinition, FormField, FormStep } from '../../../platform/forms/definition.ts';
import type { PaperRequirement, ProcedureContent } from '../model.ts';
import type { PartsFile, ProcedureFile } from './procedure-schemas.ts';

type Path = readonly (string | number)[];

/** A procedure with its parts filled in: it stands alone, so its hash covers everything a dossier is decided by. */
export interface ResolvedProcedure {
  readonly content: ProcedureContent;
  readonly inForceFrom: string | undefined;
  /** Where a step, a field or a paper of the content was written in the file. */
  readonly origins: ReadonlyMap<object, Path>;
  /** Names after `use:` (and `workflow:`) that parts.yaml does not have. */
  readonly missing: readonly { readonly path: Path; readonly kind: keyof PartsFile; readonly name: string }[];
}

export function resolveProcedure(file: ProcedureFile, slug: string, parts: PartsFile): ResolvedProcedure {
  const resolver = new Resolver(parts);
  const { inForceFrom, workflow, form, papers, timeLimit, fee, results, ...rest } = file;
  const steps = resolver.part('workflows', workflow, ['workflow']) ?? [];
  const content: ProcedureContent = {
    ...(rest as Omit<ProcedureFile, 'inForceFrom' | 'workflow' | 'form' | 'papers' | 'timeLimit' | 'fee' | 'results'>),
    slug,
    competence: file.competence as ProcedureContent['competence'],
    timeLimit: { ...(timeLimit as ProcedureContent['timeLimit']), note: timeLimit.note },
    fee: { kind: fee.kind, amountDong: fee.amountDong, note: fee.note },
    papers: papers.flatMap((paper, index) => resolver.paper(paper, ['papers', index])),
    form: form && resolver.form(form),
    formSource: file.formSource,
    steps,
    results: results.map((result) => ({ ...result, code: result.code, register: result.register })),
    notes: file.notes,
  };
  return { content, inForceFrom, origins: resolver.origins, missing: resolver.missing };
}

class Resolver {
  readonly origins = new Map<object, Path>();
  readonly missing: { path: Path; kind: keyof PartsFile; name: string }[] = [];
  readonly #parts: PartsFile;

  constructor(parts: PartsFile) {
    this.#parts = parts;
  }

  part<K extends keyof PartsFile>(kind: K, name: string, path: Path): PartsFile[K][string] | undefined {
    const part = Object.hasOwn(this.#parts[kind], name) ? this.#parts[kind][name] : undefined;
    if (part === undefined) this.missing.push({ path, kind, name });
    return part as PartsFile[K][string] | undefined;
  }

  paper(paper: ProcedureFile['papers'][number], path: Path): PaperRequirement[] {
    if (!('use' in paper)) return [this.#at(path, { ...(paper as PaperRequirement) })];
    const { use, ...changes } = paper;
    const part = this.part('papers', use, [...path, 'use']);
    return part === undefined ? [] : [this.#at(path, { ...part, ...changes, key: use } as PaperRequirement)];
  }

  form(form: NonNullable<ProcedureFile['form']>): FormDefinition {
    return { steps: form.steps.flatMap((step, index) => this.#step(step, ['form', 'steps', index])) };
  }

  #step(step: NonNullable<ProcedureFile['form']>['steps'][number], path: Path): FormStep[] {
    if (!('use' in step))
      return [this.#at(path, { ...step, fields: this.#fields(step.fields, [...path, 'fields']) } as FormStep)];
    const { use, ...changes } = step;
    const part = this.part('steps', use, [...path, 'use']);
    if (part === undefined) return [];
    return [this.#at(path, { ...part, ...changes, fields: this.#fields(part.fields, undefined, path) } as FormStep)];
  }

  /** Fields that come from a part are shown at the line that uses it. */
  #fields(fields: PartsFile['steps'][string]['fields'], path: Path | undefined, usedAt: Path = []): FormField[] {
    return fields.flatMap((field, index) => {
      const here = path === undefined ? usedAt : [...path, index];
      if (!('use' in field)) return [this.#at(here, { ...(field as FormField) })];
      return (this.part('fields', field.use, here) ?? []).map((each) => this.#at(here, { ...(each as FormField) }));
    });
  }

  #at<T extends object>(path: Path, value: T): T {
    this.origins.set(value, path);
    return value;
  }
}
