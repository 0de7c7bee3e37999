import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import { apiKeyId, userId } from "../../../kernel/identity/ids.ts";
import { isBuiltInRole } from "../../../kernel/identity/scopes.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import { findField } from "../find-field.ts";
import { findTable } from "../find-table.ts";
import type { TableModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { beyondPolicies } from "./beyond-policies.ts";
import { effects, type Operation, operations, type StoredPolicy, subjectKinds } from "./data-policy.ts";
import { checkDecidable } from "./decide-new-record.ts";

export interface GivenSubject {
  readonly kind: StoredPolicy["subject"]["kind"];
  readonly id?: string | null | undefined;
}

interface GivenAbout {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly effect: StoredPolicy["effect"];
  readonly subject: GivenSubject;
}

interface GivenScope {
  readonly operations: readonly Operation[];
  readonly baseId: string;
  /** Id or name. */
  readonly table?: string | null | undefined;
  /** Ids or names. */
  readonly fields?: readonly string[] | null | undefined;
  readonly rows?: FilterInput | null | undefined;
}

export interface GivenPolicy extends GivenAbout, GivenScope {}

const roleId = z.string().refine((id) => isBuiltInRole(id) || z.uuid().safeParse(id).success, "must be a role's id");
const idTypes = { ROLE: roleId, PERSON: userId, API_KEY: apiKeyId } as const;

export const policySubject = z
  .object({
    kind: z.enum(subjectKinds),
    id: z
      .string()
      .nullish()
      .transform((id) => id ?? null),
  })
  .superRefine(({ kind, id }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message, path: ["id"] });
    if (kind === "EVERYONE") {
      if (id !== null) refuse("must not be given for everyone");
    } else if (id === null) refuse("must be given");
    else if (!idTypes[kind].safeParse(id).success) {
      refuse(kind === "ROLE" ? "must be owner, admin, editor, viewer or the id of a role" : "must be a UUID");
    }
  });

const whoAndHow = z.object({
  name: plainText.trim().min(1, "must not be empty").max(255, "must have at most 255 characters"),
  description: plainText
    .max(2_000, "must have at most 2000 characters")
    .nullish()
    .transform((text) => text ?? null),
  effect: z.enum(effects),
  subject: policySubject,
});

const scope = z.object({
  operations: z
    .array(z.enum(operations))
    .min(1, "must name at least one")
    .transform((given) => operations.filter((operation) => given.includes(operation))),
  fields: z.array(z.string()).min(1, "must name at least one").max(500, "must name at most 500").nullish(),
});

/** @throws AirgraphError BAD_USER_INPUT naming the argument */
export function parseAbout(given: GivenAbout): Pick<StoredPolicy, "name" | "description" | "effect" | "subject"> {
  return parseInput(whoAndHow, given);
}

/**
 * What a policy is about, by ids.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base or table
 */
export async function parseScope(
  airtable: TenantAirtable,
  given: GivenScope,
): Promise<Pick<StoredPolicy, "operations" | "baseId" | "tableId" | "fieldIds" | "rows">> {
  const { operations: named, fields } = parseInput(scope, given);
  const { rows } = given;
  const whole = beyondPolicies(airtable);
  const { base } = await reachBase(whole, given.baseId);
  if (fields != null && rows != null) {
    throw refused("rows", "can't be given together with fields: write two policies, one with rows and one with fields");
  }
  if (given.table == null) {
    if (fields != null) throw refused("fields", "needs a table beside it");
    if (rows != null) throw refused("rows", "needs a table beside it");
    return { operations: named, baseId: base.id, tableId: null, fieldIds: null, rows: null };
  }
  const table = await findTable(whole, base.id, given.table);
  if (fields != null && named.includes("DELETE")) {
    throw refused("operations", "can't hold DELETE together with fields: records are deleted whole");
  }
  return {
    operations: named,
    baseId: base.id,
    tableId: table.id,
    fieldIds: fields == null ? null : [...new Set(fields.map((key) => findField(table, key).id))],
    rows: rows == null ? null : parseRows(table, rows, named),
  };
}

/** A filter, as JSON. */
const longestRows = 20_000;

function parseRows(table: TableModel, rows: FilterInput, ofOperations: readonly Operation[]): FilterInput {
  parseFilter(table, rows, "rows");
  if (ofOperations.includes("CREATE")) checkDecidable(table, rows);
  const pinned = pin(table, rows);
  if (Object.keys(pinned).length === 0) throw refused("rows", "must say something");
  const { length } = JSON.stringify(pinned);
  if (length > longestRows) throw refused("rows", `must have at most ${longestRows} characters as JSON, got ${length}`);
  if (!isStorable(pinned)) throw refused("rows", "must not hold the character U+0000, nor halves of characters");
  return pinned;
}

/** With fields by id, and without what was not given. */
function pin(table: TableModel, { and, or, not, field, ...conditions }: FilterInput): FilterInput {
  return {
    ...(and == null ? {} : { and: and.map((part) => pin(table, part)) }),
    ...(or == null ? {} : { or: or.map((part) => pin(table, part)) }),
    ...(not == null ? {} : { not: pin(table, not) }),
    ...(field == null ? {} : { field: findField(table, field).id }),
    ...Object.fromEntries(Object.entries(conditions).filter(([, operand]) => operand !== undefined)),
  };
}

/** Postgres keeps neither U+0000 nor half a character in JSON. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !/[\0\p{Surrogate}]/u.test(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isStorable);
}

function refused(field: string, what: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `${field} ${what}.`, { field });
}
