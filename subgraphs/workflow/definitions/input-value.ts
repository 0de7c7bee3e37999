import { z } from "zod";
import { recordId } from "../../../kernel/identity/record-id.ts";
import type { InputField } from "./definition.ts";
import { template } from "./template.ts";

const values: Readonly<Record<InputField["type"], z.ZodType>> = {
  string: z.string("must be a text").max(100_000, "must have at most 100000 characters"),
  number: z.number("must be a number"),
  boolean: z.boolean("must be true or false"),
  dateTime: z.iso.datetime({ offset: true, message: "must be an instant such as 2026-03-01T10:00:00Z" }),
  record: z.string("must be a record's id").pipe(recordId),
  file: z.uuid("must be a file's id"),
  json: template,
};
const mostItems = 10_000;

/** What is wrong with a value for an input: "must be a number"; undefined when nothing is. */
export function checkInputValue(field: InputField, value: unknown): string | undefined {
  const one = values[field.type];
  const schema = field.list
    ? z.array(one, "must be a list").max(mostItems, `must have at most ${mostItems} items`)
    : one;
  const parsed = schema.safeParse(value);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : `, at item ${issue.path.map(String).join(".")}`;
  return `${issue?.message ?? "is not acceptable"}${place}`;
}
