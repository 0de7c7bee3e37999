import { randomBytes } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { type Emulator, salesCrmBaseId, sampleToken, startEmulator } from "../../../emulator/emulator.ts";
import type { Caller, Person } from "../../../kernel/identity/caller.ts";
import { generateSigningKey } from "../../../kernel/identity/signing-key.ts";
import { registry, type SubgraphName, subgraphNames } from "../../../subgraphs/registry.ts";
import { newPerson, startTestSubgraph, type TestSubgraph } from "../../support/subgraph.ts";
import { entityTypes } from "./find-open-fields.ts";

/** What of an entity is somebody's, and by which of the samples it is found. */
const entities: Readonly<Record<string, { readonly sample: Sample; readonly selection: string }>> = {
  "file File": { sample: "file", selection: "id name content" },
  "file WorkflowRun": { sample: "run", selection: "files { nodes { id } }" },
  "file AirtableRecord": { sample: "record", selection: "files { nodes { id } }" },
  "workflow WorkflowRun": { sample: "run", selection: "id status record { id }" },
  "workflow Workflow": { sample: "workflow", selection: "id name draft" },
  "workflow Saga": { sample: "saga", selection: "id status steps { id }" },
  "workflow AirtableRecord": { sample: "record", selection: "workflowRuns { nodes { id } }" },
  "airtable Base": { sample: "base", selection: "id name tables { id }" },
  "airtable UntypedRecord": { sample: "record", selection: "id cells" },
};

/** Fields that lead to one thing by its id; of workflows, see workflows-of-other-tenants.test.ts. */
const rootFields: Readonly<Record<string, { readonly sample: Sample; readonly selection: string }>> = {
  "file file": { sample: "file", selection: "id name content" },
  "airtable base": { sample: "base", selection: "id name" },
  "airtable record": { sample: "record", selection: "id cells" },
};

/** Entities that need more than a sample to be somebody's, and where it is shown that they are nobody else's. */
const shownElsewhere: Readonly<Record<string, string>> = {
  "auth User": "subgraphs/auth/sign-up.test.ts",
  "analytics AirtableRecord": "subgraphs/analytics/record-activity.test.ts",
  "analytics Base": "subgraphs/analytics/airtable-calls.test.ts",
  "analytics WorkflowRun": "subgraphs/analytics/airtable-calls.test.ts",
  // Stubs that answer with the key that was sent.
  "file User": "",
  "workflow User": "",
};

type Sample = "file" | "workflow" | "run" | "saga" | "base" | "record";

describe("an owner of another tenant", () => {
  const owner = newPerson({ role: "owner" });
  const stranger = newPerson({ role: "owner" });
  const subgraphs = new Map<SubgraphName, TestSubgraph>();
  const ids = new Map<Sample, string>();
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
    const env: Partial<Record<SubgraphName, Record<string, string>>> = {
      workflow: { DELEGATION_PRIVATE_KEY: generateSigningKey().privateKey },
      airtable: { AIRTABLE_API_URL: emulator.url, ENCRYPTION_KEY: randomBytes(32).toString("base64") },
    };
    for (const name of ["file", "workflow", "airtable"] as const) {
      const started = await startTestSubgraph(await registry[name].load(), {
        env: env[name] ?? {},
        supergraph: async () => ({ data: { record: null } }),
      });
      subgraphs.set(name, started);
    }
    await makeSamples();
  });
  afterAll(async () => {
    await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
    await emulator.stop();
  });

  it.each(Object.entries(entities))("gets nothing through _entities of %s", async (key, { sample, selection }) => {
    const [name = "", type = ""] = key.split(" ");
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`;
    const variables = { of: [{ __typename: type, id: ids.get(sample) }] };
    expect(await told(name, owner, query, variables)).not.toEqual([]);
    expect(await told(name, stranger, query, variables)).toEqual([]);
  });

  it.each(Object.entries(rootFields))("gets nothing through the field of %s", async (key, { sample, selection }) => {
    const [name = "", field = ""] = key.split(" ");
    const query = `query ($id: ID!) { ${field}(id: $id) { ${selection} } }`;
    const variables = { id: ids.get(sample) };
    expect(await told(name, owner, query, variables)).not.toEqual([]);
    expect(await told(name, stranger, query, variables)).toEqual([]);
  });

  it("is tried on every entity of every subgraph", async () => {
    const all = await Promise.all(
      subgraphNames.map(async (name) => {
        const { schema } = await registry[name].load();
        return entityTypes(buildSubgraphSchema({ typeDefs: parse(schema) })).map((type) => `${name} ${type.name}`);
      }),
    );
    // A new entity needs a line above: which sample it is found by, and what of it is somebody's.
    expect(all.flat().filter((key) => !(key in entities) && !(key in shownElsewhere))).toEqual([]);
  });

  /** Everything in an answer that says something: no nulls, no empty lists, and nothing without an error but that. */
  async function told(name: string, caller: Caller, query: string, variables: Record<string, unknown>) {
    const subgraph = subgraphs.get(name as SubgraphName);
    const { data, errors = [] } = (await subgraph?.ask(caller, query, variables)) ?? {};
    for (const { extensions } of errors) expect(extensions?.["code"]).toMatch(/^(NOT_FOUND|FORBIDDEN)$/);
    return leavesOf(data);
  }

  async function makeSamples(): Promise<void> {
    const find = async (name: SubgraphName, query: string, person: Person = owner): Promise<string> => {
      const { data, errors } = (await subgraphs.get(name)?.ask(person, query)) ?? {};
      const [id] = leavesOf(data);
      if (typeof id !== "string") throw new Error(`no sample: ${JSON.stringify(errors)}`);
      return id;
    };
    await find("airtable", `mutation { connectAirtable(input: { token: "${sampleToken}" }) { id } }`);
    ids.set("base", salesCrmBaseId);
    const firstDeal = `{ base(id: "${salesCrmBaseId}") { table(key: "Deals") { records(first: 1) { nodes { id } } } } }`;
    const record = await find("airtable", firstDeal);
    ids.set("record", record);
    const createWorkflow =
      'mutation { createWorkflow(input: { name: "w", draft: { steps: [] } }) { workflow { id } } }';
    ids.set("workflow", await find("workflow", createWorkflow));
    const startRun = `mutation { startRun(input: { workflow: "summarizeRecord", input: { record: "${record}" } }) { run { id } } }`;
    const run = await find("workflow", startRun);
    ids.set("run", run);
    const startSaga = `mutation { startSaga(input: { steps: [{ id: "a", do: { kind: "transform", with: { value: 1 } } }] }) { saga { id } } }`;
    ids.set("saga", await find("workflow", startSaga));
    const createFile = `mutation { createFile(input: { name: "n", contentType: "text/plain", content: "c", recordId: "${record}" }) { file { id } } }`;
    const inTheRun = newPerson({ tenantId: owner.tenantId, runId: run as NonNullable<Person["runId"]> });
    ids.set("file", await find("file", createFile, inTheRun));
  }
});

function leavesOf(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [value];
  return Object.values(value).flatMap(leavesOf);
}
