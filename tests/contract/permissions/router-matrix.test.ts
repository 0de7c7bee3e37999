import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { GraphQLSchema } from "graphql";
import { middleware } from "graphql-middleware";
import { serveExecutor } from "../../../kernel/executor/serve-executor.ts";
import { generateApiKey } from "../../../kernel/identity/api-key.ts";
import { publicKey } from "../../../kernel/identity/signing-key.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { readGuardedSchema } from "../../../router/authorization/guarded-schema.ts";
import { type RunningRouter, startRouter } from "../../../router/start-router.ts";
import { generateSecrets } from "../../../scripts/development/secrets.ts";
import { registry, subgraphNames } from "../../../subgraphs/registry.ts";
import { type Answer, post, webSocketClient } from "../../support/client.ts";
import { callers, expectedCode, requirementsOf } from "./callers.ts";
import { askFor, fieldsOf, findWays, type Question } from "./find-paths.ts";
import { type MockedExecutor, mockExecutor } from "./mocked-subgraph.ts";

const sdl = readFileSync(new URL("../../../schema/supergraph.graphql", import.meta.url), "utf8");
const guarded = readGuardedSchema(sdl);
/** Nobody comes to the router as the router. */
const people = Object.entries(callers).filter(([, { kind }]) => kind !== "service");
const keys = new Map(people.map(([who]) => [who, generateApiKey()]));
const callersByHash = new Map(
  people.map(([who, caller]) => [
    createHash("sha256")
      .update(keys.get(who) ?? "")
      .digest("base64url"),
    caller,
  ]),
);

/** The router in front of subgraphs that would answer anybody anything: what is refused, it has refused. */
describe("the router alone", () => {
  let router: RunningRouter;
  let api: GraphQLSchema;
  const mocks: MockedExecutor[] = [];
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const secrets = generateSecrets();
    const urls: Record<string, string> = {};
    for (const name of subgraphNames) {
      const mock = mockExecutor({
        name,
        sdl: (await registry[name].load()).schema,
        permissions: middleware(() => ({})),
        identityKey: publicKey.parse(secrets["IDENTITY_PUBLIC_KEY"]),
        identitySecret: Buffer.from(secrets["IDENTITY_SECRET"] ?? "", "base64"),
        ...(name === "auth" ? { queryResolvers: { standings } } : {}),
      });
      const served = await serveExecutor({
        executor: mock.executor,
        host: "127.0.0.1",
        port: 0,
        portVariable: "",
        graceMs: 100,
        health: { notReady: async () => [] },
        logger: silentLogger,
      });
      mocks.push(mock);
      stops.push(() => served.stop());
      urls[`SUBGRAPH_${name.toUpperCase()}_URL`] = served.url;
    }
    router = await startRouter({
      env: { ...secrets, ...urls, ROUTER_PORT: "0", ROUTER_HOST: "127.0.0.1", LOG_LEVEL: "silent" },
      logger: silentLogger,
    });
    api = Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
      .apiSchema()
      .toGraphQLJSSchema();
  });
  afterAll(async () => {
    await router.stop();
    await Promise.all(stops.map((stop) => stop()));
  });

  it.each(people.map(([who]) => who))("lets %s ask for exactly the root fields that the schema says", async (who) => {
    const disagreements: string[] = [];
    const client = webSocketClient(router.url, tokenOf(who));
    for (const { name, kind, question } of rootQuestions(api)) {
      for (const mock of mocks) {
        mock.takeResolved();
        mock.prefer(question.steps.map(({ type }) => type.name));
      }
      const answer =
        kind === "subscription" ? await firstEvent(client, question) : await overHttp(router, question, who);
      const expected = expectedCode(requirementsOf(guarded, question.steps), callers[who] ?? { kind: "anonymous" });
      const heard = answer.errors[0]?.extensions?.["code"];
      const wasAsked = mocks.some((mock) => mock.takeResolved().includes(name));
      if (heard !== expected)
        disagreements.push(`${kind} ${name}: should hear ${expected}, hears ${JSON.stringify(answer)}`);
      // A field whose own value is permitted, but nothing below it, is still resolved.
      const refusedItself = expectedCode(
        requirementsOf(guarded, question.steps.slice(0, 1)),
        callers[who] ?? { kind: "anonymous" },
      );
      if (wasAsked !== (refusedItself === undefined))
        disagreements.push(`${kind} ${name}: reached its subgraph: ${wasAsked}`);
    }
    await client.dispose();
    expect(disagreements).toEqual([]);
  });
});

function standings(_parent: unknown, { of }: { of: readonly { apiKeyHash?: string }[] }) {
  return of.map(({ apiKeyHash = "" }) => {
    const caller = callersByHash.get(apiKeyHash);
    return caller === undefined ? null : { caller, expiresAt: null };
  });
}

function tokenOf(who: string): string | undefined {
  return who === "anonymous" ? undefined : keys.get(who);
}

function rootQuestions(schema: GraphQLSchema) {
  return findWays(schema)
    .filter(({ steps }) => steps.length === 0)
    .flatMap((way) =>
      fieldsOf(way.to).map((field) => ({ name: field.name, kind: way.from, question: askFor(schema, way, field) })),
    );
}

async function overHttp(router: RunningRouter, { document }: Question, who: string): Promise<Answer<unknown>> {
  return post(router.url, JSON.stringify({ query: document }), tokenOf(who));
}

async function firstEvent(
  client: ReturnType<typeof webSocketClient>,
  { document }: Question,
): Promise<{ errors: readonly { extensions?: Readonly<Record<string, unknown>> }[] }> {
  for await (const { errors = [] } of client.iterate({ query: document })) return { errors };
  throw new Error("there was no event");
}
