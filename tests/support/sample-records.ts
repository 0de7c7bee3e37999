import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { DealsWithCompany } from "../integration/operations.ts";
import type { Airgraph } from "./airgraph.ts";
import { expectData } from "./client.ts";

/** Global ids of the first deals of the sample base. */
export async function firstDeals({ url }: Airgraph, token: string, count: number): Promise<string[]> {
  const { base } = await expectData(url, DealsWithCompany, { base: salesCrmBaseId, first: count }, token);
  return base?.table?.records?.nodes.map(({ id }) => id) ?? [];
}

export async function firstDeal(airgraph: Airgraph, token: string): Promise<string> {
  const [id] = await firstDeals(airgraph, token, 1);
  if (id === undefined) throw new Error("the sample base has deals");
  return id;
}
