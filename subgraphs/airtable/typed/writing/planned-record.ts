import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { RecordId } from "../../ids.ts";
import type { TableModel } from "../../models.ts";
import type { TypedBase, TypedField, TypedTable } from "../typed-graph.ts";

/** A record that a mutation is to write, with those that are to be created for it before. */
export interface PlannedRecord {
  readonly table: TypedTable;
  /** What the places of its fields in the mutation's input begin with: empty, or `company.create.` for one that is nested. */
  readonly at: string;
  /** By field id, but for `links`. */
  readonly cells: Readonly<Record<string, unknown>>;
  /** Cells that can't be said yet. */
  readonly links: readonly PlannedLink[];
}

export interface PlannedLink {
  readonly field: TypedField;
  readonly at: string;
  /** Whether the cell is to hold the records of `add` and `create` and no others; else they are added to those it holds. */
  readonly whole: boolean;
  readonly add: readonly RecordId[];
  /** Empty when the cell is written whole. */
  readonly remove: readonly RecordId[];
  readonly create: readonly PlannedRecord[];
}

export type Operation = "create" | "update" | "replace" | "upsert";

/** What a record's input is planned with. */
export interface Planning {
  readonly base: TypedBase;
  /** As Airtable has them now. */
  readonly tables: ReadonlyMap<string, TableModel>;
  /** Counts a record that is to be created for another one. @throws AirgraphError when there are too many */
  readonly countNested: () => void;
}

/** The records that are to be created for one, at whatever level. */
export function nestedIn({ links }: PlannedRecord): PlannedRecord[] {
  return links.flatMap(({ create }) => create.flatMap((nested) => [nested, ...nestedIn(nested)]));
}

export function refuse(at: string, problem: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `${at} ${problem}.`, { field: at });
}
