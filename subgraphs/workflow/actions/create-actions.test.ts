import { describe, expect, it } from "@jest/globals";
import { Agent } from "undici";
import { systemClock } from "../../../kernel/clock.ts";
import { type ActionKind, actions as settingsOf } from "../definitions/action-steps.ts";
import { createActions } from "./create-actions.ts";
import { describeAction } from "./describe-action.ts";
import { newScope } from "./fixtures/new-scope.ts";
import { type Script, scriptSupergraph } from "./fixtures/scripted-supergraph.ts";
import { allowedHosts } from "./http/allowed-hosts.ts";
import { neededScopes } from "./needed-scopes.ts";
import { outputTypes } from "./output-types.ts";

function open(...answers: Script) {
  const { ask, asked } = scriptSupergraph(...answers);
  const actions = createActions({
    ask,
    http: { agent: new Agent(), allowed: allowedHosts.parse("") },
    mail: { mailer: undefined, allowedDomains: [], perHour: 1 },
    clock: systemClock,
  });
  return { actions, asked };
}

describe("actions", () => {
  it("are of the kinds that definitions know, each with its output and scopes", () => {
    const kinds = Object.keys(settingsOf).sort();
    for (const table of [open().actions, outputTypes, neededScopes]) expect(Object.keys(table).sort()).toEqual(kinds);
  });

  it("answer with what Postgres can store", async () => {
    const { actions } = open({ file: { content: '{"a\\u0000": ["\\ud800", "b\\u0000", "👩‍🚀"]}' } });
    expect(await actions.parseFile({ fileId: "f", format: "json" }, newScope())).toEqual({
      content: { "a\uFFFD": ["\uFFFD", "b\uFFFD", "👩‍🚀"] },
    });
  });

  it("answer with nothing that is nested without end", async () => {
    const { actions } = open({ file: { content: "[".repeat(100_000) + "]".repeat(100_000) } });
    await expect(actions.parseFile({ fileId: "f", format: "json" }, newScope())).rejects.toMatchObject({
      code: "COST_LIMIT_EXCEEDED",
    });
  });

  it("send secrets in requests only: nothing that people can read holds one, or its placeholder", async () => {
    const { actions, asked } = open();
    const scope = newScope({ secretValues: { token: "very-secret" } });
    const text = `Bearer ${scope.secrets.placeholder("token")}`;
    const refused = { code: "BAD_USER_INPUT", extensions: { field: "secrets" } };
    await expect(actions.transform({ value: { deep: [text] } }, scope)).rejects.toMatchObject(refused);
    await expect(
      actions.graphql({ query: "{ a }", variables: { text }, idempotent: false }, scope),
    ).rejects.toMatchObject(refused);
    await expect(actions.sendMail({ to: "a@example.com", subject: "a", text }, scope)).rejects.toMatchObject(refused);
    expect(asked).toEqual([]);
  });
});

describe("describeAction", () => {
  // Which settings belong to which kind, the table knows that parses them.
  const parsed = (kind: ActionKind, settings: unknown) =>
    describeAction(kind, settingsOf[kind].parse(settings) as never);
  const deals = { baseId: "appA", table: "Deals" };

  it.each([
    ["createRecords", { ...deals, records: [{}, {}, {}] }, "would create 3 records in Deals"],
    ["createRecords", { ...deals, records: [{}] }, "would create 1 record in Deals"],
    ["updateRecords", { records: "${steps.a.output}" }, "would update the records of ${steps.a.output}"],
    [
      "upsertRecords",
      { ...deals, mergeOn: ["Name"], records: [] },
      "would update or create 0 records in Deals, by Name",
    ],
    ["deleteRecords", { ids: ["a", "b"] }, "would delete 2 records"],
    ["queryRecords", deals, "would read up to 1000 records of Deals"],
    ["graphql", { query: "mutation {\n  a\n}" }, "would ask the supergraph: mutation { a }"],
    [
      "http",
      { method: "POST", url: "https://a.example", signWith: "key" },
      "would send POST https://a.example, signed with the secret key",
    ],
    ["createFile", { fileName: "a.csv", content: [], format: "csv" }, "would store the file a.csv as csv"],
    ["sendMail", { to: ["a", "b"], subject: "Hi", text: "" }, "would mail Hi to 2 addresses"],
    ["sendMail", { to: "a@example.com", subject: "Hi", text: "" }, "would mail Hi to a@example.com"],
  ] as const)("says what %s would do", (kind, settings, words) => {
    expect(parsed(kind, settings)).toBe(words);
  });
});
