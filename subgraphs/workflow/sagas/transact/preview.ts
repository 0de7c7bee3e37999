import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../../kernel/identity/caller.ts";
import { neededScopes } from "../../actions/needed-scopes.ts";
import type { Asker, AskSupergraph } from "../../ask-supergraph.ts";
import { starterOf } from "../../starter.ts";
import { isRestorable } from "../undo/cell-values.ts";
import { type CellsById, type FieldOfTable, partsOf, readFields, readRecords } from "../undo/read-records.ts";
import { type Operation, parseOperations } from "./operations.ts";

/** Of a saga that there is not. */
const noSaga = "00000000-0000-0000-0000-000000000000";
const longestReadMs = 25_000;
/** Types of fields that hold a key as it was written, and by which Airtable finds a record again. */
const keyTypes: ReadonlySet<string> = new Set(["singleLineText", "multilineText"]);

/** What one operation would do. */
export interface PreviewedChange {
  readonly operation: "CREATE" | "UPDATE" | "DELETE" | "LINK";
  /** Global; null of a record that is to be created. */
  readonly id: string | null;
  /** By the field's name. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly problems: readonly Problem[];
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

/**
 * What `transact` would do with operations, in the actor's name, and what would keep it from it, as far as the supergraph
 * tells without being asked to write. What data policies and Airtable itself would refuse only shows when it is done.
 * @throws AirgraphError BAD_USER_INPUT naming the operation
 */
export async function previewTransact(
  { ask }: { readonly ask: AskSupergraph },
  actor: Actor,
  given: unknown,
): Promise<PreviewedChange[]> {
  const operations = parseOperations(given);
  const asker: Asker = {
    tenantId: actor.tenantId,
    actsFor: starterOf(actor),
    origin: { kind: "saga", id: noSaga },
    signal: AbortSignal.timeout(longestReadMs),
  };
  const known = await readKnown(ask, asker, operations);
  return operations.map((operation) => preview(operation, known, actor));
}

interface Known {
  readonly records: ReadonlyMap<string, CellsById>;
  /** By base and table as an operation names it; a problem when they can't be read. */
  readonly tables: ReadonlyMap<string, readonly FieldOfTable[] | Problem>;
}

const isGlobal = (id: string) => id.startsWith("app");

async function readKnown(ask: AskSupergraph, asker: Asker, operations: readonly Operation[]): Promise<Known> {
  const ids = operations.flatMap((each) => [
    ...(each.kind === "create" ? [] : [each.id]),
    ...(each.kind === "link" ? each.recordIds : []),
  ]);
  const tables = new Map(operations.flatMap((each) => tableOf(each) ?? []).map((place) => [keyOf(place), place]));
  const read = [...tables].map(async ([key, { baseId, table }]) => {
    const fields = await readFields(ask, asker, baseId, table).then(
      (found) => found?.fields ?? problem("NOT_FOUND", `There is no table ${JSON.stringify(table)} in ${baseId}.`),
      (error: unknown) => {
        if (error instanceof AirgraphError) return problem(error.code, error.message);
        throw error;
      },
    );
    return [key, fields] as const;
  });
  const records = readRecords(ask, asker, ids.filter(isGlobal));
  return { records: await records, tables: new Map(await Promise.all(read)) };
}

/** The table that an operation is about; undefined for that of a record which is still to be created. */
function tableOf(operation: Operation): { readonly baseId: string; readonly table: string } | undefined {
  if (operation.kind === "create") return { baseId: operation.baseId, table: operation.table };
  const { baseId, tableId: table } = partsOf(operation.id);
  return isGlobal(operation.id) ? { baseId, table } : undefined;
}

function keyOf({ baseId, table }: { readonly baseId: string; readonly table: string }): string {
  return JSON.stringify([baseId, table]);
}

function preview(operation: Operation, { records, tables }: Known, actor: Actor): PreviewedChange {
  const place = tableOf(operation);
  const table = place === undefined ? undefined : tables.get(keyOf(place));
  const fields = Array.isArray(table) ? (table as readonly FieldOfTable[]) : undefined;
  const id = operation.kind !== "create" && isGlobal(operation.id) ? operation.id : null;
  const now = id === null ? undefined : records.get(id);
  const problems: Problem[] = [...missingScopes(operation, actor)];
  if (table !== undefined && !Array.isArray(table)) problems.push(table as Problem);
  else if (id !== null && now === undefined) problems.push(problem("NOT_FOUND", `There is no record ${id}.`));
  const find = (key: string) => fields?.find((field) => field.id === key || field.name === key);
  const named = (key: string) => find(key)?.name ?? key;
  const current = (key: string) => now?.[find(key)?.id ?? key] ?? null;
  const check = (key: string, isFit: (field: FieldOfTable) => boolean, why: string) => {
    const field = find(key);
    if (fields === undefined) return;
    if (field === undefined) problems.push(problem("BAD_USER_INPUT", `There is no field ${JSON.stringify(key)}.`, key));
    else if (!isFit(field))
      problems.push(problem("BAD_USER_INPUT", `The field ${JSON.stringify(field.name)} ${why}.`, field.name));
  };

  switch (operation.kind) {
    case "create": {
      for (const key of Object.keys(operation.cells)) check(key, isRestorable, "can't be written");
      if (operation.keyField != null)
        check(operation.keyField, ({ type }) => keyTypes.has(type), "must be a text field to take a key");
      return { operation: "CREATE", id, before: null, after: renamed(operation.cells, named), problems };
    }
    case "update": {
      for (const key of Object.keys(operation.cells)) check(key, isRestorable, "can't be written");
      const before =
        id === null ? null : Object.fromEntries(Object.keys(operation.cells).map((key) => [named(key), current(key)]));
      return { operation: "UPDATE", id, before, after: renamed(operation.cells, named), problems };
    }
    case "delete": {
      const before = now === undefined ? null : renamed(now, (key) => find(key)?.name ?? key);
      return { operation: "DELETE", id, before, after: null, problems };
    }
    case "link": {
      check(operation.field, ({ type }) => type === "multipleRecordLinks", "is no link field");
      for (const linked of operation.recordIds) {
        if (isGlobal(linked) && !records.has(linked))
          problems.push(problem("NOT_FOUND", `There is no record ${linked}.`, operation.field));
      }
      const value = current(operation.field);
      const there: unknown[] = Array.isArray(value) ? value : [];
      const added = operation.recordIds.map((linked) => (isGlobal(linked) ? partsOf(linked).recordId : linked));
      const name = named(operation.field);
      return {
        operation: "LINK",
        id,
        before: { [name]: there },
        after: { [name]: [...there, ...added.filter((linked) => !there.includes(linked))] },
        problems,
      };
    }
  }
}

function missingScopes({ kind }: Operation, actor: Actor): Problem[] {
  const actions = {
    create: "createRecords",
    update: "updateRecords",
    delete: "deleteRecords",
    link: "linkRecords",
  } as const;
  return neededScopes[actions[kind]]
    .filter((scope) => !actor.scopes.includes(scope))
    .map((scope) => problem("FORBIDDEN", `It needs the scope ${scope}.`));
}

function renamed(cells: CellsById, nameOf: (key: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(cells).map(([key, value]) => [nameOf(key), value]));
}

function problem(code: string, message: string, field: string | null = null): Problem {
  return { code, message, field };
}
