import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ActionSettings } from "../definitions/action-steps.ts";
import type { ActionScope } from "./action.ts";
import { createGraphql } from "./ask-graphql.ts";
import { newScope } from "./fixtures/new-scope.ts";
import { type Script, scriptSupergraph } from "./fixtures/scripted-supergraph.ts";

const query = "query Read($id: ID!) { record(id: $id) { id } }";
const mutation = "mutation { createFile(input: {}) { file { id } } }";

function open(...answers: Script) {
  const { ask, asked } = scriptSupergraph(...answers);
  const graphql = createGraphql(ask);
  const run = async (settings: Partial<ActionSettings<"graphql">>, scope: ActionScope = newScope()) =>
    graphql({ query, variables: {}, idempotent: false, ...settings }, scope);
  return { run, asked };
}
const failure = (code: "UPSTREAM_UNAVAILABLE" | "RATE_LIMITED" | "FORBIDDEN", outcome?: string) =>
  new AirgraphError(code, "No.", outcome === undefined ? {} : { outcome });

describe("graphql", () => {
  it("answers with the data of an operation that its starter wrote", async () => {
    const { run, asked } = open({ record: { id: "a" } });
    expect(await run({ variables: { id: "a" } })).toEqual({ record: { id: "a" } });
    expect(asked).toEqual([{ query, variables: { id: "a" }, isGiven: true }]);
  });

  it.each([
    ["a subscription", "subscription { runUpdated(id: 1) { cursor } }"],
    ["two operations", "query A { a } query B { b }"],
    ["no operation", "fragment F on Query { a }"],
    ["no GraphQL", "select 1"],
  ])("refuses %s without asking", async (_what, document) => {
    const { run, asked } = open();
    await expect(run({ query: document })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { field: "query" },
    });
    expect(asked).toEqual([]);
  });

  it("refuses an answer of more than a mebibyte", async () => {
    const { run } = open({ record: "a".repeat(1024 * 1024) });
    await expect(run({})).rejects.toMatchObject({ code: "COST_LIMIT_EXCEEDED" });
  });

  it.each([
    ["a query", { query }],
    ["a mutation that may be repeated", { query: mutation, idempotent: true }],
  ])("lets %s be tried again, whatever became of it", async (_what, settings) => {
    const error = failure("UPSTREAM_UNAVAILABLE", "unknown");
    await expect(open(error).run(settings)).rejects.toBe(error);
    expect(await open({}).run(settings, newScope({ maybeDone: true }))).toEqual({});
  });

  it("does not send another mutation again that may have been carried out", async () => {
    const { run, asked } = open();
    await expect(run({ query: mutation }, newScope({ maybeDone: true }))).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ["OUTCOME_UNKNOWN", failure("UPSTREAM_UNAVAILABLE", "unknown")],
    // Of several fields one may be done already.
    ["OUTCOME_UNKNOWN", failure("RATE_LIMITED")],
    ["RATE_LIMITED", failure("RATE_LIMITED", "none")],
    ["FORBIDDEN", failure("FORBIDDEN")],
  ])("makes %s of a mutation's failure", async (code, error) => {
    await expect(open(error).run({ query: mutation })).rejects.toMatchObject({ code });
  });
});
