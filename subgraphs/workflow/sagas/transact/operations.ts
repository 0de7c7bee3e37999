import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import { recordId as globalId } from "../../../../kernel/identity/record-id.ts";
import { identifier } from "../../definitions/template.ts";

const mostOperations = 200;
const bareId = /^rec[0-9A-Za-z]{14}$/;
const aRef = /^\$\{ref\.([A-Za-z_][A-Za-z0-9_]*)\}$/;

const cells = z.record(z.string(), z.json(), "must be an object of cells by field name or id");
const isRecord = (id: string) => aRef.test(id) || globalId.safeParse(id).success;
const recordId = z.string().refine(isRecord, "must be a record's id, app…/tbl…/rec…, or ${ref.name}");
const linked = z
  .string()
  .refine((id) => isRecord(id) || bareId.test(id), "must be a record's id, rec… or app…/tbl…/rec…, or ${ref.name}");
const baseId = z.string().regex(/^app[0-9A-Za-z]{14}$/, "must be a base's id, app…");
const key = z.string().min(1, "must not be empty").max(1_000);

const create = z.object({
  ref: identifier.nullish(),
  baseId,
  table: key,
  cells,
  keyField: key.nullish(),
  typecast: z.boolean().default(false),
});
const update = z.object({ id: recordId, cells, typecast: z.boolean().default(false) });
const deletion = z.object({ id: z.string().pipe(globalId) });
const link = z.object({ id: recordId, field: key, recordIds: z.array(linked).min(1).max(1_000) });

/** One operation of a transaction. */
export type Operation =
  | ({ readonly kind: "create" } & z.infer<typeof create>)
  | ({ readonly kind: "update" } & z.infer<typeof update>)
  | ({ readonly kind: "delete" } & z.infer<typeof deletion>)
  | ({ readonly kind: "link" } & z.infer<typeof link>);

const shape = z.object({
  operations: z
    .array(
      z
        .object({
          create: create.nullish(),
          update: update.nullish(),
          delete: deletion.nullish(),
          link: link.nullish(),
        })
        .transform((given): Operation[] => [
          ...(given.create == null ? [] : [{ kind: "create" as const, ...given.create }]),
          ...(given.update == null ? [] : [{ kind: "update" as const, ...given.update }]),
          ...(given.delete == null ? [] : [{ kind: "delete" as const, ...given.delete }]),
          ...(given.link == null ? [] : [{ kind: "link" as const, ...given.link }]),
        ])
        .refine((operations) => operations.length === 1, "must be one of create, update, delete and link")
        .transform(([operation]) => operation as Operation),
    )
    .min(1, "must have at least one item")
    .max(mostOperations, `must have at most ${mostOperations} items`),
});

/**
 * @param given each with one of the keys `create`, `update`, `delete` and `link`
 * @throws AirgraphError BAD_USER_INPUT naming the operation
 */
export function parseOperations(given: unknown): readonly Operation[] {
  const { operations } = parseInput(shape, { operations: given });
  const refs = new Set<string>();
  for (const [index, operation] of operations.entries()) {
    const unknown = refsIn(operation).find((ref) => !refs.has(ref));
    if (unknown !== undefined) {
      throw refused(
        index,
        `refers to ${unknown}, which no operation before it creates; a text that is to hold it says $\${ref.${unknown}}`,
      );
    }
    if (operation.kind !== "create" || operation.ref == null) continue;
    if (refs.has(operation.ref)) throw refused(index, `has the ref ${operation.ref}, which another operation has`);
    refs.add(operation.ref);
  }
  return operations;
}

function refused(index: number, why: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `operations.${index} ${why}.`, { field: `operations.${index}` });
}

const refInText = /(\$?)\$\{ref\.([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Names that an operation refers to. */
export function refsIn(operation: Operation): readonly string[] {
  return textsOf(operation).flatMap((text) =>
    [...text.matchAll(refInText)].flatMap(([, escape, name]) => (escape === "" && name !== undefined ? [name] : [])),
  );
}

/** A text of an operation as a template: what it refers to is worked out, all else stands for itself. */
export function toTemplate(text: string, expressionOf: (ref: string) => string): string {
  const literal = (plain: string) => plain.replaceAll("${", () => "$${");
  let template = "";
  let place = 0;
  for (const { 0: whole, 1: escape, 2: name = "", index } of text.matchAll(refInText)) {
    template += literal(text.slice(place, index));
    template += escape === "" ? `\${${expressionOf(name)}}` : literal(whole.slice(1));
    place = index + whole.length;
  }
  return template + literal(text.slice(place));
}

function textsOf(json: unknown): string[] {
  if (typeof json === "string") return [json];
  if (typeof json !== "object" || json === null) return [];
  return Object.values(json).flatMap(textsOf);
}
