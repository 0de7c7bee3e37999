import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { findField } from "../find-field.ts";
import { findTable } from "../find-table.ts";
import { parseGlobalId } from "../global-id.ts";
import type { RecordId } from "../ids.ts";
import { listTables } from "../list-tables.ts";
import type { FieldModel, TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { beyondPolicies } from "./beyond-policies.ts";
import { type CallerRules, rulesFor } from "./caller-rules.ts";
import { idsWithin } from "./check-rows.ts";
import { type AllowedRows, allowedRows, rowsOfPolicy } from "./compile-rows.ts";
import type { Effect, Operation, StoredPolicy, SubjectOfPolicies } from "./data-policy.ts";
import { noRecord } from "./denials.ts";
import { type Source, sourcesOf } from "./derived-fields.ts";
import { type GivenSubject, policySubject } from "./parse-policy.ts";
import type { PolicyBook } from "./policy-book.ts";
import { appliesTo, directRight, mirroredLinks } from "./table-rights.ts";

/** One thing that led to a decision. */
export interface Reason {
  readonly effect: Effect;
  readonly text: string;
  readonly policy: StoredPolicy | null;
}

export interface Decision {
  readonly allowed: boolean;
  readonly rows: "ALL" | "SOME" | "NONE";
  readonly deniedFields: FieldModel[];
  readonly reasons: Reason[];
}

interface Question {
  readonly subject: GivenSubject;
  readonly roleId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly operation: Operation;
  readonly baseId: string;
  readonly table: string;
  readonly field?: string | null | undefined;
  readonly recordId?: string | null | undefined;
}

/**
 * What a tenant's data policies say of somebody who would do something. It is decided by what decides when they do it; only
 * the words are made here.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base, table or record; and those of `callAirtable`
 */
export async function whyDenied(
  airtable: TenantAirtable & { readonly policyBook: PolicyBook },
  tenantId: TenantId,
  question: Question,
): Promise<Decision> {
  const { operation } = question;
  const asked = parseSubject(question);
  const whole = beyondPolicies(airtable);
  const table = await findTable(whole, question.baseId, question.table);
  const field = question.field == null ? undefined : findField(table, question.field);
  const recordId = question.recordId == null ? undefined : parseRecord(table, operation, question.recordId);

  const rules = await theirRules(airtable.policyBook, tenantId, asked, question.email ?? undefined);
  const theirs: TenantAirtable = { ...whole, rules: async () => rules };
  const left = rules.leave(table.baseId, await listTables(whole, table.baseId)).get(table.id) ?? table;
  if (recordId !== undefined && !(await exists(whole, table, recordId))) throw noRecord(question.recordId ?? "");

  // Who may not read a record may not change or delete it either.
  const needed: readonly Operation[] =
    operation === "UPDATE" || operation === "DELETE" ? ["READ", operation] : [operation];
  const rights = await Promise.all(
    needed.map(async (one) => ({
      operation: one,
      // What a record to be created must be like is decided by its cells.
      rows: one === "CREATE" ? rowsOnCreate(left) : await allowedRows(theirs, left, one),
    })),
  );
  const within = await Promise.all(
    rights.map(
      async ({ rows }) => recordId === undefined || (await idsWithin(theirs, table, [recordId], rows)).has(recordId),
    ),
  );
  const denied = left.rights?.on[operation].denied ?? new Set();
  const rows = kindOf(rights.map((right) => right.rows));
  const reasons = (
    await Promise.all(needed.map(async (one) => reasonsFor(theirs, table, rules, { operation: one, field, recordId })))
  ).flat();
  if (field !== undefined && denied.has(field.id)) {
    reasons.push(...(await derivation(whole, left, { table, field, operation }, rules)));
  }
  return {
    allowed: rows !== "NONE" && within.every(Boolean) && (field === undefined || !denied.has(field.id)),
    rows,
    deniedFields: [...table.fields.values()].filter(({ id }) => denied.has(id)),
    reasons:
      reasons.length > 0
        ? reasons
        : [
            {
              effect: "ALLOW",
              text: "No data policy speaks of it: what the scopes permit is permitted.",
              policy: null,
            },
          ],
  };
}

const about = z.object({
  subject: policySubject,
  roleId: z.string().nullish(),
  email: z.string().max(320, "must have at most 320 characters").nullish(),
});

function parseSubject(question: Question): SubjectOfPolicies {
  const { subject, roleId } = parseInput(about, question);
  const id = subject.id ?? "";
  switch (subject.kind) {
    case "PERSON":
      return { kind: "person", userId: id, roleId: roleId ?? undefined };
    case "ROLE":
    case "EVERYONE":
      return { kind: "role", roleId: id };
    case "API_KEY":
      return { kind: "machine", apiKeyId: id };
  }
}

function parseRecord(table: TableModel, operation: Operation, id: string): RecordId {
  const refuse = (problem: string) =>
    new AirgraphError("BAD_USER_INPUT", `recordId ${problem}.`, { field: "recordId" });
  if (operation === "CREATE") throw refuse("can't be given for CREATE: there is no record yet");
  const address = parseGlobalId(id);
  if (address?.baseId === table.baseId && address.tableId === table.id) return address.recordId;
  throw refuse("must be the id of a record of that table, app…/tbl…/rec…");
}

async function theirRules(
  book: PolicyBook,
  tenantId: TenantId,
  asked: SubjectOfPolicies,
  address: string | undefined,
): Promise<CallerRules> {
  const { policies } = await book.policiesOf(tenantId);
  // Hidden or not, what is denied is to be explained.
  return rulesFor(asked, { policies, deniedData: "TELL", address, sign: book.sign });
}

async function exists(whole: TenantAirtable, table: TableModel, recordId: RecordId): Promise<boolean> {
  return (await idsWithin(whole, table, [recordId], { kind: "all" })).has(recordId);
}

function rowsOnCreate({ rights }: TableModel): AllowedRows {
  const kind = rights?.on.CREATE.rows.kind ?? "all";
  return kind === "some" ? { kind, formula: "TRUE()" } : { kind };
}

function kindOf(rows: readonly AllowedRows[]): Decision["rows"] {
  if (rows.some(({ kind }) => kind === "none")) return "NONE";
  return rows.some(({ kind }) => kind === "some") ? "SOME" : "ALL";
}

async function reasonsFor(
  theirs: TenantAirtable,
  table: TableModel,
  { policies }: CallerRules,
  {
    operation,
    field,
    recordId,
  }: { operation: Operation; field: FieldModel | undefined; recordId: RecordId | undefined },
): Promise<Reason[]> {
  const applying = policies.filter((policy) => appliesTo(policy, operation, table));
  const reasons = await Promise.all(
    applying.map(async (policy): Promise<Reason[]> => {
      const text = await textOf(theirs, table, policy, { field, recordId });
      return text === undefined ? [] : [{ effect: policy.effect, text: `${operation}: ${text}`, policy }];
    }),
  );
  const found = reasons.flat();
  if (!applying.some(({ effect }) => effect === "ALLOW")) return found;
  const { denied } = directRight(policies, operation, table);
  const byDefault = field !== undefined && denied.has(field.id) && !found.some(({ effect }) => effect === "DENY");
  const text = byDefault
    ? `${operation}: policies allow other fields of the table, so ${JSON.stringify(field.name)}, which none of them names, is denied.`
    : `${operation}: as policies allow something of the table, what none of them allows is denied.`;
  return [...found, { effect: "DENY", text, policy: null }];
}

/** What a policy has to do with it; undefined for nothing. */
async function textOf(
  theirs: TenantAirtable,
  table: TableModel,
  policy: StoredPolicy,
  { field, recordId }: { field: FieldModel | undefined; recordId: RecordId | undefined },
): Promise<string | undefined> {
  const { effect, fieldIds, tableId, rows } = policy;
  const verb = effect === "ALLOW" ? "allows" : "denies";
  if (fieldIds !== null) {
    if (field !== undefined) return fieldIds.includes(field.id) ? `it ${verb} the field.` : undefined;
    return `it ${verb} ${fieldIds.length === 1 ? "a field" : `${fieldIds.length} fields`} of the table.`;
  }
  if (rows === null) return `it ${verb} the whole ${tableId === null ? "base" : "table"}.`;
  const formula = await rowsOfPolicy(theirs, table, policy);
  if (formula instanceof Error) {
    const meanwhile = effect === "ALLOW" ? "it allows no record" : "it denies every record";
    return `its filter can't be applied, so ${meanwhile}: ${formula.message}`;
  }
  if (recordId === undefined) return `it ${verb} the records that its filter names.`;
  const named = (await idsWithin(theirs, table, [recordId], { kind: "some", formula })).has(recordId);
  return named ? `it ${verb} this record, which its filter names.` : "its filter does not name this record.";
}

/** Why a field is denied that no policy speaks of. */
async function derivation(
  whole: TenantAirtable,
  left: TableModel,
  { table, field, operation }: { table: TableModel; field: FieldModel; operation: Operation },
  { policies }: CallerRules,
): Promise<Reason[]> {
  if (left.rights === undefined || directRight(policies, operation, table).denied.has(field.id)) return [];
  const tables = await listTables(whole, table.baseId);
  const named = (sources: readonly Source[]) => [
    ...new Set(
      sources.map((source) =>
        JSON.stringify(source.table.id === table.id ? source.field.name : `${source.table.name}.${source.field.name}`),
      ),
    ),
  ];
  const inverse = mirroredLinks(policies, operation, tables).get(field.id);
  const sources = sourcesOf(tables, table, field);
  const from = named([...sources.cells, ...sources.through]).join(", ") || "fields that Airtable does not name";
  const why =
    inverse === undefined
      ? `is computed from ${from}, not all of which may be read, for all records`
      : `is the other side of ${named([inverse]).join()}, which is denied`;
  const text = `${operation}: ${JSON.stringify(field.name)} ${why}. A policy can allow it by name.`;
  return [{ effect: "DENY", text, policy: null }];
}
