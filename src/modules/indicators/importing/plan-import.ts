import type { Words } from '../../../platform/errors.ts';
import { fold } from '../../../platform/text.ts';
import { type Certainty, type Edition, type Node, nodesOf } from '../editions/model.ts';
import type { Annex, AnnexColumn, AnnexRow } from './annex.ts';
import { cellName, type SheetFault } from './sheet.ts';

/** A node of the new file: a line of the annex, with the node of the loaded edition that it continues. */
export interface Placed {
  readonly code: string;
  /** Undefined: the annex only has what is below it. */
  readonly row: AnnexRow | undefined;
  /** Undefined: the edition did not have it. */
  readonly node: Node | undefined;
  readonly nodes: readonly Placed[];
}

export type ImportChange =
  | {
      readonly kind: 'renamed';
      readonly code: string;
      readonly from: string;
      readonly to: string;
      readonly was: Certainty;
    }
  | { readonly kind: 'recoded'; readonly code: string; readonly from: string }
  | {
      readonly kind: 'points';
      readonly code: string;
      readonly from: number | undefined;
      readonly to: number;
      readonly placeholder: boolean;
    }
  | { readonly kind: 'added'; readonly code: string; readonly name: string }
  | { readonly kind: 'dropped'; readonly code: string; readonly name: string };

export interface ImportPlan {
  readonly placed: readonly Placed[];
  readonly changes: readonly ImportChange[];
}

interface Branch {
  readonly code: string;
  row: AnnexRow | undefined;
  readonly nodes: Branch[];
}

/**
 * How an annex changes an edition, with every fault at its cell. Components are found again by name, since codes in an edition may be guesses:
 * by the same name anywhere in the group, then by a similar one (or none) at the same code. What is not found again takes its formula with it.
 */
export function planImport(edition: Edition, annex: Annex): { plan: ImportPlan; faults: readonly SheetFault[] } {
  const faults: SheetFault[] = [];
  const at = (row: number | undefined, column: AnnexColumn, words: Words) => {
    const index = annex.columns[column] ?? 0;
    faults.push({ cell: row === undefined ? cellName(0, index).replace('1', '') : cellName(row, index), words });
  };
  const branches = growBranches(edition, annex.rows, at);
  for (const node of edition.nodes)
    if (!branches.some(({ code }) => code === node.code)) at(undefined, 'code', noMain(node));
  const mains = new Map(edition.nodes.map((node) => [node.code, node]));
  const placed = branches.map((branch) => {
    const node = mains.get(branch.code);
    if (node?.name !== undefined && branch.row !== undefined && likeness(node.name.vi, branch.row.name) < alike)
      at(branch.row.row, 'name', otherMain(node.code, node.name.vi));
    return place(branch, node);
  });
  for (const main of placed) {
    checkMain(main, at);
    checkPoints(main, at);
  }
  checkTotal(edition, annex, placed, at);
  return { plan: { placed, changes: changesOf(edition, placed) }, faults: inOrder(faults) };
}

type At = (row: number | undefined, column: AnnexColumn, words: Words) => void;

/** The lines as a tree, by their codes. */
function growBranches(edition: Edition, rows: readonly AnnexRow[], at: At): readonly Branch[] {
  const existing = new Map([...nodesOf(edition.nodes)].map((node) => [node.code, node]));
  const byCode = new Map<string, Branch>();
  const roots: Branch[] = [];
  const grow = (code: string): Branch => {
    const found = byCode.get(code);
    if (found !== undefined) return found;
    const branch: Branch = { code, row: undefined, nodes: [] };
    byCode.set(code, branch);
    const parent = parentOf(code);
    (parent === undefined ? roots : grow(parent).nodes).push(branch);
    return branch;
  };
  const written = new Set(rows.map(({ code }) => code));
  for (const row of rows) {
    if (row.code === '') continue;
    const parent = parentOf(row.code);
    if (parent !== undefined && !written.has(parent) && !existing.has(parent)) {
      at(row.row, 'code', noParent(row.code, parent));
      continue;
    }
    const branch = grow(row.code);
    if (branch.row === undefined) branch.row = row;
    else at(row.row, 'code', codeTwice(row.code, branch.row.row));
  }
  return roots;
}

