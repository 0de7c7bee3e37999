import { setTimeout as delay } from "node:timers/promises";
import { Client, type QueryResultRow } from "pg";
import { z } from "zod";
import type { SagaPlan } from "./plan.ts";
import { type FoundEvent, type FoundSaga, type FoundStep, foundEvent, foundStep, told } from "./snapshot.ts";

/** What the database says, however often it is away meanwhile. */
export interface StormDatabase {
  /** How many runs and sagas have not ended. */
  underWay(): Promise<number>;
  ownerOfSaga(id: string): Promise<string | undefined>;
  read(): Promise<{ sagas: FoundSaga[]; runs: FoundSaga[]; files: string[] }>;
}

const subject = z.object({
  id: z.string(),
  owner: z.string(),
  status: z.string(),
  error: told.nullable(),
});
const sagaOwner = `case when run.id is null then saga.idempotency_key else 'q' || substr(run.workflow_name, 2) end`;
const fromSagas = "workflow.saga left join workflow.run on run.tenant_id = saga.tenant_id and run.id = saga.run_id";
const errorOf = (table: string) =>
  `case when ${table}.error_code is null then null
   else json_build_object('code', ${table}.error_code, 'message', coalesce(${table}.error_message, '')) end as error`;

export function openStormDatabase(databaseUrl: string): StormDatabase {
  async function query(text: string, values: unknown[] = []): Promise<QueryResultRow[]> {
    for (;;) {
      const client = new Client({ connectionString: databaseUrl });
      client.on("error", () => {}); // Told by the query too.
      try {
        await client.connect();
        return (await client.query(text, values)).rows;
      } catch (error) {
        if (error instanceof Error && "code" in error && /^(42|22)/.test(String(error.code))) throw error;
        await delay(200);
      } finally {
        await client.end().catch(() => {});
      }
    }
  }

  async function eventsOf(prefix: "run" | "saga"): Promise<Map<string, { events: FoundEvent[]; last: number }>> {
    const streams = await query(
      `select substr(name, length($1) + 1) as id, last_sequence::int as last from events.stream where starts_with(name, $1)`,
      [`${prefix}:`],
    );
    const byId = new Map(
      streams.map((row) => [String(row["id"]), { events: [] as FoundEvent[], last: Number(row["last"]) }]),
    );
    const rows = await query(
      `select substr(stream, length($1) + 1) as id, sequence::int, data->>'kind' as kind,
         coalesce(data->>'step', data->>'path') as step, (data->>'attempt')::int as attempt
       from events.event where starts_with(stream, $1) order by stream, sequence`,
      [`${prefix}:`],
    );
    for (const { id, ...event } of rows) byId.get(String(id))?.events.push(foundEvent.parse(event));
    return byId;
  }

  async function assemble(prefix: "run" | "saga", subjects: QueryResultRow[], steps: QueryResultRow[]) {
    const events = await eventsOf(prefix);
    const stepsOf = new Map<string, FoundStep[]>();
    for (const { subject: id, ...step } of steps)
      stepsOf.set(String(id), [...(stepsOf.get(String(id)) ?? []), foundStep.parse(step)]);
    return z
      .array(subject)
      .parse(subjects)
      .map((one) => ({
        ...one,
        steps: stepsOf.get(one.id) ?? [],
        events: events.get(one.id)?.events ?? [],
        lastSequence: events.get(one.id)?.last ?? 0,
      }));
  }

  return {
    async underWay() {
      const [row] = await query(
        `select (select count(*) from workflow.run where ended_at is null)::int
              + (select count(*) from workflow.saga where ended_at is null)::int as count`,
      );
      return z.object({ count: z.number() }).parse(row).count;
    },
    async ownerOfSaga(id) {
      const [row] = await query(`select ${sagaOwner} as owner from ${fromSagas} where saga.id = $1`, [id]);
      return row === undefined ? undefined : String(row["owner"]);
    },
    async read() {
      const sagas = await query(
        `select saga.id, ${sagaOwner} as owner, saga.status, ${errorOf("saga")} from ${fromSagas}`,
      );
      const sagaSteps = await query(
        `select saga_id as subject, id, '' as kind, status, position, attempts, failures, error_code as "errorCode",
           undone->'decided'->>'resolution' as decision from workflow.saga_step order by position`,
      );
      const runs = await query(`select id, workflow_name as owner, status, ${errorOf("run")} from workflow.run`);
      const steps = await query(
        `select run_id as subject, path as id, kind, status, position, attempts, failures, error_code as "errorCode",
           null as decision from workflow.step order by position`,
      );
      const files = await query("select name from file.file");
      return {
        sagas: await assemble("saga", sagas, sagaSteps),
        runs: await assemble("run", runs, steps),
        files: files.map(({ name }) => String(name)),
      };
    },
  };
}

/** The plan of each saga by its id. */
export function planFinder(database: StormDatabase, plans: readonly SagaPlan[]) {
  const byOwner = new Map(plans.map((plan) => [plan.owner, plan]));
  return async (id: string) => byOwner.get((await database.ownerOfSaga(id)) ?? "");
}
