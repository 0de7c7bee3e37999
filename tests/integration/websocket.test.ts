import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CloseCode } from "graphql-ws";
import { WebSocket } from "ws";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { expectData } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";
import { Me, RunUpdated, StartRun } from "./operations.ts";

describe("the WebSocket", () => {
  let airgraph: Airgraph;
  let person: SignedIn;
  let runId: string;

  beforeAll(async () => {
    airgraph = await startAirgraph("in-process");
    person = await signUpConnected(airgraph);
    const recordId = await firstDeal(airgraph, person.token);
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    runId = startRun.run.id;
  });
  afterAll(() => airgraph.stop());

  it("answers a syntax error, an unknown field and a missing variable in their own operation and leaves the others alone", async () => {
    const socket = await open(person.token);
    socket.subscribe("good", { query: RunUpdated.toString(), variables: { id: runId } });
    socket.subscribe("syntax", { query: "subscription {" });
    socket.subscribe("unknown", { query: "subscription { nope }" });
    socket.subscribe("missing", { query: RunUpdated.toString() });
    socket.subscribe("query", { query: Me.toString() });

    const messages = await socket.until((all) =>
      ["good complete", "query complete", "missing error", "unknown error"].every((end) =>
        all.some((m) => `${m.id} ${m.type}` === end),
      ),
    );
    const codeOf = (id: string) =>
      JSON.stringify(messages.find((message) => message.id === id && message.type !== "complete")?.payload);
    expect(codeOf("syntax")).toContain("GRAPHQL_PARSE_FAILED");
    expect(codeOf("unknown")).toContain("GRAPHQL_VALIDATION_FAILED");
    expect(codeOf("missing")).toContain("BAD_USER_INPUT");
    expect(codeOf("query")).toContain(person.login);
    expect(messages.filter(({ id, type }) => id === "good" && type === "next")).toHaveLength(7);
    socket.close();
  });

  it("refuses a bad token when the connection begins", async () => {
    const socket = new WebSocket(address(), "graphql-transport-ws");
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: "Bearer nonsense" } }));
    const [code, reason] = (await once(socket, "close")) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([CloseCode.Forbidden, "UNAUTHENTICATED"]);
  });

  it("lets nobody subscribe without signing in", async () => {
    const socket = await open();
    socket.subscribe("1", { query: RunUpdated.toString(), variables: { id: runId } });
    const messages = await socket.until((all) => all.some(({ type }) => type === "complete"));
    expect(JSON.stringify(messages)).toContain("UNAUTHENTICATED");
    socket.close();
  });

  it("closes a socket that does not speak the protocol, and goes on serving", async () => {
    const socket = new WebSocket(address(), "graphql-transport-ws");
    await once(socket, "open");
    socket.send("{");
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(CloseCode.BadRequest);
    expect((await expectData(airgraph.url, Me, {}, person.token)).me).not.toBeNull();
  });

  it("says in words that a subscription's root field takes no @include", async () => {
    const socket = await open(person.token);
    const query = "subscription ($id: ID!, $yes: Boolean!) { runUpdated(id: $id) @include(if: $yes) { kind } }";
    socket.subscribe("1", { query, variables: { id: runId, yes: true } });
    const messages = await socket.until((all) => all.length > 0);
    expect(JSON.stringify(messages[0])).toContain("GRAPHQL_VALIDATION_FAILED");
    expect(JSON.stringify(messages[0])).toContain("@include");
    socket.close();
  });

  function address(): string {
    return `${airgraph.url.replace(/^http/, "ws")}/graphql`;
  }

  /** A bare socket after `connection_ack`, for what graphql-ws's client would not send. */
  async function open(token?: string) {
    const socket = new WebSocket(address(), "graphql-transport-ws");
    const received: { id?: string; type: string; payload?: unknown }[] = [];
    let closed: number | undefined;
    socket.on("close", (code) => {
      closed = code;
    });
    socket.on("message", (data: Buffer) => received.push(JSON.parse(data.toString())));
    await once(socket, "open");
    socket.send(
      JSON.stringify({
        type: "connection_init",
        ...(token === undefined ? {} : { payload: { Authorization: `Bearer ${token}` } }),
      }),
    );
    await once(socket, "message");
    received.length = 0;
    return {
      subscribe: (id: string, payload: object) => socket.send(JSON.stringify({ id, type: "subscribe", payload })),
      close: () => socket.close(),
      async until(enough: (messages: typeof received) => boolean) {
        return eventually(async () => {
          if (closed !== undefined) throw new Error(`the socket was closed with ${closed}`);
          return enough(received) ? received : undefined;
        });
      },
    };
  }
});
