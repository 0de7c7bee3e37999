import { z } from "zod";
import type { FieldModel } from "../models.ts";
import { holdsAddress } from "./conditions.ts";

const peopleTypes: ReadonlySet<string> = new Set([
  "singleCollaborator",
  "multipleCollaborators",
  "createdBy",
  "lastModifiedBy",
]);
const resultOptions = z.object({ result: z.object({ type: z.string() }) });

/** Whether it can be asked of a field if it holds the caller: fields of people, and those of texts, which may be addresses. */
export function canBeMe(field: FieldModel): boolean {
  const result = resultOptions.safeParse(field.options);
  if (result.success && peopleTypes.has(result.data.result.type)) return false;
  return holdsPeople(field) || holdsAddress(field, "") !== undefined;
}

/** Whether the cells of a field hold people, whom formulas know by their names only. */
export function holdsPeople({ type }: FieldModel): boolean {
  return peopleTypes.has(type);
}
