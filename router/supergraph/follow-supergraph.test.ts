import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { pino } from "pino";
import { systemClock } from "../../kernel/clock.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { until } from "../../tests/support/eventually.ts";
import { limitSettings } from "../config.ts";
import { createInlinePlanner, type Planner } from "../planning/planner.ts";
import { followSupergraph } from "./follow-supergraph.ts";
import { loadSupergraph } from "./load-supergraph.ts";
import { createSupergraphSource } from "./supergraph-source.ts";

const limits = { ...readConfig(limitSettings, {}), maximumNesting: 50, suggestions: false };

function compose(sdl: string, name = "shop"): string {
  const { supergraphSdl, errors } = composeServices([{ name, typeDefs: parse(sdl) }]);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}

const first = compose("type Query { product: Product } type Product { name: String price: Int }");

let folder: string;
let stop: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "airgraph-supergraph-"));
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

async function follow(breaking: "refuse" | "accept" = "refuse") {
  const file = join(folder, "supergraph.graphql");
  await writeFile(file, first);
  const lines: string[] = [];
  const logger = pino({ level: "info" }, { write: (line) => void lines.push(line) });
  const planned: string[] = [];
  const plan = (sdl: string): Planner => {
    const planner = createInlinePlanner(sdl);
    return { ...planner, plan: async (request) => (planned.push(request.source), planner.plan(request)) };
  };
  const load = (sdl: string) =>
    loadSupergraph({ sdl, plan, limits, assumedListSize: 10, authorizationMode: "null", clock: systemClock });
  const source = createSupergraphSource(load(first));
  const { current, replace } = source;
  ({ stop } = followSupergraph({ file, breaking, subgraphs: ["shop"], current, load, replace, logger }));
  return { source, planned, told: () => lines.join("\n"), change: async (sdl: string) => writeFile(file, sdl) };
}

describe("a file that holds the supergraph", () => {
  it("changes the supergraph when it changes, with what was asked for lately planned before", async () => {
    const { source, planned, change } = await follow();
    const before = source.current();
    const prepared = before.prepare("{ product { name } }");
    if (prepared.kind === "invalid") throw new Error("it is valid");
    const [definition] = prepared.operations;
    if (definition !== undefined)
      await before.compile(prepared.document, definition, { caller: { kind: "anonymous" } });
    const plannedAtSwitch: number[] = [];
    source.onChange(() => plannedAtSwitch.push(planned.length));

    await change(compose("type Query { product: Product } type Product { name: String price: Int weight: Int }"));
    await until(() => source.current() !== before);
    expect(source.current().prepare("{ product { weight } }").kind).toBe("valid");
    expect(plannedAtSwitch).toEqual([1, 2]);
  });

  it.each([
    ["is no supergraph", "type Query {", "can't be loaded"],
    [
      "breaks clients",
      compose("type Query { product: Product } type Product { name: String }"),
      "Product.price was removed",
    ],
    [
      "names a subgraph that nobody knows",
      compose("type Query { product: Product } type Product { name: String price: Int }", "other"),
      "subgraph other",
    ],
  ])("is refused and told of when it %s, and the former goes on", async (_what, sdl, reason) => {
    const { source, told, change } = await follow();
    const before = source.current();
    await change(sdl);
    await until(() => told().includes(reason));
    expect(source.current()).toBe(before);
  });

  it("may break clients when that is accepted", async () => {
    const { source, change } = await follow("accept");
    await change(compose("type Query { product: Product } type Product { name: String }"));
    await until(() => source.current().prepare("{ product { price } }").kind === "invalid");
  });
});
