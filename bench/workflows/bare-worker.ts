import { randomUUID } from "node:crypto";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { serveBench } from "./worker-process.ts";

/** A worker of the engine alone, with a workflow that takes as many steps as it is told to. */
await serveBench(async (databaseUrl) => {
  DBOS.setConfig({
    name: "bare",
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: 10,
    executorID: randomUUID(),
    applicationVersion: "bare-1",
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  DBOS.registerWorkflow(
    async (steps: number) => {
      for (let step = 0; step < steps; step += 1) {
        await DBOS.runStep(async () => ({ value: step, at: Date.now() }), { name: `step-${step}` });
      }
    },
    { name: "bare" },
  );
  await DBOS.launch();
  await DBOS.registerQueue("bare", { workerConcurrency: 200, minPollingIntervalMs: 50, onConflict: "always_update" });
  return () => DBOS.shutdown();
});
