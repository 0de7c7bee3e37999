import type { Template } from "../../definitions/template.ts";
import type { SagaDefinition } from "../saga-definition.ts";
import { sagaDefinition } from "../saga-definition.ts";
import { type Operation, refsIn, toTemplate } from "./operations.ts";

/** Where an operation's record is among the outputs of a saga: which record of which step. */
export interface OperationPlace {
  readonly step: string;
  readonly index: number;
}

interface Group {
  readonly step: string;
  readonly key: string;
  readonly operations: Operation[];
}

/** In a global id, `app…/tbl…/rec…`, what stands before the record's own. */
const beforeRecordId = 36;

/**
 * The saga that carries operations out. Those that follow each other and can be one mutation are one step.
 * @returns where each operation is in it, in the order of the operations
 */
export function compileOperations(operations: readonly Operation[]): {
  readonly definition: SagaDefinition;
  readonly places: readonly OperationPlace[];
} {
  const groups: Group[] = [];
  const places: OperationPlace[] = [];
  const refs = new Map<string, OperationPlace>();
  for (const [number, operation] of operations.entries()) {
    const key = groupKey(operation);
    const group = findGroup(groups, key, operation, refs) ?? { step: `op${number + 1}`, key, operations: [] };
    if (group.operations.length === 0) groups.push(group);
    const place = { step: group.step, index: group.operations.length };
    group.operations.push(operation);
    places.push(place);
    if (operation.kind === "create" && operation.ref != null) refs.set(operation.ref, place);
  }
  const globalId = (ref: string) => {
    const { step, index } = refs.get(ref) ?? { step: "", index: 0 };
    return `steps.${step}.output.records[${index}].id`;
  };
  const steps = groups.map(({ step, operations: some }) => ({ id: step, do: effectOf(some, globalId) }));
  return { definition: sagaDefinition.parse({ steps }), places };
}

/** Operations with the same key can be one mutation. */
function groupKey(operation: Operation): string {
  switch (operation.kind) {
    case "create": {
      const { baseId, table, keyField = null, typecast } = operation;
      return JSON.stringify(["create", baseId, table, keyField, typecast]);
    }
    case "update":
      return JSON.stringify(["update", operation.typecast]);
    case "delete":
    case "link":
      return operation.kind;
  }
}

/** The group that an operation can be part of: deletions are all one, others only if they follow each other. */
function findGroup(
  groups: readonly Group[],
  key: string,
  operation: Operation,
  refs: ReadonlyMap<string, OperationPlace>,
): Group | undefined {
  if (operation.kind === "delete") return groups.find((group) => group.key === key);
  const last = groups.findLast((group) => group.key !== "delete");
  if (last?.key !== key || operation.kind === "link") return undefined;
  if (refsIn(operation).some((ref) => refs.get(ref)?.step === last.step)) return undefined;
  const isTwice =
    operation.kind === "update" && last.operations.some((each) => each.kind === "update" && each.id === operation.id);
  return isTwice ? undefined : last;
}

function effectOf(operations: readonly Operation[], globalId: (ref: string) => string) {
  const id = (text: string) => toTemplate(text, globalId);
  // Link cells hold Airtable's own ids.
  const cells = (given: unknown) =>
    changeTexts(given, (text) => toTemplate(text, (ref) => `${globalId(ref)}.substring(${beforeRecordId})`));
  const [first] = operations;
  switch (first?.kind) {
    case "create": {
      const { baseId, table, keyField, typecast } = first;
      const records = operations.flatMap((each) => (each.kind === "create" ? [cells(each.cells)] : []));
      const where = { baseId, table: literal(table), ...(keyField == null ? {} : { keyField: literal(keyField) }) };
      return { kind: "createRecords", with: { ...where, records, typecast } };
    }
    case "update": {
      const records = operations.flatMap((each) =>
        each.kind === "update" ? [{ id: id(each.id), cells: cells(each.cells) }] : [],
      );
      return { kind: "updateRecords", with: { records, typecast: first.typecast } };
    }
    case "delete":
      return {
        kind: "deleteRecords",
        with: { ids: operations.flatMap((each) => (each.kind === "delete" ? [each.id] : [])) },
      };
    case "link":
      return {
        kind: "linkRecords",
        with: { recordId: id(first.id), field: literal(first.field), recordIds: first.recordIds.map(id) },
      };
    case undefined:
      throw new TypeError("a group has no operation");
  }
}

function literal(text: string): string {
  return toTemplate(text, () => "");
}

function changeTexts(json: unknown, change: (text: string) => string): Template {
  if (typeof json === "string") return change(json);
  if (Array.isArray(json)) return json.map((item: unknown) => changeTexts(item, change));
  if (typeof json !== "object" || json === null) return json as Template;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, changeTexts(value, change)]));
}
