import { z } from "zod";
import type { ApiClient } from "./api-client.ts";

const field = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  options: z.record(z.string(), z.unknown()).optional(),
});
const schema = z.object({
  tables: z.array(z.object({ id: z.string(), name: z.string(), fields: z.array(field), views: z.array(z.unknown()) })),
});

export type ShownField = z.output<typeof field>;

/** The schema of a base over the API, for tests. @returns its tables by name, each with its fields by name */
export async function readSchema(api: ApiClient, baseId: string): Promise<Map<string, Map<string, ShownField>>> {
  const { tables } = schema.parse((await api.get(`/v0/meta/bases/${baseId}/tables`)).body);
  return new Map(tables.map((table) => [table.name, new Map(table.fields.map((each) => [each.name, each]))]));
}
