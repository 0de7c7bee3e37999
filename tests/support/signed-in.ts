import { randomUUID } from "node:crypto";
import { findMailedToken } from "../../scripts/development/find-mail.ts";
import { ConnectAirtable, SignIn, SignUp, VerifyEmail } from "../integration/operations.ts";
import { type Airgraph, sampleToken } from "./airgraph.ts";
import { expectData } from "./client.ts";

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

/** @returns the access token of somebody without a second factor */
export async function signIn(url: string, input: { login: string; password: string }): Promise<string> {
  const { signIn: result } = await expectData(url, SignIn, { input });
  if (!("accessToken" in result)) throw new Error(`${input.login} has a second factor`);
  return result.accessToken ?? "";
}
