import { type CompiledFormula, compileFormula, type FieldResolver } from "../formula/compile.ts";
import type { Outcome } from "../formula/expression.ts";
import type { Bind, ResultKind } from "../formula/functions/formula-function.ts";
import { inferKind } from "../formula/infer-kind.ts";
import { InvalidFormulaError } from "../formula/invalid-formula-error.ts";
import { parseFormula } from "../formula/parse.ts";
import { unreachable } from "../unreachable.ts";
import { type Base, type Field, type LinkField, type Table, tableOf } from "./model.ts";
import { outcomeOf } from "./plain-cells.ts";

/** How the value of a computed field comes about. */
export type Computation =
  | {
      readonly kind: "formula";
      readonly bind: Bind;
      readonly yields: ResultKind;
      readonly fieldIds: readonly string[];
      /** True when it asks when the record was last changed at all. */
      readonly readsLastChange: boolean;
    }
  | {
      readonly kind: "rollup";
      readonly bind: Bind;
      readonly yields: ResultKind;
      readonly link: LinkField;
      readonly target: Field;
    }
  | { readonly kind: "lookup"; readonly link: LinkField; readonly target: Field }
  | { readonly kind: "count"; readonly link: LinkField }
  /** The formula does not compile, a referenced field is missing, or the field depends on itself. */
  | { readonly kind: "invalid" };

export interface ComputedFields {
  readonly byId: ReadonlyMap<string, Computation>;
  /** Fields whose formula asks for the time. */
  readonly volatileIds: ReadonlySet<string>;
}

/** Compiles all formula, rollup, lookup and count fields of a base. A field that cannot work becomes `invalid`. */
export function compileComputedFields(base: Pick<Base, "tables" | "fields">): ComputedFields {
  const byId = new Map<string, Computation>();
  const volatileIds = new Set<string>();
  for (const table of base.tables.values()) {
    for (const field of table.fields.values()) {
      const compiled = compileField(base, table, field);
      if (compiled === null) continue;
      byId.set(field.id, compiled.computation);
      if (compiled.volatile) volatileIds.add(field.id);
    }
  }
  for (const fieldId of fieldsInCycles(base, byId)) if (byId.has(fieldId)) byId.set(fieldId, { kind: "invalid" });
  return { byId, volatileIds };
}

/** Resolves references of formulas in a table: by field id, else by name in any case (reference 10.1). */
export function fieldResolver(table: Table): FieldResolver {
  const byName = new Map<string, string>();
  for (const field of table.fields.values()) {
    const name = field.name.toLowerCase();
    if (!byName.has(name)) byName.set(name, field.id);
  }
  return (reference) => (table.fields.has(reference) ? reference : (byName.get(reference.toLowerCase()) ?? null));
}

/** What formulas of a table need to know of its fields. */
export function fieldsOf(table: Table): { resolveField: FieldResolver; outcomeOf: (fieldId: string) => Outcome } {
  return {
    resolveField: fieldResolver(table),
    outcomeOf: (fieldId) => {
      const field = table.fields.get(fieldId);
      return field === undefined ? "fallible" : outcomeOf(field);
    },
  };
}

const kinds: Partial<Record<Field["type"], ResultKind>> = {
  number: "number",
  percent: "number",
  currency: "number",
  duration: "number",
  rating: "number",
  checkbox: "number",
  count: "number",
  autoNumber: "number",
  date: "date",
  dateTime: "date",
  createdTime: "date",
  lastModifiedTime: "date",
  multipleRecordLinks: "list",
  multipleSelects: "list",
  multipleCollaborators: "list",
  multipleAttachments: "list",
  multipleLookupValues: "list",
};

/** What a field holds, as the inference of formula results sees it. */
function kindOfField(field: Field): ResultKind {
  if (field.type === "formula" || field.type === "rollup") return kindOfResult(field.options.result?.type);
  return kinds[field.type] ?? "text";
}

function kindOfResult(type: string | undefined): ResultKind {
  if (type === undefined) return "any";
  if (["number", "percent", "currency", "duration", "rating", "checkbox"].includes(type)) return "number";
  return type === "date" || type === "dateTime" ? "date" : "text";
}

type Tables = Pick<Base, "tables" | "fields">;

interface CompiledField {
  readonly computation: Computation;
  readonly volatile: boolean;
}

