import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "@jest/globals";
import type { Airgraph } from "../../support/airgraph.ts";
import { eventually } from "../../support/eventually.ts";
import type { SignedIn } from "../../support/signed-in.ts";
import { signUpIn, told, unique } from "./typed-workspace.ts";

const create =
  "mutation ($name: String!) { salesCrm { createDeals(input: [{ name: $name, stage: PROPOSAL, amount: 5 }]) { results { record { id name } error { code } } } } }";
const find =
  "query ($name: String!) { salesCrm { deals(filter: { name: { eq: $name } }) { totalCount nodes { id name stage } } } }";
const remove = "mutation ($ids: [ID!]!) { salesCrm { deleteDeals(ids: $ids) { succeeded } } }";

interface Run {
  readonly status: string;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
}
interface Found {
  readonly salesCrm: {
    readonly deals: { readonly totalCount: number; readonly nodes: readonly { id: string; stage: string }[] };
  };
}

/** Workflows act in the tenant whose they are: they know its types, and no others. */
export function workflowsAreTyped(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let owner: SignedIn;
  let stranger: SignedIn;

  beforeAll(async () => {
    airgraph = shared();
    [owner, stranger] = await Promise.all([signUpIn(airgraph, "sales"), signUpIn(airgraph, "everyField")]);
  }, 120_000);

  async function run(person: SignedIn, draft: object, input: object): Promise<Run> {
    const name = `w-${randomUUID()}`;
    const make = "mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } } }";
    await told(airgraph, person, make, { input: { name, draft: { input: { name: { type: "string" } }, ...draft } } });
    const publish = "mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id } } }";
    await told(airgraph, person, publish, { input: { id: name, expectedRevision: 1 } });
    const start = "mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }";
    const started = await told<{ startRun: { run: { id: string } } }>(airgraph, person, start, {
      input: { workflow: name, input },
    });
    const query = `{ run(id: "${started.startRun.run.id}") { status output error { code message } } }`;
    return eventually(async () => {
      const { run: seen } = await told<{ run: Run }>(airgraph, person, query);
      return ["SUCCEEDED", "FAILED"].includes(seen.status) ? seen : undefined;
    }, 60_000);
  }

  const ask = (id: string, query: string, variables: object) => ({ id, kind: "graphql", with: { query, variables } });
  const found = async (name: string) => (await told<Found>(airgraph, owner, find, { name })).salesCrm.deals.nodes;

  it("read and write by the tenant's own types in a step", async () => {
    const name = unique("Run");
    const steps = [
      ask("make", create, { name: "${input.name}" }),
      ask("look", find, { name: "${steps.make.output.salesCrm.createDeals.results[0].record.name}" }),
    ];
    const output = "${steps.look.output.salesCrm.deals.nodes[0].stage}";
    expect(await run(owner, { steps, output }, { name })).toMatchObject({ status: "SUCCEEDED", output: "PROPOSAL" });
    expect(await found(name)).toHaveLength(1);
  });

  it("know no types of other tenants", async () => {
    const name = unique("Strange");
    const draft = { steps: [ask("make", create, { name: "${input.name}" })] };
    expect(await run(stranger, draft, { name })).toMatchObject({
      status: "FAILED",
      error: { code: "GRAPHQL_VALIDATION_FAILED" },
    });
    expect(await found(name)).toEqual([]);
  });

  it("do and undo by them in a saga", async () => {
    const name = unique("Saga");
    const made = "${steps.make.output.salesCrm.createDeals.results[0].record.id}";
    const saga = (...more: object[]) => ({
      steps: [
        {
          id: "whole",
          kind: "saga",
          with: {
            steps: [
              {
                id: "make",
                do: { kind: "graphql", with: { query: create, variables: { name: "${input.name}" } } },
                undo: { kind: "graphql", with: { query: remove, variables: { ids: [made] } } },
              },
              ...more,
            ],
          },
        },
      ],
    });
    const broken = {
      id: "break",
      do: { kind: "graphql", with: { query: "mutation { salesCrm { createDeals(input: [{ nme: 1 }]) { failed } } }" } },
    };
    expect(await run(owner, saga(), { name })).toMatchObject({ status: "SUCCEEDED" });
    expect(await found(name)).toHaveLength(1);
    const undone = unique("Undone");
    expect(await run(owner, saga(broken), { name: undone })).toMatchObject({ status: "FAILED" });
    expect(await found(undone)).toEqual([]);
  });
}
