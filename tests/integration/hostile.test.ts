import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { WebSocket } from "ws";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { ask, collect, expectData, post, webSocketClient } from "../support/client.ts";
import { eventually, until } from "../support/eventually.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";
import {
  CreateRecord,
  Me,
  RecordsChanged,
  RunStatus,
  RunUpdated,
  SignIn,
  SignUp,
  StartRun,
  Usage,
} from "./operations.ts";

describe("hostile clients", () => {
  let airgraph: Airgraph;
  let person: SignedIn;

  beforeAll(async () => {
    airgraph = await startAirgraph("in-process");
    person = await signUpConnected(airgraph);
  });
  afterAll(() => airgraph.stop());

  it.each([
    [
      "a nest of entities that three subgraphs can answer",
      nest(14, "record { workflowRuns { nodes { files { nodes {", "}}}}}"),
    ],
    ["a short one", nest(5, "record { cells workflowRuns { nodes { id files { nodes { id ", "}}}}}")],
    ["brackets within brackets", `{ me { id } base(id: ${"[".repeat(5_000)}${"]".repeat(5_000)}) { id } }`],
    ["selections within selections", `${"{ me ".repeat(4_000)}${"}".repeat(4_000)}`],
    ["a great many tokens", `{ ${"me { id } ".repeat(20_000)} }`],
  ])("get no more than a moment of the process for %s", async (_what, query) => {
    const startedAt = performance.now();
    const answer = await post(airgraph.url, JSON.stringify({ query }));
    expect(answer.errors[0]?.extensions?.["code"]).toMatch(/COST_LIMIT_EXCEEDED|GRAPHQL_VALIDATION_FAILED/);
    // Minutes without limits; the bound is loose because machines are busy.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it("are told what links of links of a page may cost, and get them once they say how many", async () => {
    const links = (first: string) => `linkedRecords(field: "Contacts"${first})`;
    const read = async (first: string) =>
      post(
        airgraph.url,
        JSON.stringify({
          query: `{ base(id: "${salesCrmBaseId}") { table(key: "Deals") { records(first: 100) {
            nodes { ${links(first)} { nodes { linkedRecords(field: "Company"${first}) { nodes { id } } } } } } } } }`,
        }),
        person.token,
      );
    expect((await read("")).errors[0]?.extensions).toEqual({
      code: "COST_LIMIT_EXCEEDED",
      estimatedCost: 1_020_203,
      maximumCost: 50_000,
    });
    expect((await read(", first: 3")).errors).toEqual([]);
  });

  it("can't close a WebSocket on others' operations by one bad document", async () => {
    const socket = new WebSocket(`${airgraph.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const received: { id?: string; type: string }[] = [];
    socket.on("message", (data: Buffer) => received.push(JSON.parse(data.toString())));
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init" }));
    await once(socket, "message"); // connection_ack
    const documents = {
      fragment: 'subscription ($x: Boolean!) { ... { runUpdated(id: "x") @include(if: $x) { cursor } } }',
      deep: `{${"...{".repeat(4_000)}me{id}${"}".repeat(4_000)}}`,
      good: Me.toString(),
    };
    for (const [id, query] of Object.entries(documents)) {
      socket.send(JSON.stringify({ id, type: "subscribe", payload: { query, variables: { x: true } } }));
    }
    const ended = (wanted: string) => received.flatMap(({ id = "", type }) => (type === wanted ? [id] : [])).toSorted();
    await until(() => ended("error").length + ended("complete").length === 3);
    expect({ error: ended("error"), complete: ended("complete") }).toEqual({
      error: ["deep", "fragment"],
      complete: ["good"],
    });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
  });

  it("can't hold more than 100 operations at once on a WebSocket, and nobody waits for them", async () => {
    const socket = new WebSocket(`${airgraph.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const refused: string[] = [];
    socket.on("message", (data: Buffer) => {
      const { id, type, payload } = JSON.parse(data.toString());
      if (type === "error") refused.push(`${id} ${payload[0].extensions.code}`);
    });
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${person.token}` } }));
    await once(socket, "message"); // connection_ack
    const subscribe = (id: string) => {
      const payload = { query: RecordsChanged.toString(), variables: { base: salesCrmBaseId } };
      socket.send(JSON.stringify({ id, type: "subscribe", payload }));
    };
    for (let id = 1; id <= 101; id += 1) subscribe(String(id));
    await eventually(async () => refused[0]);
    socket.send(JSON.stringify({ id: "1", type: "complete" }));
    subscribe("in its place");
    subscribe("one too many");
    await eventually(async () => refused[1]);
    expect(refused).toEqual(["101 RATE_LIMITED", "one too many RATE_LIMITED"]);
    socket.close();
  });

  it("put U+0000 anywhere and get a sentence, and nothing of it into the log", async () => {
    const codeOf = ({ errors }: { errors: readonly { extensions?: Readonly<Record<string, unknown>> }[] }) =>
      errors[0]?.extensions?.["code"];
    const login = "secret-login\u0000";
    expect(codeOf(await ask(airgraph.url, SignIn, { input: { login, password: "x" } }))).toBe("UNAUTHENTICATED");
    const input = {
      email: "nul@example.com",
      username: "nul-person",
      password: "long enough for this",
      tenantName: "secret-tenant\u0000",
    };
    expect(codeOf(await ask(airgraph.url, SignUp, { input }))).toBe("BAD_USER_INPUT");

    const cells = { Name: "secret-cell\u0000b" };
    const { createRecord } = await expectData(
      airgraph.url,
      CreateRecord,
      { input: { baseId: salesCrmBaseId, table: "Deals", cells } },
      person.token,
    );
    const recordId = createRecord?.record?.id ?? "";
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    const status = await eventually(async () => {
      const { run } = await expectData(airgraph.url, RunStatus, { id: startRun.run.id }, person.token);
      return run?.status === "SUCCEEDED" || run?.status === "FAILED" ? run.status : undefined;
    });
    expect(status).toBe("SUCCEEDED");
    expect(airgraph.logs()).not.toMatch(/secret-(login|tenant|cell)/);
  });

  it("are refused a cursor that the run has not come to", async () => {
    const recordId = await firstDeal(airgraph, person.token);
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    const socket = webSocketClient(airgraph.url, person.token);
    const [answer] = await collect(socket, RunUpdated, { id: startRun.run.id, after: "999999999999999" });
    expect(answer?.errors?.[0]?.extensions?.["code"]).toBe("BAD_USER_INPUT");
    await socket.dispose();
  });

  it("pay for every operation, whatever request id they choose", async () => {
    const { usage: before } = await expectData(airgraph.url, Usage, {}, person.token);
    for (let times = 0; times < 10; times++) {
      await fetch(`${airgraph.url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-request-id": "same",
          authorization: `Bearer ${person.token}`,
        },
        body: JSON.stringify({ query: "{ me { id } }" }),
      });
    }
    await eventually(async () => {
      const { usage } = await expectData(airgraph.url, Usage, {}, person.token);
      return (usage?.operations ?? 0) >= (before?.operations ?? 0) + 10 ? true : undefined;
    });
  });

  it("get 400 for a URL that is none", async () => {
    const response = await fetch(`${airgraph.url}//[`);
    expect([400, 404]).toContain(response.status);
    expect((await expectData(airgraph.url, Me, {}, person.token)).me).not.toBeNull();
  });
});

function nest(levels: number, open: string, close: string): string {
  return `{ files { nodes { id ${open.repeat(levels)} id ${close.repeat(levels)} } } }`;
}
