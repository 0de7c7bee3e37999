import type { FieldInput } from "../field-schema.ts";
import { fieldId, fieldRecipes } from "../sample/field-recipes.ts";
import { randomFor, stableId } from "../sample/random.ts";
import { createdAt } from "../sample/sample-moments.ts";
import type { TableSeed } from "../seed.ts";

const areas = ["Sales", "Support", "Design", "Legal", "Finance", "Research"] as const;
const kinds = ["Projects", "Tasks", "People", "Places", "Files"] as const;

/** Names of the tables. */
export const boards: readonly string[] = areas.flatMap((area) => kinds.map((kind) => `${area} ${kind}`));

const recordsPerTable = 20;
const levels = ["Low", "Middle", "High"] as const;
/**
 * How far from each table those are that it links to, and whether it links to one of their records only. The tables stand in a
 * ring, so that each is linked as often as it links.
 */
const reaches = [
  { distance: 1, single: true },
  { distance: 2, single: false },
  { distance: 5, single: false },
  { distance: 11, single: true },
] as const;

function boardAt(index: number): string {
  return boards[(index + boards.length) % boards.length] ?? "";
}

function recordAt(board: string, index: number): string {
  return stableId("rec", `${board} ${index % recordsPerTable}`);
}

/** The table at a place in `boards`. */
export function boardTable(index: number): TableSeed {
  const board = boardAt(index);
  const field = fieldRecipes(board);
  return {
    id: stableId("tbl", board),
    name: board,
    primaryFieldId: fieldId(board, "Name"),
    fields: [
      field.plain("Name", "singleLineText"),
      field.number("Weight"),
      field.select("Level", "singleSelect", levels),
      ...reaches.flatMap(({ distance, single }): FieldInput[] => {
        const [ahead, behind] = [boardAt(index + distance), boardAt(index - distance)];
        return [
          field.link(`To ${ahead}`, ahead, `From ${board}`, single),
          field.link(`From ${behind}`, behind, `To ${board}`, false),
        ];
      }),
      // A tree, a web whose other side is another field, and one that has no other side.
      field.link("Part of", board, "Parts", true),
      field.link("Parts", board, "Part of", false),
      {
        id: fieldId(board, "Like"),
        name: "Like",
        type: "multipleRecordLinks",
        options: { linkedTableId: stableId("tbl", board) },
      },
      {
        id: fieldId(board, "Twin"),
        name: "Twin",
        type: "multipleRecordLinks",
        options: { linkedTableId: stableId("tbl", board), prefersSingleRecordLink: true },
      },
      field.count("Part count", "Parts"),
      field.lookup("Next levels", `To ${boardAt(index + 1)}`, boardAt(index + 1), "Level"),
      field.sum("Weight around", `To ${boardAt(index + 2)}`, boardAt(index + 2), "Weight"),
    ],
    views: [{ id: stableId("viw", `${board}.Grid`), name: "Grid" }],
    records: Array.from({ length: recordsPerTable }, (_, row) => boardRecord(index, row)),
  };
}

function boardRecord(index: number, row: number) {
  const board = boardAt(index);
  const random = randomFor(`${board} ${row}`);
  const fields: Record<string, unknown> = {
    Name: `${board} ${row + 1}`,
    Weight: random.below(100),
    Level: random.pick(levels),
    "Part of": row === 0 ? [] : [recordAt(board, random.below(row))],
    Like: [...new Set([recordAt(board, random.below(recordsPerTable)), recordAt(board, row)])],
    Twin: random.chance(50) ? [recordAt(board, recordsPerTable - 1 - row)] : [],
  };
  for (const { distance, single } of reaches) {
    const target = boardAt(index + distance);
    const ids = Array.from({ length: single ? 1 : random.below(4) }, () =>
      recordAt(target, random.below(recordsPerTable)),
    );
    fields[`To ${target}`] = [...new Set(ids)];
  }
  return { id: recordAt(board, row), createdTime: createdAt(row, recordsPerTable), fields };
}
