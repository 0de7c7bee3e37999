import { z } from "zod";
import { ControlError } from "../control-error.ts";
import type { IdSource } from "../identifiers.ts";
import { type FieldDefinition, fieldSchema, tableId, viewId } from "../seed/field-schema.ts";
import { isSelect } from "../store/choices.ts";
import type { Field } from "../store/model.ts";

/** A type and its options as an edit writes them. */
interface WrittenType {
  readonly type: string;
  readonly options?: object | undefined;
}

interface NewType {
  /** Under the id, name and description the field has. A link has no other side yet. */
  readonly definition: FieldDefinition;
  /** Whether choices are made of what is in the cells. */
  readonly makesChoices: boolean;
}

const selectOptions = z.strictObject({
  choices: z
    .array(z.strictObject({ id: z.string().optional(), name: z.string(), color: z.string().optional() }))
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "two choices have the same name")
    .optional(),
});

const linkOptions = z.strictObject({
  linkedTableId: tableId,
  prefersSingleRecordLink: z.boolean().optional(),
  viewIdForRecordSelection: viewId.optional(),
});

/** The field that comes of one when its type is changed. @throws ControlError for a type or options there are not */
export function readNewType(field: Field, { type, options }: WrittenType, newId: IdSource): NewType {
  const { id, name, description } = field;
  const named = { id, name, ...(description === undefined ? {} : { description }), type };
  if (type === "singleSelect" || type === "multipleSelects") {
    const { choices: written } = parsed(selectOptions, options ?? {});
    const kept = isSelect(field) ? field.options.choices : [];
    const idOf = (choiceName: string) => kept.find((choice) => choice.name === choiceName)?.id ?? newId("sel");
    const choices = written?.map((choice) => ({ ...choice, id: choice.id ?? idOf(choice.name) })) ?? [...kept];
    const definition = parsed(fieldSchema, { ...named, options: { choices } });
    return { definition, makesChoices: written === undefined };
  }
  const checked = type === "multipleRecordLinks" ? parsed(linkOptions, options ?? {}) : options;
  const definition = parsed(fieldSchema, { ...named, ...(checked === undefined ? {} : { options: checked }) });
  return { definition, makesChoices: false };
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ControlError(`the new type is none: ${z.prettifyError(result.error)}`, { cause: result.error });
}
