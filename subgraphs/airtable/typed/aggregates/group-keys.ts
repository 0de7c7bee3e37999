import { z } from "zod";
import { isComputedError } from "../../reading/read-cells.ts";
import { choiceOrder } from "../choice-labels.ts";
import { enumOf } from "../field-uses.ts";
import type { NamedColumn } from "../typed-tables.ts";

/** What the records of a group have in common. */
export interface GroupKey {
  /** Another one for another group. */
  readonly text: string;
  /** Cells as Airtable printed them, in the order of the columns; null for empty ones, and for what it could not compute. */
  readonly cells: readonly unknown[];
  readonly ranks: readonly Rank[];
}

/** What a cell is told apart and ordered by. */
type Rank = string | number | null;

export interface GroupKeys {
  of(cells: Readonly<Record<string, unknown>>): GroupKey;
  /** Empty cells first; choices in Airtable's order, all else from small to large. */
  compare(one: GroupKey, other: GroupKey): number;
}

export function createGroupKeys(columns: readonly NamedColumn[]): GroupKeys {
  const readers = columns.map((column) => ({ id: column.field.id, rankOf: rankIn(column) }));
  return {
    of(given) {
      const cells = readers.map(({ id }) => given[id]).map((cell) => (isNothing(cell) ? null : cell));
      const ranks = readers.map(({ rankOf }, index) => rankOf(cells[index]));
      return { text: JSON.stringify(ranks), cells, ranks };
    },
    compare(one, other) {
      for (const [index, rank] of one.ranks.entries()) {
        const order = compareRanks(rank, other.ranks[index] ?? null);
        if (order !== 0) return order;
      }
      return 0;
    },
  };
}

function isNothing(cell: unknown): boolean {
  return cell === undefined || cell === null || isComputedError(cell);
}

const person = z.object({ id: z.string() });
const links = z.array(z.string());

function rankIn({ field, typedField }: NamedColumn): (cell: unknown) => Rank {
  if (field.type === "checkbox") return (cell) => (cell === true ? 1 : 0);
  if (typedField.value.kind === "link") return (cell) => links.safeParse(cell).data?.[0] ?? null;
  const order = enumOf(typedField.value) === undefined ? undefined : choiceOrder(field);
  return (cell) => {
    if (typeof cell === "string") return order?.get(cell) ?? cell;
    if (typeof cell === "number") return cell;
    if (typeof cell === "boolean") return cell ? 1 : 0;
    return person.safeParse(cell).data?.id ?? (cell === null || cell === undefined ? null : JSON.stringify(cell));
  };
}

function compareRanks(one: Rank, other: Rank): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  if (typeof one === typeof other) return one < other ? -1 : 1;
  return typeof one === "number" ? -1 : 1;
}
