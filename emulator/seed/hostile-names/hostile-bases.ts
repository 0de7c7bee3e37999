import type { FieldInput } from "../field-schema.ts";
import { randomFor, stableId } from "../sample/random.ts";
import { createdAt } from "../sample/sample-moments.ts";
import type { BaseSeed, TableSeed } from "../seed.ts";
import { hostileLabels, longLabels } from "./hostile-words.ts";

const labels = [...hostileLabels, ...longLabels];
const recordsPerTable = 12;

/** Bases by their names; the first two can't be told apart by them. */
const bases = [
  { key: "emoji", name: "🎉 Query 🎉", tables: hostileLabels.slice(0, 30) },
  { key: "proto", name: "query", tables: ["__proto__", "constructor", "Query", "名前", "Ñame", "name"] },
  {
    key: "long",
    name: longLabels[0],
    tables: [...longLabels, "🚀", "Deal", "Deals", "deals", "Deal Sort", "Deals Connection"],
  },
] as const;

export function hostileBases(): BaseSeed[] {
  return bases.map(({ key, name, tables }) => ({
    id: stableId("app", `hostile ${key}`),
    name,
    tables: tables.map((label, index) => hostileTable(key, label, index, tables.length)),
  }));
}

/** A table with a field of each label in the first of a base; in the others with a few, links to the next among them. */
function hostileTable(base: string, label: string, index: number, count: number): TableSeed {
  const ids = (at: number) => idsOf(base, at % count);
  const { table, field, choice, record } = ids(index);
  const [next, before] = [ids(index + 1), ids(index + count - 1)];
  const plain = index === 0 ? labels : labels.filter((_, at) => at % 9 === index % 9);
  const choices = labels.map((name) => ({ id: choice(name), name }));
  const fields: FieldInput[] = [
    ...plain.map((name, at): FieldInput => ({ ...plainField(at), id: field(name), name, description: `"""${name}\\` })),
    // Each also a choice of its own, of a field whose name makes a name of a type that there is already.
    { id: field("Filter"), name: "Filter", type: "singleSelect", options: { choices } },
    {
      id: field("Sort"),
      name: "Sort",
      type: "multipleSelects",
      options: { choices: choices.map(({ name }) => ({ id: choice(`several ${name}`), name })) },
    },
    linkField(field("Connection"), "Connection", next.table, next.field("Edge")),
    linkField(field("Edge"), "Edge", before.table, before.field("Connection")),
  ];
  const [primary] = fields;
  return {
    id: table,
    name: label,
    description: `The table ${label} """ of ${base} \\`,
    primaryFieldId: primary?.id ?? "",
    fields,
    views: [{ id: stableId("viw", `hostile ${base} ${index}`), name: label }],
    records: Array.from({ length: recordsPerTable }, (_, row) => {
      const random = randomFor(`hostile ${base} ${index} ${row}`);
      return {
        id: record(row),
        createdTime: createdAt(row, recordsPerTable),
        fields: {
          ...Object.fromEntries(plain.map((name, at) => [field(name), plainValue(at, `${name} ${row}`, row)])),
          [field("Filter")]: labels[random.below(labels.length)],
          [field("Sort")]: random.some(labels, 3),
          [field("Connection")]: [next.record(random.below(recordsPerTable))],
        },
      };
    }),
  };
}

function idsOf(base: string, index: number) {
  const of = (prefix: string) => (label: string | number) => stableId(prefix, `hostile ${base} ${index} ${label}`);
  return { table: stableId("tbl", `hostile ${base} ${index}`), field: of("fld"), choice: of("sel"), record: of("rec") };
}

function linkField(id: string, name: string, linkedTableId: string, inverseLinkFieldId: string): FieldInput {
  return { id, name, type: "multipleRecordLinks", options: { linkedTableId, inverseLinkFieldId } };
}

/** Texts and numbers by turns; the primary field is a text. */
function plainField(at: number) {
  return at % 2 === 0
    ? ({ type: "singleLineText" } as const)
    : ({ type: "number", options: { precision: 0 } } as const);
}

function plainValue(at: number, text: string, row: number): string | number {
  return at % 2 === 0 ? text : row;
}
