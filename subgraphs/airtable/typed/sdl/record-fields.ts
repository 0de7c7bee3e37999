import { readSchema } from "../../../../kernel/subgraph/subgraph.ts";

/** In the subgraph's own schema, which lies beside its module and is formatted. */
const coreType = /^type UntypedRecord [^{]*\{\n(?<fields>.*?)^\}/ms;

let read: string | undefined;

/**
 * The fields that every type of records has besides its columns, as SDL. They are those of the type that records of tables
 * without a typed graph have, letter by letter, so that the two can't come apart.
 */
export function recordFields(): string {
  read ??= coreType.exec(readSchema(new URL("../../subgraph.ts", import.meta.url).href))?.groups?.["fields"];
  if (read === undefined) throw new Error("the schema of the airtable subgraph has no type UntypedRecord");
  return read;
}
