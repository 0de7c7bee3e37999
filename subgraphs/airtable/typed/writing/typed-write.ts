import type { TypedField } from "../typed-graph.ts";
import type { PlannedRecord } from "./planned-record.ts";

/** How the records of one mutation are written. */
export type TypedWrite = {
  readonly input: readonly Readonly<Record<string, unknown>>[];
  readonly typecast: boolean;
} & (
  | { readonly operation: "create" | "update" | "replace" }
  | { readonly operation: "upsert"; readonly on: readonly TypedField[]; readonly replace: boolean }
);

/** A record that a mutation names, rather than one that is nested in it. */
export interface Root {
  readonly plan: PlannedRecord;
  /** Global; null when it is to be created. */
  readonly id: string | null;
}