function parentOf(code: string): string | undefined {
  const cut = code.lastIndexOf('.');
  return cut === -1 ? undefined : code.slice(0, cut);
}

function place(branch: Branch, node: Node | undefined): Placed {
  const left = new Set(node?.nodes ?? []);
  const found = new Map<Branch, Node>();
  const take = (fits: (child: Branch, candidate: Node) => boolean) => {
    for (const child of branch.nodes) {
      if (found.has(child)) continue;
      const match = [...left].find((candidate) => fits(child, candidate));
      if (match === undefined) continue;
      left.delete(match);
      found.set(child, match);
    }
  };
  const nameOf = (child: Branch) => child.row?.name;
  take((child, { name }) => name !== undefined && folded(name.vi) === folded(nameOf(child) ?? ''));
  take((child, { name, code }) => {
    const given = nameOf(child);
    return code === child.code && (name === undefined || given === undefined || likeness(name.vi, given) >= alike);
  });
  return {
    code: branch.code,
    row: branch.row,
    node,
    nodes: branch.nodes.map((child) => place(child, found.get(child))),
  };
}

/** Half of the words: what is less is another thing under the same number. */
const alike = 0.5;

function folded(name: string): string {
  return fold(name.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' '));
}

/** From 0 (no word in common) to 1. */
function likeness(one: string, other: string): number {
  const [a, b] = [new Set(folded(one).split(' ')), new Set(folded(other).split(' '))];
  return (2 * a.intersection(b).size) / (a.size + b.size);
}

/** What is confirmed of a main indicator has to be so in the annex: otherwise it is the annex of another index, or lines are missing. */
function checkMain({ row, node, nodes }: Placed, at: At): void {
  if (node === undefined) return;
  const place = row?.row ?? nodes[0]?.row?.row;
  const count = node.components ?? (nodes.length === 0 && node.nodes.length > 0 ? node.nodes.length : nodes.length);
  if (count !== nodes.length) at(place, 'code', otherCount(node.code, count, nodes.length));
  const known = node.points !== undefined && !node.points.placeholder && node.certainty.points === 'confirmed';
  if (known && row?.maximum !== undefined && !near(row.maximum, node.points?.full ?? 0))
    at(place, 'maximum', otherPoints(node.code, node.points?.full ?? 0));
}

/** Points of a node by the annex; those of the edition only where they are no placeholder. */
export function pointsOf({ row, node }: Placed): number | undefined {
  if (row?.maximum !== undefined) return row.maximum;
  return node?.points === undefined || node.points.placeholder ? undefined : node.points.full;
}

function checkPoints(placed: Placed, at: At): void {
  const own = placed.nodes.length === 0 ? placed.row?.maximum : pointsOf(placed);
  const place = placed.row?.row ?? placed.nodes[0]?.row?.row;
  if (own === undefined) at(place, 'maximum', noPoints(placed.code));
  for (const child of placed.nodes) checkPoints(child, at);
  const parts = placed.nodes.map((child) => child.row?.maximum ?? pointsOf(child));
  if (own === undefined || parts.length === 0 || parts.includes(undefined)) return;
  const sum = parts.reduce<number>((all, points) => all + (points ?? 0), 0);
  if (!near(sum, own)) at(place, 'maximum', otherSum(placed.code, own, sum));
}

function checkTotal(edition: Edition, annex: Annex, placed: readonly Placed[], at: At): void {
  const full = edition.total.points;
  if (annex.total !== undefined && !near(annex.total.maximum, full))
    at(annex.total.row, 'maximum', otherTotal(annex.total.maximum, full));
  const points = placed.map(pointsOf);
  if (points.includes(undefined)) return;
  const sum = points.reduce<number>((all, one) => all + (one ?? 0), 0);
  if (!near(sum, full)) at(annex.total?.row, 'maximum', otherTotal(sum, full));
}