const invalid: CompiledField = { computation: { kind: "invalid" }, volatile: false };

/** Null for a field that is not computed from others. */
function compileField(base: Tables, table: Table, field: Field): CompiledField | null {
  if (field.type === "formula") return compileFormulaField(table, field.options.formula);
  if (field.type === "rollup") return compileRollup(base, table, field.options);
  if (field.type === "multipleLookupValues") {
    const through = followLink(base, table, field.options);
    return through === null ? invalid : { computation: { kind: "lookup", ...through }, volatile: false };
  }
  if (field.type !== "count") return null;
  const link = table.fields.get(field.options.recordLinkFieldId);
  return link?.type === "multipleRecordLinks" ? { computation: { kind: "count", link }, volatile: false } : invalid;
}

function compileFormulaField(table: Table, formula: string): CompiledField {
  const resolveField = fieldResolver(table);
  const compiled = tryCompile(formula, resolveField, false, (reference) => {
    const referenced = table.fields.get(resolveField(reference) ?? "");
    return referenced === undefined ? "any" : kindOfField(referenced);
  });
  if (compiled === null) return invalid;
  const { volatile, ...computation } = compiled;
  return { computation: { kind: "formula", ...computation }, volatile };
}

function compileRollup(
  base: Tables,
  table: Table,
  options: LinkPath & { readonly aggregation: string },
): CompiledField {
  const through = followLink(base, table, options);
  if (through === null) return invalid;
  const compiled = tryCompile(
    options.aggregation,
    () => null,
    true,
    () => kindOfField(through.target),
  );
  if (compiled === null) return invalid;
  const { bind, yields, volatile } = compiled;
  return { computation: { kind: "rollup", bind, yields, ...through }, volatile };
}

interface LinkPath {
  readonly recordLinkFieldId: string;
  readonly fieldIdInLinkedTable: string;
}

function tryCompile(
  text: string,
  resolveField: FieldResolver,
  hasValues: boolean,
  kindOf: (reference: string) => ResultKind,
): (CompiledFormula & { readonly yields: ResultKind }) | null {
  try {
    const ast = parseFormula(text);
    return { ...compileFormula(ast, { resolveField, hasValues }), yields: inferKind(ast, kindOf) };
  } catch (error) {
    if (error instanceof InvalidFormulaError) return null;
    throw error;
  }
}

function followLink(
  base: Tables,
  table: Table,
  options: LinkPath,
): { readonly link: LinkField; readonly target: Field } | null {
  const link = table.fields.get(options.recordLinkFieldId);
  if (link?.type !== "multipleRecordLinks") return null;
  const target = base.tables.get(link.options.linkedTableId)?.fields.get(options.fieldIdInLinkedTable);
  return target === undefined ? null : { link, target };
}

/** Fields whose value would depend on itself; evaluating one would never end. */
function fieldsInCycles(base: Tables, computations: ReadonlyMap<string, Computation>): ReadonlySet<string> {
  const inCycle = new Set<string>();
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (fieldId: string): void => {
    if (done.has(fieldId)) return;
    const seenAt = path.indexOf(fieldId);
    if (seenAt >= 0) {
      for (const member of path.slice(seenAt)) inCycle.add(member);
      return;
    }
    path.push(fieldId);
    for (const dependency of dependenciesOf(base, fieldId, computations.get(fieldId))) visit(dependency);
    path.pop();
    done.add(fieldId);
  };
  for (const fieldId of base.fields.keys()) visit(fieldId);
  return inCycle;
}

function dependenciesOf(base: Tables, fieldId: string, computation: Computation | undefined): readonly string[] {
  switch (computation?.kind) {
    case "formula":
      return computation.fieldIds;
    case "rollup":
    case "lookup":
      return [computation.target.id];
    case "count":
    case "invalid":
      return [];
    case undefined: {
      // In a formula a link reads as the primary values of the linked records.
      const field = base.fields.get(fieldId);
      if (field?.type !== "multipleRecordLinks") return [];
      const linked = base.tables.get(field.options.linkedTableId);
      return linked === undefined ? [] : [linked.primaryField.id];
    }
  }
  return unreachable(computation);
}

/** The table a link field points to. */
export function linkedTable(base: Base, link: LinkField): Table {
  return tableOf(base, link.options.linkedTableId);
}
