import { z } from "zod";
import { seedSchema } from "./seed.ts";

/** The seed format as JSON Schema (draft 2020-12), for editors and for programs that write seeds. */
export function seedJsonSchema(): object {
  return {
    title: "Seed of the Airtable emulator",
    ...z.toJSONSchema(seedSchema, { io: "input", target: "draft-2020-12" }),
  };
}
