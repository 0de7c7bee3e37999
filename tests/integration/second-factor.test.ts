import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { TOTP } from "otpauth";
import { type OidcServer, oidcClient, startOidcServer } from "../../subgraphs/auth/fixtures/oidc-server.ts";
import { graphql } from "../generated/gql.ts";
import { type Airgraph, startAirgraph, topologies } from "../support/airgraph.ts";
import { ask, expectData } from "../support/client.ts";
import { signUp } from "../support/signed-in.ts";
import { SignIn } from "./operations.ts";

const StartTotp = graphql(`
  mutation StartTotp {
    startTotp {
      secret
      uri
    }
  }
`);

const ConfirmTotp = graphql(`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code) {
      codes
    }
  }
`);

const RenewRecoveryCodes = graphql(`
  mutation RenewRecoveryCodes {
    renewRecoveryCodes {
      codes
    }
  }
`);

const DisableTotp = graphql(`
  mutation DisableTotp {
    disableTotp {
      user {
        hasSecondFactor
      }
    }
  }
`);

const CompleteSignIn = graphql(`
  mutation CompleteSignIn($input: CompleteSignInInput!) {
    completeSignIn(input: $input) {
      accessToken
      user {
        id
      }
    }
  }
`);

const OwnSecondFactor = graphql(`
  query OwnSecondFactor {
    me {
      id
      hasSecondFactor
    }
  }
`);

const SignInProviders = graphql(`
  query SignInProviders {
    signInProviders {
      name
      label
    }
  }
`);

const StartExternalSignIn = graphql(`
  mutation StartExternalSignIn($input: StartExternalSignInInput!) {
    startExternalSignIn(input: $input) {
      authorizationUrl
      state
      binding
      expiresAt
    }
  }
`);

const FinishExternalSignIn = graphql(`
  mutation FinishExternalSignIn($input: FinishExternalSignInInput!) {
    finishExternalSignIn(input: $input) {
      ... on SignedIn {
        accessToken
        user {
          id
          email
        }
      }
    }
  }
`);

const ExternalIdentities = graphql(`
  query ExternalIdentities {
    externalIdentities {
      id
      provider
      email
      createdAt
    }
  }
`);

const RemoveExternalIdentity = graphql(`
  mutation RemoveExternalIdentity($id: ID!) {
    removeExternalIdentity(id: $id) {
      user {
        id
      }
    }
  }
`);

const redirectUri = "http://localhost:8000/external-sign-in";

describe.each(topologies)("other proofs of who one is than a password, %s", (topology) => {
  let airgraph: Airgraph;
  let provider: OidcServer;

  beforeAll(async () => {
    provider = await startOidcServer([redirectUri]);
    airgraph = await startAirgraph(topology, {
      OIDC_PROVIDERS: JSON.stringify([
        {
          name: "company",
          label: "Company",
          issuer: provider.issuer,
          clientId: oidcClient.id,
          clientSecret: oidcClient.secret,
        },
      ]),
    });
  });
  afterAll(async () => {
    await airgraph.stop();
    await provider.stop();
  });

  async function challengeFor(input: { login: string; password: string }): Promise<string> {
    const { signIn } = await expectData(airgraph.url, SignIn, { input });
    if (!("challenge" in signIn)) throw new Error("no second factor was asked for");
    return signIn.challenge;
  }

  it("asks for a second factor once one is set up, and takes codes of it once", async () => {
    const { url } = airgraph;
    const { token, userId, login, password } = await signUp(airgraph);
    const { startTotp } = await expectData(url, StartTotp, {}, token);
    const totp = new TOTP({ secret: startTotp.secret });
    const setUpWith = totp.generate();
    const { confirmTotp } = await expectData(url, ConfirmTotp, { code: setUpWith }, token);
    expect(await expectData(url, OwnSecondFactor, {}, token)).toEqual({ me: { id: userId, hasSecondFactor: true } });

    const challenge = await challengeFor({ login, password });
    const again = await ask(url, CompleteSignIn, { input: { challenge, code: setUpWith } });
    expect(again.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED", reason: "WRONG_CODE" } }]);
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    const { completeSignIn } = await expectData(url, CompleteSignIn, { input: { challenge, code } });
    expect(completeSignIn.user.id).toBe(userId);
    expect(await expectData(url, OwnSecondFactor, {}, completeSignIn.accessToken ?? "")).toMatchObject({
      me: { id: userId },
    });

    const { renewRecoveryCodes } = await expectData(url, RenewRecoveryCodes, {}, token);
    const recovering = await challengeFor({ login, password });
    const former = { challenge: recovering, code: confirmTotp.codes[0] ?? "" };
    expect((await ask(url, CompleteSignIn, { input: former })).errors).toHaveLength(1);
    const recovery = { challenge: recovering, code: renewRecoveryCodes.codes[0] ?? "" };
    expect((await expectData(url, CompleteSignIn, { input: recovery })).completeSignIn.user.id).toBe(userId);

    const { disableTotp } = await expectData(url, DisableTotp, {}, token);
    expect(disableTotp.user.hasSecondFactor).toBe(false);
    const { signIn } = await expectData(url, SignIn, { input: { login, password } });
    expect(signIn).toMatchObject({ __typename: "SignedIn" });
    for (const secret of [startTotp.secret, confirmTotp.codes[0] ?? "", challenge])
      expect(airgraph.logs()).not.toContain(secret);
  });

  it("signs somebody new in with an external account, and adds one to an account", async () => {
    const { url } = airgraph;
    expect(await expectData(url, SignInProviders, {})).toEqual({
      signInProviders: [{ name: "company", label: "Company" }],
    });
    const through = async (login: string, token?: string) => {
      const { startExternalSignIn } = await expectData(
        url,
        StartExternalSignIn,
        { input: { provider: "company", redirectUri } },
        token,
      );
      const callback = await provider.visit(startExternalSignIn.authorizationUrl, { login });
      expect(new URLSearchParams(callback).get("state")).toBe(startExternalSignIn.state);
      const input = { callback, binding: startExternalSignIn.binding };
      const { finishExternalSignIn } = await expectData(url, FinishExternalSignIn, { input }, token);
      if (!("user" in finishExternalSignIn)) throw new Error("not signed in");
      return finishExternalSignIn;
    };

    const email = `new-${topology}@example.com`;
    provider.claims.set("new", { email, email_verified: true });
    const newcomer = await through("new");
    expect(newcomer.user.email).toBe(email);
    expect(await expectData(url, OwnSecondFactor, {}, newcomer.accessToken ?? "")).toEqual({
      me: { id: newcomer.user.id, hasSecondFactor: false },
    });

    const { token, userId } = await signUp(airgraph);
    expect((await through("added", token)).user.id).toBe(userId);
    expect((await through("added")).user.id).toBe(userId);
    const { externalIdentities } = await expectData(url, ExternalIdentities, {}, token);
    expect(externalIdentities).toMatchObject([{ provider: "company" }]);
    await expectData(url, RemoveExternalIdentity, { id: externalIdentities[0]?.id ?? "" }, token);
    expect(await expectData(url, ExternalIdentities, {}, token)).toEqual({ externalIdentities: [] });
  });
});
