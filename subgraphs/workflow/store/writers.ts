import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";

const writer = z.object({ recordId: z.string(), depth: z.coerce.number() });

/**
 * Which of some records the runs of a tenant have written since an instant, by what the steps that may write answered, each
 * with the depth of the deepest of those runs: how many runs led to it by what they wrote. A run that another started has that
 * one's.
 */
export async function findWriters(
  db: Database,
  tenantId: TenantId,
  { recordIds, since }: { readonly recordIds: readonly string[]; readonly since: Date },
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.execute(sql`
    select written.id #>> '{}' as "recordId",
      max(coalesce(run.trigger ->> 'depth', parent.trigger ->> 'depth', '0')::int) as depth
    from workflow.run
    join workflow.step using (tenant_id)
    left join workflow.value on value.tenant_id = step.tenant_id and value.run_id = step.run_id
      and value.id = step.output_id
    left join workflow.run parent on parent.tenant_id = run.tenant_id and parent.id = run.parent_run_id
    cross join lateral jsonb_path_query(coalesce(step.output, value.value), '$.**.id') as written (id)
    where run.tenant_id = ${tenantId} and run.created_at >= ${since.toISOString()} and step.run_id = run.id
      and step.kind in ('createRecords', 'updateRecords', 'upsertRecords', 'graphql')
      and written.id #>> '{}' = any(${sql.param([...recordIds])}::text[])
    group by 1`);
  return new Map(
    z
      .array(writer)
      .parse([...rows])
      .map(({ recordId, depth }) => [recordId, depth]),
  );
}
