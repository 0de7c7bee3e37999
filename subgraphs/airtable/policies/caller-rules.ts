import { createHash } from "node:crypto";
import type { BaseId } from "../ids.ts";
import type { TableModel, TableRights } from "../models.ts";
import { type DeniedData, names, type StoredPolicy, type SubjectOfPolicies } from "./data-policy.ts";
import { rightsOf } from "./table-rights.ts";

/** What data policies say of one caller. */
export interface CallerRules {
  /** Those that name the caller. */
  readonly policies: readonly StoredPolicy[];
  readonly deniedData: DeniedData;
  /** The caller's e-mail address, with which `isMe` compares; undefined for a machine, and who has not proved theirs. */
  readonly address: string | undefined;
  /** Writes a text's mark, which nobody can forge: cursors carry it, so that they are good under the same rules only. */
  readonly mark: (text: string) => string;
  /** The tables of a base, each with its rights; those that are hidden are missing, and so are hidden fields. */
  leave(baseId: BaseId, tables: ReadonlyMap<string, TableModel>): ReadonlyMap<string, TableModel>;
  hidesBase(baseId: BaseId): boolean;
}

/** Of a caller whom no policy names. */
export function withoutRules(address?: string): CallerRules {
  return {
    policies: [],
    deniedData: "TELL",
    address,
    mark: (text) => createHash("sha256").update(text).digest("base64url"),
    leave: (_baseId, tables) => tables,
    hidesBase: () => false,
  };
}

/**
 * @param given.policies all of the tenant
 * @param given.sign by a key that all processes have, and nobody else
 */
export function rulesFor(
  asked: SubjectOfPolicies,
  given: {
    policies: readonly StoredPolicy[];
    deniedData: DeniedData;
    address: string | undefined;
    sign: (text: string) => string;
  },
): CallerRules {
  const { deniedData, address, sign } = given;
  const policies = given.policies.filter((policy) => names(policy, asked));
  if (policies.length === 0) return withoutRules(address);
  const content = createHash("sha256")
    .update(JSON.stringify([policies, address ?? null]))
    .digest("base64url");
  // Schemas are remembered for a while; so is what is left of them.
  const left = new WeakMap<ReadonlyMap<string, TableModel>, ReadonlyMap<string, TableModel>>();
  return {
    policies,
    deniedData,
    address,
    mark: (text) => sign(`${content} ${text}`),
    leave(baseId, tables) {
      const known = left.get(tables);
      if (known !== undefined) return known;
      const about = policies.filter((policy) => policy.baseId === baseId);
      const found = about.length === 0 ? tables : leaveOf(tables, rightsOf(about, tables), deniedData);
      left.set(tables, found);
      return found;
    },
    hidesBase: (baseId) =>
      deniedData === "HIDE" &&
      policies.some(
        ({ effect, operations, baseId: of, tableId }) =>
          effect === "DENY" && operations.includes("READ") && of === baseId && tableId === null,
      ),
  };
}

function leaveOf(
  tables: ReadonlyMap<string, TableModel>,
  rights: ReadonlyMap<string, TableRights>,
  deniedData: DeniedData,
): ReadonlyMap<string, TableModel> {
  const left = [...tables.values()].flatMap((table): TableModel[] => {
    const own = rights.get(table.id);
    if (own === undefined) return [table];
    if (deniedData === "TELL") return [{ ...table, rights: own }];
    const { rows, denied } = own.on.READ;
    if (rows.kind === "none") return [];
    return [
      {
        ...table,
        rights: own,
        fields: new Map([...table.fields].filter(([, { id }]) => !denied.has(id))),
        views: table.views.map((view) => ({
          ...view,
          visibleFields: view.visibleFields?.filter(({ id }) => !denied.has(id)) ?? null,
        })),
      },
    ];
  });
  return new Map(left.map((table) => [table.id, table]));
}