function changesOf(edition: Edition, placed: readonly Placed[]): ImportChange[] {
  const changes: ImportChange[] = [];
  const kept = new Set<Node>();
  const visit = ({ code, row, node, nodes }: Placed) => {
    if (node === undefined) changes.push({ kind: 'added', code, name: row?.name ?? '' });
    else {
      kept.add(node);
      if (node.code !== code) changes.push({ kind: 'recoded', code, from: node.code });
      const from = node.name?.vi ?? '';
      if (row !== undefined && row.name !== from)
        changes.push({ kind: 'renamed', code, from, to: row.name, was: node.certainty.name });
      const { full, placeholder = false } = node.points ?? {};
      if (row?.maximum !== undefined && (placeholder || full !== row.maximum))
        changes.push({ kind: 'points', code, from: full, to: row.maximum, placeholder });
    }
    nodes.forEach(visit);
  };
  placed.forEach(visit);
  for (const node of nodesOf(edition.nodes))
    if (!kept.has(node)) changes.push({ kind: 'dropped', code: node.code, name: node.name?.vi ?? '' });
  return changes;
}

function inOrder(faults: readonly SheetFault[]): SheetFault[] {
  const row = ({ cell }: SheetFault) => Number(/\d+$/.exec(cell)?.[0] ?? 0);
  return faults.toSorted((a, b) => row(a) - row(b) || a.cell.localeCompare(b.cell));
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));

const noMain = (node: Node): Words => ({
  vi: `Phụ lục thiếu chỉ số chính ${node.code} (${node.name?.vi ?? ''}).`,
  en: `The annex lacks the main indicator ${node.code} (${node.name?.vi ?? ''}).`,
});
const otherMain = (code: string, name: string): Words => ({
  vi: `Chỉ số chính ${code} của bộ chỉ số này tên là "${name}". Có phải phụ lục của bộ khác không?`,
  en: `The main indicator ${code} of this edition is called "${name}". Is this the annex of another index?`,
});
const noParent = (code: string, parent: string): Words => ({
  vi: `Mã ${code} thuộc chỉ số ${parent}, mà không có chỉ số ${parent}.`,
  en: `The code ${code} belongs below ${parent}, and there is no ${parent}.`,
});
const codeTwice = (code: string, row: number): Words => ({
  vi: `Mã ${code} đã có ở dòng ${row + 1}. Nếu là ${code}0, hãy định dạng cột mã là văn bản.`,
  en: `The code ${code} stands in row ${row + 1} already. If it should be ${code}0, format the column of codes as text.`,
});
const otherCount = (code: string, said: number, is: number): Words => ({
  vi: `Chỉ số chính ${code} có ${said} chỉ số thành phần; phụ lục này có ${is}.`,
  en: `The main indicator ${code} has ${said} components; this annex has ${is}.`,
});
const otherPoints = (code: string, full: number): Words => ({
  vi: `Chỉ số chính ${code} có ${full} điểm (đã xác nhận). Nếu Quyết định đã đổi, hãy sửa tệp của bộ chỉ số trước.`,
  en: `The main indicator ${code} is confirmed to have ${full} points. If the decision changed them, change the edition's file first.`,
});
const noPoints = (code: string): Words => ({
  vi: `Thiếu điểm tối đa của ${code}.`,
  en: `The maximum of ${code} is missing.`,
});
const otherSum = (code: string, said: number, is: number): Words => ({
  vi: `Điểm tối đa của ${code} là ${said}, các thành phần cộng lại được ${round(is)}.`,
  en: `The maximum of ${code} is ${said}, its components add up to ${round(is)}.`,
});
const otherTotal = (is: number, full: number): Words => ({
  vi: `Tổng điểm phải là ${full}, phụ lục này có ${round(is)}.`,
  en: `The total has to be ${full}, this annex has ${round(is)}.`,
});
const round = (value: number) => Number(value.toFixed(6));
