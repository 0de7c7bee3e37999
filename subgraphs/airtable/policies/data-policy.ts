import { z } from "zod";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import type { BaseId, FieldId, TableId } from "../ids.ts";

/** One data policy; ours, not Airtable's. */
export const dataPolicyId = z.uuid().brand<"DataPolicyId">();
export type DataPolicyId = z.infer<typeof dataPolicyId>;

export const operations = ["READ", "CREATE", "UPDATE", "DELETE"] as const;
export type Operation = (typeof operations)[number];

export const effects = ["ALLOW", "DENY"] as const;
export type Effect = (typeof effects)[number];

export const subjectKinds = ["EVERYONE", "ROLE", "PERSON", "API_KEY"] as const;

/** Whom a policy is about. */
export interface PolicySubject {
  readonly kind: (typeof subjectKinds)[number];
  /** Of the role, person or API key; null for everyone. */
  readonly id: string | null;
}

export interface StoredPolicy {
  readonly id: DataPolicyId;
  readonly name: string;
  readonly description: string | null;
  readonly effect: Effect;
  readonly subject: PolicySubject;
  readonly operations: readonly Operation[];
  readonly baseId: BaseId;
  /** Null: all tables of the base. */
  readonly tableId: TableId | null;
  /** Null: whatever the field. Never beside `rows`. */
  readonly fieldIds: readonly FieldId[] | null;
  /** Null: whatever the record. Fields are named by id. */
  readonly rows: FilterInput | null;
  readonly createdAt: Date;
  /** The person's or API key's id. */
  readonly createdBy: string;
}

/** Whether callers are told that something is denied, or nothing of its existence. */
export const deniedDataSettings = ["TELL", "HIDE"] as const;
export type DeniedData = (typeof deniedDataSettings)[number];

/** What a policy's subject is compared with. */
export type SubjectOfPolicies =
  | { readonly kind: "person"; readonly userId: string; readonly roleId: string | undefined }
  | { readonly kind: "role"; readonly roleId: string }
  | { readonly kind: "machine"; readonly apiKeyId: string };

export function subjectOf(actor: Actor): SubjectOfPolicies {
  return actor.kind === "person"
    ? { kind: "person", userId: actor.userId, roleId: actor.roleId }
    : { kind: "machine", apiKeyId: actor.apiKeyId };
}

export function names({ subject }: StoredPolicy, asked: SubjectOfPolicies): boolean {
  switch (subject.kind) {
    case "EVERYONE":
      return true;
    case "ROLE":
      return asked.kind !== "machine" && asked.roleId === subject.id;
    case "PERSON":
      return asked.kind === "person" && asked.userId === subject.id;
    case "API_KEY":
      return asked.kind === "machine" && asked.apiKeyId === subject.id;
  }
}
