import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { startEmbeddedPostgres } from "../../kernel/database/embedded-postgres/start-embedded-postgres.ts";
import type { RunUpdatedSubscription } from "../generated/graphql.ts";
import { RunStatus, RunUpdated, StartRun } from "../integration/operations.ts";
import { startAirgraph } from "../support/airgraph.ts";
import { ask, collect, expectData, webSocketClient } from "../support/client.ts";
import { eventually, until } from "../support/eventually.ts";
import { firstDeals } from "../support/sample-records.ts";
import { signUpConnected } from "../support/signed-in.ts";

/** In which what was cut off is done after all, also on a machine that is busy with others. */
const slowMs = 90_000;

describe("kill -9 of Postgres while runs are carried out and watched", () => {
  it("costs no run, no event and no subscription", async () => {
    const parent = mkdtempSync(join(tmpdir(), "airgraph-killed-"));
    chmodSync(parent, 0o755); // Started by root, Postgres runs as somebody else, who must be able to reach its folder.
    const options = { folder: join(parent, "postgres"), password: randomUUID() };
    let postgres = await startEmbeddedPostgres(options);
    const airgraph = await startAirgraph("in-process", { DATABASE_URL: postgres.url });
    try {
      const { token } = await signUpConnected(airgraph);
      const records = await firstDeals(airgraph, token, 8);
      const starts = await Promise.all(
        records.map((recordId) =>
          expectData(
            airgraph.url,
            StartRun,
            { input: { workflow: "summarizeRecord", input: { record: recordId } } },
            token,
          ),
        ),
      );
      const ids = starts.map(({ startRun }) => startRun.run.id);
      const socket = webSocketClient(airgraph.url, token);
      const begun = new Set<string>();
      const seen = (id: string) => () => {
        begun.add(id);
        return false;
      };
      const watched = Promise.all(
        ids.map((id) => collect<RunUpdatedSubscription>(socket, RunUpdated, { id }, seen(id))),
      );

      // One that has not begun yet can only be told that it can't.
      await until(() => begun.size === ids.length);
      process.kill(postgres.pid, "SIGKILL");
      await delay(1_000);
      postgres = await startEmbeddedPostgres({ ...options, port: postgres.port });

      for (const id of ids) {
        await eventually(async () => {
          const { data } = await ask(airgraph.url, RunStatus, { id }, token);
          if (data?.run?.status === "FAILED") throw new Error(`run ${id} failed`);
          return data?.run?.status === "SUCCEEDED" ? true : undefined;
        }, slowMs);
      }
      for (const events of await watched) {
        const cursors = events.map(({ data }) => Number(data?.runUpdated.cursor));
        expect(cursors).toEqual(cursors.map((_, index) => index + 1));
        expect(events.at(-1)?.data?.runUpdated.kind).toBe("SUCCEEDED");
      }
      await socket.dispose();
    } finally {
      await airgraph.stop();
      await postgres.stop();
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
