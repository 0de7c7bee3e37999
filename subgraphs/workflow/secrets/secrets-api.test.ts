import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Person } from "../../../kernel/identity/caller.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";

/** Answers with the credentials that it was sent. */
const received: (string | undefined)[] = [];
const echo = createServer((request, response) => {
  received.push(request.headers.authorization);
  response.end(`you sent ${request.headers.authorization}`);
});
let url: string;
let workflows: Workflows;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    echo.listen(0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  workflows = await startWorkflows(undefined, { WORKFLOW_HTTP_ALLOW: url });
});
afterAll(async () => {
  await workflows.stop();
  await new Promise((resolve) => {
    echo.close(resolve);
  });
});

const set = "mutation ($input: SetWorkflowSecretInput!) { setWorkflowSecret(input: $input) { name updatedAt } }";
const remove = "mutation ($name: String!) { deleteWorkflowSecret(name: $name) { name } }";
const list = "{ workflowSecrets { name updatedAt } }";
const input = { name: "token", value: "very-secret-token" };

const codesOf = async (person: Person, query: string, variables: Record<string, unknown>) => {
  const { errors = [] } = await workflows.subgraph.ask(person, query, variables);
  return errors.map(({ extensions }) => extensions?.["code"]);
};

describe("secrets", () => {
  it("are set, listed and deleted by those who write workflows", async () => {
    const admin = newPerson({ role: "admin" });
    const secret = { name: "token", updatedAt: expect.any(String) };
    expect(await workflows.ask(admin, set, { input })).toEqual({ setWorkflowSecret: secret });
    expect(await workflows.ask(admin, list)).toEqual({ workflowSecrets: [secret] });
    expect(await workflows.ask(admin, remove, { name: "token" })).toEqual({ deleteWorkflowSecret: { name: "token" } });
    expect(await workflows.ask(admin, list)).toEqual({ workflowSecrets: [] });
    expect(await codesOf(admin, remove, { name: "token" })).toEqual(["NOT_FOUND"]);
  });

  it("are nobody else's business", async () => {
    const editor = newPerson({ role: "editor" });
    expect(await codesOf(editor, set, { input })).toEqual(["FORBIDDEN"]);
    expect(await codesOf(editor, list, {})).toEqual(["FORBIDDEN"]);
    expect(await codesOf(editor, remove, { name: "token" })).toEqual(["FORBIDDEN"]);
  });

  it("go out with a run's request, and stand nowhere in the run", async () => {
    const admin = newPerson({ role: "admin" });
    await workflows.ask(admin, set, { input });
    const workflow = await workflows.publish(admin, {
      steps: [
        {
          id: "call",
          kind: "http",
          with: { method: "GET", url, headers: { authorization: "Bearer ${secrets.token}" } },
        },
      ],
      output: "${steps.call.output.body}",
    });
    const id = await workflows.start(admin, workflow);
    const run = await workflows.until(admin, id, "SUCCEEDED", "FAILED");
    expect(run).toMatchObject({ status: "SUCCEEDED", output: "you sent Bearer ***" });
    expect(received).toEqual(["Bearer very-secret-token"]);
    const rows = await workflows.subgraph.db.execute("select * from workflow.step");
    expect(JSON.stringify(rows)).toContain("Bearer ***");
    expect(JSON.stringify(rows)).not.toContain("very-secret");
    expect(JSON.stringify(rows)).not.toMatch(/secret\.[0-9a-f]{32}/);
  });
});
