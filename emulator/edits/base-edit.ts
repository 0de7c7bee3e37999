import { z } from "zod";
import { trimmedName } from "../schema/plan-table.ts";
import { type FieldInput, fieldId, tableId } from "../seed/field-schema.ts";

/** Checked in full against the field it is for, see `read-new-type.ts`. */
const newType = z.strictObject({ type: z.string(), options: z.record(z.string(), z.json()).optional() });

/** A choice by name or id. */
const choice = z.string().min(1);

/** One thing a person does to a base in Airtable's own window. */
export const baseEditSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("deleteTable"), tableId }),
  z.strictObject({ kind: z.literal("renameTable"), tableId, name: trimmedName }),
  z.strictObject({ kind: z.literal("deleteField"), fieldId }),
  z.strictObject({ kind: z.literal("renameField"), fieldId, name: trimmedName }),
  z.strictObject({ kind: z.literal("retypeField"), fieldId, to: newType }),
  z.strictObject({ kind: z.literal("addChoice"), fieldId, name: z.string().min(1), color: z.string().optional() }),
  z.strictObject({ kind: z.literal("renameChoice"), fieldId, choice, name: z.string().min(1) }),
  z.strictObject({ kind: z.literal("deleteChoice"), fieldId, choice }),
]);

export type ParsedEdit = z.output<typeof baseEditSchema>;

type SelectType = "singleSelect" | "multipleSelects";
type WithoutNames<F> = F extends FieldInput ? Omit<F, "id" | "name" | "description"> : never;

/**
 * A type with its options as a seed writes them. A select may leave its choices out: it keeps those of a select, and
 * makes those of other cells. Choices may leave their ids out. A link's other side is not written; it is made.
 */
export type NewFieldType =
  | WithoutNames<Exclude<FieldInput, { type: SelectType | "multipleRecordLinks" }>>
  | {
      readonly type: SelectType;
      readonly options?: {
        readonly choices?: readonly { readonly id?: string; readonly name: string; readonly color?: string }[];
      };
    }
  | {
      readonly type: "multipleRecordLinks";
      readonly options: {
        readonly linkedTableId: string;
        readonly prefersSingleRecordLink?: boolean;
        readonly viewIdForRecordSelection?: string;
      };
    };

/** One thing a person does to a base in Airtable's own window; `choice` is a choice's name or id. */
export type BaseEdit =
  | Exclude<z.input<typeof baseEditSchema>, { kind: "retypeField" }>
  | { readonly kind: "retypeField"; readonly fieldId: string; readonly to: NewFieldType };
