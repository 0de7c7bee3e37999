import type { BaseId, FieldId } from "../../ids.ts";
import type { ValueType } from "../typed-graph.ts";

/** A base, table, field or choice, with the names that it was given. One of `graph_name`. */
export type GraphPart = BasePart | TablePart | FieldPart | ChoicePart;

interface AnyPart {
  readonly baseId: BaseId;
  /** Airtable's id; of a choice, which several fields may have, the field's too: `fld…/sel…`. */
  readonly elementId: string;
  /** As Airtable showed it last. */
  readonly label: string;
  /** An admin wants it to be left out. */
  readonly hidden: boolean;
  /** Since when Airtable has it no longer. */
  readonly removedAt: Date | null;
}

export interface BasePart extends AnyPart {
  readonly kind: "BASE";
  /** The root field of queries and of mutations. */
  readonly name: string;
  readonly typeName: string;
}

export interface TablePart extends AnyPart {
  readonly kind: "TABLE";
  /** What several records are called. */
  readonly name: string;
  readonly one: string;
  readonly typeName: string;
  readonly last: TableDescription;
}

export interface FieldPart extends AnyPart {
  readonly kind: "FIELD";
  /** The table's id. */
  readonly parentId: string;
  readonly name: string;
  /** Of its choices, if it ever had some. */
  readonly typeName: string | null;
  readonly last: FieldDescription;
}

export interface ChoicePart extends AnyPart {
  readonly kind: "CHOICE";
  /** The field's id. */
  readonly parentId: string;
  readonly name: string;
}

/** A table or field as it was last, so that it can still be described when Airtable has it no longer. */
export type PartDescription = TableDescription | FieldDescription;

export interface TableDescription {
  readonly description: string | null;
  readonly primaryFieldId: FieldId;
}

export interface FieldDescription {
  readonly description: string | null;
  /** Airtable's field type. */
  readonly type: string;
  /** As it is where nothing is hidden; the choices of an enum are parts of their own. */
  readonly value: ValueType;
  /** Of what is computed from a select: that select's id, whose choices and type are its own. */
  readonly choicesOf: FieldId | null;
}

/** The element that a part is a part of. */
export function parentIdOf(
  part:
    | { readonly kind: "BASE" }
    | { readonly kind: "TABLE"; readonly baseId: BaseId }
    | { readonly kind: "FIELD" | "CHOICE"; readonly parentId: string },
): string | undefined {
  switch (part.kind) {
    case "BASE":
      return undefined;
    case "TABLE":
      return part.baseId;
    default:
      return part.parentId;
  }
}
