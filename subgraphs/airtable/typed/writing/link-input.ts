import { z } from "zod";
import type { LinkType, TypedField, TypedTable } from "../typed-graph.ts";
import { type Operation, type PlannedLink, type PlannedRecord, type Planning, refuse } from "./planned-record.ts";
import { recordIdOf } from "./typed-id.ts";

const record = z.record(z.string(), z.unknown());
const one = z.object({
  connect: z.string().nullish(),
  create: record.nullish(),
  disconnect: z.boolean().nullish(),
});
const many = z.object({
  connect: z.array(z.string()).nullish(),
  create: z.array(record).nullish(),
  disconnect: z.array(z.string()).nullish(),
  set: z.array(z.string()).nullish(),
});

interface Asked {
  readonly operation: Operation;
  readonly at: string;
  readonly plan: (table: TypedTable, input: Readonly<Record<string, unknown>>, at: string) => PlannedRecord;
}

/**
 * What an input says of a link's cell; undefined when it says nothing.
 * @throws AirgraphError as `planRecord` does
 */
export function linkInput(
  planning: Planning,
  field: TypedField,
  type: LinkType,
  given: unknown,
  asked: Asked,
): PlannedLink | undefined {
  const parts = { planning, field, type, asked };
  return type.single ? oneLink(parts, one.parse(given)) : manyLinks(parts, many.parse(given));
}

interface Parts {
  readonly planning: Planning;
  readonly field: TypedField;
  readonly type: LinkType;
  readonly asked: Asked;
}

function oneLink(parts: Parts, { connect, create, disconnect }: z.infer<typeof one>): PlannedLink {
  const { field, asked } = parts;
  const ways = [connect != null, create != null, disconnect === true].filter(Boolean).length;
  if (ways !== 1) throw refuse(asked.at, "must have exactly one of connect, create and disconnect");
  return {
    field,
    at: asked.at,
    whole: true,
    add: connect == null ? [] : ids(parts, [connect], "connect", false),
    remove: [],
    create: create == null ? [] : [asked.plan(linkedTable(parts), create, `${asked.at}.create`)],
  };
}

function manyLinks(parts: Parts, { connect, create, disconnect, set }: z.infer<typeof many>): PlannedLink | undefined {
  const { field, asked } = parts;
  const { at, operation } = asked;
  // Of a record that is written anew nothing stays.
  const whole = set != null || operation === "create" || operation === "replace";
  const add = [...ids(parts, set ?? [], "set", true), ...ids(parts, connect ?? [], "connect", true)];
  const remove = ids(parts, disconnect ?? [], "disconnect", true);
  const created = create ?? [];
  if (whole && remove.length > 0) {
    throw refuse(`${at}.disconnect`, set == null ? "names records that are not linked yet" : "can't be given with set");
  }
  if (!whole && add.length === 0 && remove.length === 0 && created.length === 0) return undefined;
  if (!whole && operation === "upsert") {
    // Which record it meets Airtable decides, so what its cell holds can't be looked at before.
    throw refuse(at, "needs set in an upsert, which says all that the cell shall hold");
  }
  return {
    field,
    at,
    whole,
    add: [...new Set(add)],
    remove,
    create: created.map((input, index) => asked.plan(linkedTable(parts), input, `${at}.create.${index}`)),
  };
}

function ids({ planning, type, asked }: Parts, given: readonly string[], key: string, several: boolean) {
  const place = { baseId: planning.base.id, tableId: type.tableId };
  return given.map((id, index) => recordIdOf(place, id, `${asked.at}.${key}${several ? `.${index}` : ""}`));
}

function linkedTable({ planning, type, asked }: Parts): TypedTable {
  const table = planning.base.tables.find(({ id }) => id === type.tableId);
  if (table !== undefined) return table;
  throw refuse(`${asked.at}.create`, "can't be given: the linked table is not in this graph");
}
