import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { findTable } from "../find-table.ts";
import type { TableModel } from "../models.ts";
import { checkSync } from "../policies/check-written.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { measureCsv } from "./measure-csv.ts";
import { touching } from "./touch-base.ts";

/** Of one file (emulator/airtable-api.md 2). */
const maximum = { bytes: 2_000_000, rows: 10_000, columns: 500 };

const input = z.object({
  syncId: z.string().regex(/^[\w-]{1,100}$/, "must be a sync's id, as Airtable shows it"),
  csv: z
    .string()
    .min(1, "must not be empty")
    .refine((csv) => Buffer.byteLength(csv) <= maximum.bytes, "must be at most 2 MB")
    .superRefine((csv, context) => {
      const { rows, columns } = measureCsv(csv);
      // The first row names the columns.
      if (rows - 1 > maximum.rows) {
        context.addIssue({ code: "custom", message: `must have at most ${maximum.rows} rows, has ${rows - 1}` });
      }
      if (columns > maximum.columns) {
        context.addIssue({ code: "custom", message: `must have at most ${maximum.columns} columns, has ${columns}` });
      }
    }),
});

/**
 * Replaces the rows of a synced table by those of a CSV file.
 * @throws AirgraphError NOT_FOUND for the base or table; BAD_USER_INPUT naming the argument; and those of `callAirtable`
 */
export async function syncCsv(
  airtable: TenantAirtable,
  given: { baseId: string; table: string; syncId: string; csv: string },
): Promise<TableModel> {
  const { syncId, csv } = parseInput(input, given);
  const table = await findTable(airtable, given.baseId, given.table);
  checkSync(table);
  const { baseId } = table;
  const { access } = await reachBase(airtable, baseId);
  await touching(airtable.reads.touch, baseId, async () =>
    airtable.client.syncCsv(access, { baseId, tableId: table.id, syncId }, csv),
  );
  return table;
}
