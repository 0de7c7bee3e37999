import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { findMailedToken } from "../../scripts/development/find-mail.ts";
import { type Airgraph, startAirgraph, topologies } from "../support/airgraph.ts";
import { ask, expectData } from "../support/client.ts";
import { Me, RequestPasswordReset, ResetPassword, SignIn, SignUp, VerifyEmail } from "./operations.ts";

describe.each(topologies)("an account, %s", (topology) => {
  let airgraph: Airgraph;
  let url: string;
  beforeAll(async () => {
    airgraph = await startAirgraph(topology, { RATE_LIMITS: "on", APP_URL: "https://app.example.com" });
    url = airgraph.url;
  });
  afterAll(async () => airgraph.stop());

  const mailed = async (to: string, page: string) => findMailedToken(airgraph.mailFolder, { to, page });
  const codes = async (login: string, password: string) =>
    (await ask(url, SignIn, { input: { login, password } })).errors.map(({ extensions }) => extensions?.["code"]);

  it("is signed up for, verified, signed in to, given a new password by mail, and signed in to again", async () => {
    const username = `zoe-${randomUUID().slice(0, 8)}`;
    const email = `${username}@example.com`;
    const password = "correct horse battery";
    await expectData(url, SignUp, { input: { email, username, password, tenantName: "Acme" } });
    expect(await codes(email, password)).toEqual(["UNAUTHENTICATED"]);
    const token = await mailed(email, "verify-email");
    const { verifyEmail } = await expectData(url, VerifyEmail, { input: { token } });
    const accessToken = "accessToken" in verifyEmail ? (verifyEmail.accessToken ?? "") : "";
    expect((await expectData(url, Me, {}, accessToken)).me).toMatchObject({ username });
    const again = await ask(url, VerifyEmail, { input: { token } });
    expect(again.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "token" } }]);
    expect(await codes(username, password)).toEqual([]);

    await expectData(url, RequestPasswordReset, { email });
    const input = { token: await mailed(email, "reset-password"), newPassword: "another horse battery" };
    expect((await expectData(url, ResetPassword, { input })).resetPassword.user.username).toBe(username);
    expect(await codes(email, password)).toEqual(["UNAUTHENTICATED"]);
    expect(await codes(email, "another horse battery")).toEqual([]);
  });

  it("is not guessed at for long, and links in mails lead where the setting says", async () => {
    const login = `nobody-${randomUUID()}`;
    const answers: unknown[] = [];
    for (let n = 0; n < 12; n += 1) answers.push(...(await codes(login, "wrong horse battery")));
    expect(answers).toEqual([...Array.from({ length: 10 }, () => "UNAUTHENTICATED"), "RATE_LIMITED", "RATE_LIMITED"]);

    const email = `${randomUUID()}@example.com`;
    const username = `u-${randomUUID().slice(0, 8)}`;
    const body = JSON.stringify({
      query: SignUp.toString(),
      variables: { input: { email, username, password: "correct horse battery" } },
    });
    const headers = { "content-type": "application/json", "x-forwarded-host": "evil.example.com" };
    await fetch(`${url}/graphql`, { method: "POST", headers, body });
    await mailed(email, "verify-email");
    expect(airgraph.logs()).toContain("https://app.example.com/verify-email?token=");
    expect(airgraph.logs()).not.toContain("evil.example.com");
  });
});
