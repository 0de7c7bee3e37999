import type { TransactOperation } from "../../generated/graphql.ts";
import { type BaseName, type Operation, oldRecords, type RunPlan, type SagaPlan } from "./plan.ts";
import { baseIds, oldRecordId, tableIds, tableName } from "./seed.ts";

/** How requests name records: those that an operation before creates, and those that were there before. */
interface Names {
  /** Global id, `app…/tbl…/rec…`, or what comes to it. */
  id(tag: string): string;
  /** As a link cell holds it, or what comes to that. */
  link(tag: string): string;
}

const keyField = "Key";

function oldBase(tag: string): BaseName {
  return oldRecords.find(({ name }) => tag.endsWith(`:${name}`))?.base ?? "alpha";
}

function oldGlobalId(tag: string): string {
  const base = oldBase(tag);
  return `${baseIds[base]}/${tableIds[base]}/${oldRecordId(tag)}`;
}

function creatorOf(operations: readonly Operation[], tag: string): number {
  return operations.findIndex((one) => (one.kind === "create" || one.kind === "upsert") && one.tag === tag);
}

function cellsOf({ tag, amount, links }: { tag: string; amount: number; links: readonly string[] }, { link }: Names) {
  return { Tag: tag, Amount: amount, ...(links.length === 0 ? {} : { Links: links.map(link) }) };
}

/** A saga's operations for `transact`. */
export function transactOperations({ operations }: SagaPlan): TransactOperation[] {
  const refOf = (tag: string) => tag.replace(":", "_");
  const isNew = (tag: string) => creatorOf(operations, tag) !== -1;
  const names: Names = {
    id: (tag) => (isNew(tag) ? `\${ref.${refOf(tag)}}` : oldGlobalId(tag)),
    link: (tag) => (isNew(tag) ? `\${ref.${refOf(tag)}}` : oldRecordId(tag)),
  };
  return operations.map((operation): TransactOperation => {
    switch (operation.kind) {
      case "create": {
        const { base, tag, isKeyed } = operation;
        const key = isKeyed ? { keyField } : {};
        const where = { baseId: baseIds[base], table: tableName, ref: refOf(tag) };
        return { create: { ...where, cells: cellsOf(operation, names), typecast: false, ...key } };
      }
      case "update":
        return { update: { id: names.id(operation.tag), cells: { Amount: operation.amount }, typecast: false } };
      case "link":
        return { link: { id: names.id(operation.tag), field: "Links", recordIds: [names.id(operation.to)] } };
      case "delete":
        return { delete: { id: names.id(operation.tag) } };
      case "refused":
        return { update: { id: names.id(operation.tag), cells: { Nowhere: "x" }, typecast: false } };
      case "upsert":
      case "file":
      case "attach":
        throw new TypeError(`transact knows no ${operation.kind}`);
    }
  });
}

/** A saga's operations as the steps of `startSaga`, or of a run's step of the kind saga. */
export function sagaSteps({ operations }: SagaPlan): Record<string, unknown>[] {
  const created = (tag: string) => `steps.op${creatorOf(operations, tag) + 1}.output.records[0].id`;
  const isNew = (tag: string) => creatorOf(operations, tag) !== -1;
  const names: Names = {
    id: (tag) => (isNew(tag) ? `\${${created(tag)}}` : oldGlobalId(tag)),
    link: (tag) => (isNew(tag) ? `\${${created(tag)}.substring(36)}` : oldRecordId(tag)),
  };
  const fileOf = (name: string) =>
    `\${steps.op${operations.findIndex((one) => one.kind === "file" && one.name === name) + 1}.output.fileId}`;
  const effectOf = (operation: Operation) => {
    switch (operation.kind) {
      case "create": {
        const { base, isKeyed } = operation;
        const key = isKeyed ? { keyField } : {};
        const records = [cellsOf(operation, names)];
        return { kind: "createRecords", with: { baseId: baseIds[base], table: tableName, records, ...key } };
      }
      case "upsert": {
        const { base, tag, amount } = operation;
        const where = { baseId: baseIds[base], table: tableName, mergeOn: ["Tag"] };
        return { kind: "upsertRecords", with: { ...where, records: [{ Tag: tag, Amount: amount }] } };
      }
      case "update":
        return update(names.id(operation.tag), { Amount: operation.amount });
      case "refused":
        return update(names.id(operation.tag), { Nowhere: "x" });
      case "link": {
        const link = { recordId: names.id(operation.tag), field: "Links", recordIds: [names.id(operation.to)] };
        return { kind: "linkRecords", with: link };
      }
      case "delete":
        return { kind: "deleteRecords", with: { ids: [names.id(operation.tag)] } };
      case "file":
        return { kind: "createFile", with: { fileName: operation.name, content: "A storm." } };
      case "attach": {
        const { file, tag } = operation;
        return { kind: "attachFile", with: { fileId: fileOf(file), recordId: names.id(tag), field: "Files" } };
      }
    }
  };
  return operations.map((operation, index) => ({ id: `op${index + 1}`, do: effectOf(operation) }));
}

function update(id: string, cells: Record<string, unknown>) {
  return { kind: "updateRecords", with: { records: [{ id, cells }] } };
}

/** What a run's steps do outside, and by which paths the journal knows them. */
export const runChange = { record: "b0", amount: 41 } as const;

export function effectsOfRun({ owner, items }: RunPlan) {
  return {
    created: new Map([
      ["first", `${owner}:first`],
      ["unkeyed", `${owner}:unkeyed`],
      ...items.map((tag, index) => [`each[${index}].make`, tag] as const),
    ]),
    files: new Map([["file", `${owner}:file`]]),
    changed: new Map([["change", `${owner}:${runChange.record}`]]),
  };
}

/** A workflow for one run: each kind of step that waits, branches or acts. @param approver address of who is asked */
export function definitionOf({ owner, items, saga }: RunPlan, approver: string): Record<string, unknown> {
  const create = (base: BaseName, cells: Record<string, unknown>, key: { keyField?: string }) => ({
    kind: "createRecords",
    with: { baseId: baseIds[base], table: tableName, records: [cells], ...key },
  });
  return {
    steps: [
      { id: "first", ...create("alpha", { Tag: `${owner}:first`, Amount: 1 }, { keyField }) },
      {
        id: "each",
        kind: "forEach",
        with: {
          items,
          parallelism: 3,
          steps: [{ id: "make", ...create("beta", { Tag: "${item}", Amount: 2 }, { keyField }) }],
        },
      },
      {
        id: "both",
        kind: "parallel",
        with: {
          branches: [
            {
              id: "left",
              steps: [
                { id: "file", kind: "createFile", with: { fileName: `${owner}:file`, content: "A storm." } },
                { id: "change", ...update(oldGlobalId(`${owner}:${runChange.record}`), { Amount: runChange.amount }) },
              ],
            },
            {
              id: "right",
              steps: [
                {
                  id: "unkeyed",
                  ...create("alpha", { Tag: `${owner}:unkeyed`, Amount: 3 }, {}),
                  onError: "continue",
                },
              ],
            },
          ],
        },
      },
      { id: "ask", kind: "approval", with: { title: owner, assignees: [{ email: approver }] } },
      { id: "pause", kind: "wait", with: { seconds: 1 } },
      { id: "whole", kind: "saga", with: { steps: sagaSteps(saga) } },
    ],
  };
}
