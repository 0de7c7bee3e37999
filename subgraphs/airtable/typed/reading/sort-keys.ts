import { refuse } from "../../filter/refuse.ts";
import type { TableModel } from "../../models.ts";
import type { SortKey } from "../../reading/chosen-records.ts";
import type { TypedTable } from "../typed-graph.ts";
import { columnOf } from "../typed-tables.ts";

/** One element of a typed `sort`: a column's name and a direction. GraphQL 16 can't say that there is to be exactly one. */
export type TypedSort = Readonly<Record<string, "ASC" | "DESC" | null | undefined>>;

const directions = { ASC: "asc", DESC: "desc" } as const;

/** @throws AirgraphError BAD_USER_INPUT naming the element */
export function toSortKeys(table: TableModel, typed: TypedTable, sort: readonly TypedSort[]): SortKey[] {
  return sort.map((element, index) => {
    const path = `sort[${index}]`;
    const given = Object.entries(element).filter(([, direction]) => direction !== undefined);
    const [one, ...others] = given;
    if (one === undefined || others.length > 0) {
      throw refuse(path, `must name exactly one field, got ${given.map(([name]) => name).join(", ") || "none"}`);
    }
    const [name, direction] = one;
    if (direction == null) throw refuse(`${path}.${name}`, "must not be null");
    return { field: columnOf(table, typed, name, `${path}.${name}`).field.id, direction: directions[direction] };
  });
}
