import { describe, expect, it } from "@jest/globals";
import { getOperationAST, parse } from "graphql";
import { Cancellation } from "../../kernel/cancellation.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import type { RequestContext } from "../request-context.ts";
import type { AdmittedOperation } from "./admit-operation.ts";
import type { Answer } from "./run-operation.ts";
import { createAnswerSharing } from "./share-answers.ts";

const caller = newPerson();
const place = { transport: "http", address: "192.0.2.1", userAgent: "test" } as const;

/** Runs that are answered by hand. */
function open() {
  const share = createAnswerSharing<Answer>();
  const runs: { context: RequestContext; answer(dataJson: string): void; fail(): void }[] = [];
  const ask = async (source: string, variables = {}, about: Partial<RequestContext> = {}, version?: string) => {
    const document = parse(source);
    const definition = getOperationAST(document);
    // Of an admitted operation what sharing reads.
    const operation = {
      source,
      document,
      definition,
      variables,
      supergraph: { graph: version === undefined ? undefined : { subgraph: "tables", version } },
    } as unknown as AdmittedOperation;
    const context: RequestContext = { caller, source: place, requestId: "test", logger: silentLogger, ...about };
    return share(operation, context, (asked) => {
      return new Promise<Answer>((resolve, reject) => {
        runs.push({
          context: asked,
          answer: (dataJson) => resolve({ kind: "executed", errors: [], dataJson, extensions: undefined }),
          fail: () => reject(new Error("it failed")),
        });
      });
    });
  };
  return { ask, runs };
}

describe("equal queries that are under way at once", () => {
  it("are run once, and the next one after them is run again", async () => {
    const { ask, runs } = open();
    const asked = [ask("{ a }", { x: 1 }), ask("{ a }", { x: 1 }), ask("{ a }", { x: 1 })];
    runs[0]?.answer("1");
    expect((await Promise.all(asked)).map((answer) => answer.kind === "executed" && answer.dataJson)).toEqual([
      "1",
      "1",
      "1",
    ]);
    expect(runs).toHaveLength(1);
    void ask("{ a }", { x: 1 });
    expect(runs).toHaveLength(2);
  });

  it.each<[string, string, object, Partial<RequestContext>]>([
    ["of two people", "{ a }", { x: 1 }, { caller: newPerson() }],
    ["of somebody whose permissions have changed", "{ a }", { x: 1 }, { caller: { ...caller, scopes: [] } }],
    ["in another session of the same person", "{ a }", { x: 1 }, { source: { ...place, refreshToken: "other" } }],
    ["from another address", "{ a }", { x: 1 }, { source: { ...place, address: "192.0.2.2" } }],
    ["with other variables", "{ a }", { x: 2 }, {}],
    ["with another text", "{ b }", { x: 1 }, {}],
    ["that are to tell what they cost", "{ a }", { x: 1 }, { measures: new Map() }],
  ])("are not shared %s", (_what, source, variables, about) => {
    const { ask, runs } = open();
    void ask("{ a }", { x: 1 });
    void ask(source, variables, about);
    expect(runs).toHaveLength(2);
  });

  it("are not shared when the tenant's graph has changed between them", () => {
    const { ask, runs } = open();
    for (const version of [undefined, "1", "2"]) void ask("{ a }", {}, {}, version);
    expect(runs).toHaveLength(3);
  });

  it("are not shared when they are mutations", () => {
    const { ask, runs } = open();
    void ask("mutation { a }");
    void ask("mutation { a }");
    expect(runs).toHaveLength(2);
  });

  it("are called off when all who waited have left, and not before", async () => {
    const { ask, runs } = open();
    const leavers = [new Cancellation(), new Cancellation()];
    for (const cancellation of leavers) void ask("{ a }", {}, { cancellation });
    const shared = runs[0]?.context.cancellation;
    leavers[0]?.cancel();
    expect(shared?.isCancelled).toBe(false);
    leavers[1]?.cancel();
    expect(shared?.isCancelled).toBe(true);
    void ask("{ a }");
    expect(runs).toHaveLength(2);
  });

  it("fail together, and are tried again by the next", async () => {
    const { ask, runs } = open();
    const asked = [ask("{ a }"), ask("{ a }")];
    runs[0]?.fail();
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    void ask("{ a }");
    expect(runs).toHaveLength(2);
  });
});
