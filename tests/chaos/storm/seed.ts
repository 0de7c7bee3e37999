import { type Seed, scopes } from "../../../emulator/seed/seed.ts";
import { type BaseName, baseNames, oldRecords, ownersOf, type Plan } from "./plan.ts";

const padded = (prefix: string, name: string) => prefix + name.padEnd(14, "0");

export const stormToken = "patSTORM";
export const tableName = "Things";
export const baseIds: Readonly<Record<BaseName, string>> = {
  alpha: padded("app", "Alpha"),
  beta: padded("app", "Beta"),
};
export const tableIds: Readonly<Record<BaseName, string>> = {
  alpha: padded("tbl", "Alpha"),
  beta: padded("tbl", "Beta"),
};

/** Airtable's id of a record that an owner has from the beginning. */
export function oldRecordId(tag: string): string {
  return padded("rec", tag.replace(":", "x"));
}

/** Two bases with one table each, in which every owner has its old records. */
export function stormSeed(plan: Plan): Seed {
  const userId = padded("usr", "Storm");
  const owners = ownersOf(plan);
  return {
    users: [{ id: userId, email: "storm@example.com", name: "Storm" }],
    tokens: [
      {
        token: stormToken,
        userId,
        scopes: [...scopes],
        bases: baseNames.map((base) => ({ id: baseIds[base], permissionLevel: "create" as const })),
      },
    ],
    bases: baseNames.map((base) => ({
      id: baseIds[base],
      name: base,
      tables: [
        {
          id: tableIds[base],
          name: tableName,
          primaryFieldId: padded("fld", `${base}Tag`),
          fields: fieldsOf(base),
          records: owners.flatMap((owner) => recordsOf(owner, base)),
        },
      ],
    })),
  };
}

function fieldsOf(base: BaseName): Seed["bases"][number]["tables"][number]["fields"] {
  const field = (name: string) => ({ id: padded("fld", `${base}${name}`), name });
  return [
    { ...field("Tag"), type: "singleLineText" },
    { ...field("Key"), type: "singleLineText" },
    { ...field("Amount"), type: "number", options: { precision: 0 } },
    { ...field("Links"), type: "multipleRecordLinks", options: { linkedTableId: tableIds[base] } },
    { ...field("Files"), type: "multipleAttachments", options: {} },
  ];
}

function recordsOf(owner: string, base: BaseName) {
  return oldRecords
    .filter((record) => record.base === base)
    .map(({ name, amount, links }) => ({
      id: oldRecordId(`${owner}:${name}`),
      createdTime: "2024-03-01T09:30:00.000Z",
      fields: {
        Tag: `${owner}:${name}`,
        Amount: amount,
        Links: links.map((link) => oldRecordId(`${owner}:${link}`)),
      },
    }));
}
