import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { lanes as laneTable } from "../store/tables.ts";
import { emptyLane, laneState } from "./lane.ts";
import type { LaneStore } from "./lane-store.ts";

const answer = z.array(
  z.object({
    now: z.number(),
    key: z.string().nullable(),
    version: z.string().nullable(),
    state: z.unknown(),
  }),
);

/** Lanes as rows of `airtable.lane`. */
export function createPostgresLanes(db: Database): LaneStore {
  async function read(keys: readonly string[]) {
    const rows = await db.execute(sql`
      select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now, key, version::text as version, state
      from (select) as always left join airtable.lane on key = any(${sql.param(keys)}::text[])`);
    const found = answer.parse([...rows]);
    const now = Math.max(...found.map((row) => row.now));
    const lanes = keys.flatMap((wanted) => {
      const row = found.find(({ key }) => key === wanted);
      return row === undefined ? [] : [{ state: laneState.parse(row.state), version: row.version ?? "" }];
    });
    return { lanes, now };
  }

  return {
    async read(keys) {
      const known = await read(keys);
      if (known.lanes.length === keys.length) return known;
      await db
        .insert(laneTable)
        // In one order, so that no two processes wait for each other's row.
        .values(keys.toSorted().map((key) => ({ key, state: emptyLane })))
        .onConflictDoNothing();
      return read(keys);
    },
    async write(changes) {
      // Locks the rows in the order of their keys, so that no two writers wait for each other; one that somebody else has
      // written meanwhile is missing from `unchanged`, and then nothing is written.
      const rows = await db.execute(sql`
        with change as (
          select * from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb)
            as change (key text, version bigint, state jsonb)
        ), unchanged as (
          select lane.key from airtable.lane join change on lane.key = change.key and lane.version = change.version
          order by lane.key for update of lane
        )
        update airtable.lane set version = lane.version + 1, state = change.state from change
        where lane.key = change.key and (select count(*) from unchanged) = ${changes.length}
        returning lane.key`);
      return rows.length === changes.length;
    },
  };
}
