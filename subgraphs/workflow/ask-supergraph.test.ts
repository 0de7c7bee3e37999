import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionRequest, ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Delegation } from "../../kernel/identity/caller.ts";
import { newScope } from "./actions/fixtures/new-scope.ts";
import { createAskSupergraph, type SupergraphOperation } from "./ask-supergraph.ts";

const operation: SupergraphOperation = { query: "{ a }", variables: { x: 1 } };

function open(answer: () => Promise<ExecutionResult>) {
  const requests: ExecutionRequest[] = [];
  const delegations: Delegation[] = [];
  const ask = createAskSupergraph(
    async (request) => {
      requests.push(request);
      return answer();
    },
    async (delegation) => {
      delegations.push(delegation);
      return "signed";
    },
  );
  return { ask, requests, delegations };
}

const failing = (...errors: { code: string; path?: (string | number)[]; outcome?: string }[]) =>
  open(async () => ({
    data: errors.some(({ path }) => path !== undefined) ? { a: null } : null,
    errors: errors.map(({ path, ...extensions }) => ({
      message: "No.",
      extensions,
      ...(path === undefined ? {} : { path }),
    })),
  }));

describe("askSupergraph", () => {
  it("asks in the name of whoever started a run, for that run", async () => {
    const { ask, requests, delegations } = open(async () => ({ data: { a: 1 } }));
    const scope = newScope();
    expect(await ask(scope, operation)).toEqual({ a: 1 });
    expect(requests).toMatchObject([
      { query: "{ a }", variables: { x: 1 }, identity: "signed", requestId: `run:${scope.origin.id}` },
    ]);
    expect(delegations).toEqual([
      { onBehalfOf: { ...scope.actsFor, tenantId: scope.tenantId }, runId: scope.origin.id },
    ]);
  });

  it("asks for a saga, but that a query which its starter wrote is theirs alone", async () => {
    const { ask, delegations } = open(async () => ({ data: {} }));
    const scope = newScope({ origin: { kind: "saga", id: randomUUID() } });
    await ask(scope, operation);
    await ask(scope, { ...operation, isGiven: true });
    const onBehalfOf = { ...scope.actsFor, tenantId: scope.tenantId };
    expect(delegations).toEqual([{ onBehalfOf, sagaId: scope.origin.id }, { onBehalfOf }]);
  });

  it("throws the first error, with its code and details", async () => {
    const { ask } = failing({ code: "NOT_FOUND", path: ["a"] }, { code: "FORBIDDEN", path: ["b"] });
    await expect(ask(newScope(), operation)).rejects.toMatchObject({ code: "NOT_FOUND", message: "No." });
  });

  it("leaves out errors of what may fail, and no others", async () => {
    const { ask } = failing({ code: "FORBIDDEN", path: ["write", "results", 0, "record", "cells"] });
    expect(await ask(newScope(), { ...operation, optional: ["record"] })).toEqual({ a: null });
    await expect(ask(newScope(), { ...operation, optional: ["cell"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["none", { code: "RATE_LIMITED" }],
    ["none", { code: "GRAPHQL_VALIDATION_FAILED" }],
    [undefined, { code: "RATE_LIMITED", path: ["a"] }],
    [undefined, { code: "TIMEOUT" }],
    ["unknown", { code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" }],
  ])("says that %j was carried out of what failed with %j", async (outcome, error) => {
    const thrown = await failing(error)
      .ask(newScope(), operation)
      .catch((each: unknown) => each);
    expect((thrown as AirgraphError).extensions["outcome"]).toBe(outcome);
  });

  it("waits no longer than somebody wants the answer, which may be there all the same", async () => {
    const controller = new AbortController();
    const { ask, requests } = open(async () => new Promise(() => {}));
    const asking = ask(newScope({ signal: controller.signal }), operation);
    controller.abort();
    await expect(asking).rejects.toMatchObject({ code: "TIMEOUT", extensions: { outcome: "unknown" } });
    expect(requests[0]?.cancellation?.isCancelled).toBe(true);
  });

  it("says TIMEOUT of a supergraph that gives up in its own way, or is asked too late", async () => {
    const { ask } = open(async () => Promise.reject(new Error("aborted")));
    await expect(ask(newScope({ signal: AbortSignal.abort() }), operation)).rejects.toMatchObject({ code: "TIMEOUT" });
    await expect(ask(newScope(), operation)).rejects.toThrow("aborted");
  });

  it("throws on what the way there throws", async () => {
    const away = new AirgraphError("UPSTREAM_UNAVAILABLE", "away");
    await expect(open(async () => Promise.reject(away)).ask(newScope(), operation)).rejects.toBe(away);
  });
});
