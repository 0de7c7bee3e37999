import { beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { signUpConnected, untilTyped } from "../../support/signed-in.ts";

export function costsAreMeasured(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let token: string;

  beforeAll(async () => {
    airgraph = shared();
    const person = await signUpConnected(airgraph);
    ({ token } = person);
    await untilTyped(airgraph, person);
  });

  async function askForDeal(headers: Record<string, string>): Promise<{ extensions?: unknown }> {
    const response = await fetch(`${airgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify({
        query: `{ base(id: "${salesCrmBaseId}") { table(key: "Deals") { records(first: 1) { nodes { id } } } } }`,
      }),
    });
    return (await response.json()) as { extensions?: unknown };
  }

  it("is told in extensions.measures to who asks for it, with the calls to Airtable and how long they waited", async () => {
    airgraph.emulator.resetRequests();
    const { extensions } = await askForDeal({ "x-airgraph-measures": "true" });
    expect(extensions).toEqual({
      measures: { airtable: { calls: airgraph.emulator.requests().length, waitedMs: expect.any(Number) } },
    });
  });

  it("is not told to who doesn't ask", async () => {
    expect(await askForDeal({})).not.toHaveProperty("extensions");
  });
}
