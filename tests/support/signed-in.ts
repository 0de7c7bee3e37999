import { randomUUID } from "node:crypto";
import { findMailedToken } from "../../scripts/development/find-mail.ts";
import { ConnectAirtable, SignIn, SignUp, VerifyEmail } from "../integration/operations.ts";
import { AcceptInvitation, CreateApiKey, InviteMember } from "../integration/tenant-operations.ts";
import { type Airgraph, sampleToken } from "./airgraph.ts";
import { expectData, post } from "./client.ts";
import { until } from "./eventually.ts";

export interface SignedIn {
  readonly token: string;
  readonly refreshToken: string;
  readonly userId: string;
  readonly tenantId: string;
  readonly email: string;
  readonly login: string;
  readonly password: string;
}

/** A person with a tenant of their own. */
export async function signUp({ url, mailFolder }: Pick<Airgraph, "url" | "mailFolder">): Promise<SignedIn> {
  const login = `person-${randomUUID().slice(0, 8)}`;
  const password = randomUUID();
  const input = { email: `${login}@example.com`, username: login, password, tenantName: `Tenant of ${login}` };
  await expectData(url, SignUp, { input });
  const token = await findMailedToken(mailFolder, { to: input.email, page: "verify-email" });
  const { verifyEmail } = await expectData(url, VerifyEmail, { input: { token } });
  if (!("accessToken" in verifyEmail)) throw new Error("somebody new has a second factor");
  const { accessToken, refreshToken, user } = verifyEmail;
  return {
    token: accessToken ?? "",
    refreshToken: refreshToken ?? "",
    userId: user.id,
    tenantId: user.tenant?.id ?? "",
    email: input.email,
    login,
    password,
  };
}

/** … whose tenant is connected to the sample bases. */
export async function signUpConnected(airgraph: Airgraph): Promise<SignedIn> {
  const person = await signUp(airgraph);
  await expectData(airgraph.url, ConnectAirtable, { token: sampleToken }, person.token);
  return person;
}

/** Until the bases of a tenant that was just connected have been looked at for its typed graph, which takes calls to Airtable. */
export async function untilTyped({ url }: Pick<Airgraph, "url">, { token }: Pick<SignedIn, "token">): Promise<void> {
  const body = JSON.stringify({ query: "{ graphParts { id } }" });
  await until(async () => (await post(url, body, token)).text.includes('"app'));
}

/** @returns the access token of somebody without a second factor */
export async function signIn(
  url: string,
  input: { login: string; password: string; tenantId?: string },
): Promise<string> {
  const { signIn: result } = await expectData(url, SignIn, { input });
  if (!("accessToken" in result)) throw new Error(`${input.login} has a second factor`);
  return result.accessToken ?? "";
}

/**
 * A member of the owner's tenant, signed in there.
 * @param roleId `admin`, `editor`, `viewer`, `owner`, or the id of a role of the tenant's own
 */
export async function invite(
  airgraph: Pick<Airgraph, "url" | "mailFolder">,
  owner: Pick<SignedIn, "token" | "tenantId">,
  roleId: string,
): Promise<SignedIn> {
  const { url, mailFolder } = airgraph;
  const person = await signUp(airgraph);
  await expectData(url, InviteMember, { email: person.email, roleId }, owner.token);
  const token = await findMailedToken(mailFolder, { to: person.email, page: "accept-invitation" });
  const { acceptInvitation } = await expectData(url, AcceptInvitation, { token }, person.token);
  const { id: tenantId } = acceptInvitation.tenant;
  const accessToken = await signIn(url, { login: person.login, password: person.password, tenantId });
  return { ...person, token: accessToken, tenantId };
}

/**
 * An API key of the owner's tenant.
 * @returns the secret, to be sent like an access token, and the key's id
 */
export async function createMachine(
  { url }: Pick<Airgraph, "url">,
  owner: Pick<SignedIn, "token">,
  scopes: readonly string[],
): Promise<{ token: string; id: string }> {
  const input = { name: `Machine ${randomUUID().slice(0, 8)}`, scopes: [...scopes] };
  const { createApiKey } = await expectData(url, CreateApiKey, { input }, owner.token);
  return { token: createApiKey.secret, id: createApiKey.apiKey.id };
}
