import { beforeAll, expect, it } from "@jest/globals";
import type { Airgraph } from "../../support/airgraph.ts";
import { signUpConnected } from "../../support/signed-in.ts";

export function costsAreMeasured(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let token: string;

  beforeAll(async () => {
    airgraph = shared();
    ({ token } = await signUpConnected(airgraph));
  });

  async function askForBases(headers: Record<string, string>): Promise<{ extensions?: unknown }> {
    const response = await fetch(`${airgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify({ query: "{ bases { id tables { id } } }" }),
    });
    return (await response.json()) as { extensions?: unknown };
  }

  it("is told in extensions.measures to who asks for it, with the calls to Airtable and how long they waited", async () => {
    airgraph.emulator.resetRequests();
    const { extensions } = await askForBases({ "x-airgraph-measures": "true" });
    expect(extensions).toEqual({
      measures: { airtable: { calls: airgraph.emulator.requests().length, waitedMs: expect.any(Number) } },
    });
  });

  it("is not told to who doesn't ask", async () => {
    expect(await askForBases({})).not.toHaveProperty("extensions");
  });
}
