import { randomUUID } from "node:crypto";
import { ConnectAirtable, SignUp } from "../integration/operations.ts";
import { type Airgraph, sampleToken } from "./airgraph.ts";
import { expectData } from "./client.ts";

export interface SignedIn {
  readonly token: string;
  readonly userId: string;
  readonly login: string;
  readonly password: string;
}

/** A person with a tenant of their own. */
export async function signUp({ url }: Airgraph): Promise<SignedIn> {
  const login = `person-${randomUUID().slice(0, 8)}`;
  const password = randomUUID();
  const input = { email: `${login}@example.com`, username: login, password, tenantName: `Tenant of ${login}` };
  const { signUp: session } = await expectData(url, SignUp, { input });
  return { token: session.accessToken, userId: session.user.id, login, password };
}

/** … whose tenant is connected to the sample bases. */
export async function signUpConnected(airgraph: Airgraph): Promise<SignedIn> {
  const person = await signUp(airgraph);
  await expectData(airgraph.url, ConnectAirtable, { token: sampleToken }, person.token);
  return person;
}
