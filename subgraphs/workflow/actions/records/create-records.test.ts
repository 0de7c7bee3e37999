import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { ActionScope } from "../action.ts";
import { newScope } from "../fixtures/new-scope.ts";
import { type Script, scriptSupergraph } from "../fixtures/scripted-supergraph.ts";
import { mayHaveEffect } from "../outcome.ts";
import { createCreateRecords } from "./create-records.ts";

const created = (id: string) => ({ outcome: "CREATED", id, record: { cells: {} }, error: null });
const notCreated = (code: string, outcome = "FAILED") => ({
  outcome,
  id: null,
  record: null,
  error: { code, message: "No.", field: null, retryAfterMs: 5 },
});
const told = (...results: object[]) => ({ write: { results } });

function open(...script: Script) {
  const { ask, asked } = scriptSupergraph(...script);
  const records = [{ Name: "a" }, { Name: "b" }];
  const settings = { baseId: "appAAAAAAAAAAAAAA", table: "Deals", records, typecast: false };
  const namesAsked = () =>
    asked.map(({ variables }) => {
      const input = variables["input"] as { records: { cells: { Name: string } }[] };
      return input.records.map(({ cells }) => cells.Name);
    });
  return { create: async (scope: ActionScope = newScope()) => createCreateRecords(ask)(settings, scope), namesAsked };
}

describe("createRecords without a key field", () => {
  it("creates those that there was no room for in another round of the same attempt, and no other again", async () => {
    const { create, namesAsked } = open(told(notCreated("RATE_LIMITED"), created("2")), told(created("1")));
    expect(await create()).toEqual({
      records: [
        { id: "1", cells: {} },
        { id: "2", cells: {} },
      ],
    });
    expect(namesAsked()).toEqual([["a", "b"], ["a"]]);
  });

  it("may be tried again as long as nothing was created", async () => {
    const { create } = open(told(notCreated("RATE_LIMITED"), notCreated("RATE_LIMITED")));
    const failed = await create().catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "RATE_LIMITED", extensions: { retryAfterMs: 5 } });
    expect(mayHaveEffect(failed as AirgraphError)).toBe(false);
    const away = new AirgraphError("UPSTREAM_UNAVAILABLE", "No.");
    await expect(open(away).create()).rejects.toBe(away);
  });

  it.each([
    ["a record's outcome is not known", [told(created("1"), notCreated("UPSTREAM_UNAVAILABLE", "UNKNOWN"))]],
    [
      "the next round can't be made",
      [told(created("1"), notCreated("RATE_LIMITED")), new AirgraphError("RATE_LIMITED", "No.")],
    ],
    [
      "the next round's outcome is not known",
      [
        told(created("1"), notCreated("RATE_LIMITED")),
        new AirgraphError("UPSTREAM_UNAVAILABLE", "No.", { outcome: "unknown" }),
      ],
    ],
  ] as const)("is not tried again when %s, and tells what was created", async (_when, script) => {
    await expect(open(...script).create()).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
      extensions: { written: ["1"] },
    });
  });

  it("is not tried again when its time is up between two rounds", async () => {
    const controller = new AbortController();
    const { create } = open(() => {
      controller.abort();
      return told(created("1"), notCreated("RATE_LIMITED"));
    });
    await expect(create(newScope({ signal: controller.signal }))).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });

  it("fails for a record that is refused, although another could be created later", async () => {
    const { create } = open(told(notCreated("RATE_LIMITED"), notCreated("FORBIDDEN")));
    await expect(create()).rejects.toMatchObject({ code: "FORBIDDEN", extensions: { field: "records.1" } });
  });

  it("leaves cells out of what is told once they are more than an output holds", async () => {
    const large = { cells: { Notes: "a".repeat(5 * 1024 * 1024) } };
    const { create } = open(told({ ...created("1"), record: large }, { ...created("2"), record: large }));
    expect(await create()).toEqual({
      records: [
        { id: "1", ...large },
        { id: "2", cells: null },
      ],
    });
  });
});
