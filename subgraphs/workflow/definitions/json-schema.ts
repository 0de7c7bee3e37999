import { z } from "zod";
import { definition } from "./definition.ts";

/** The language of definitions as JSON Schema (2020-12), for editors and other programs. */
export function definitionJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(definition, { io: "input" });
}
