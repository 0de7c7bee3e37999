import { beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { Scope } from "../../../kernel/identity/scopes.ts";
import type { RunUpdatedSubscription } from "../../generated/graphql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, collect, expectData, post, webSocketClient } from "../../support/client.ts";
import { eventually } from "../../support/eventually.ts";
import { firstDeal } from "../../support/sample-records.ts";
import { createMachine, type SignedIn, signUpConnected } from "../../support/signed-in.ts";
import { Bases, CreateRecord, Me, RunAcrossSubgraphs, RunUpdated, StartRun } from "../operations.ts";
import {
  ApiKeys,
  CreateFile,
  CreateRole,
  InviteMember,
  Members,
  RevokeApiKey,
  RotateApiKey,
} from "../tenant-operations.ts";

const withinMs = 20_000;
const working: Scope[] = ["data:read", "data:write", "runs:read", "runs:start", "files:read", "files:write"];

export function machinesHaveKeys(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let owner: SignedIn;

  beforeAll(async () => {
    airgraph = shared();
    owner = await signUpConnected(airgraph);
  });

  const codeOf = ({ errors }: { errors: readonly { extensions?: Readonly<Record<string, unknown>> }[] }) =>
    errors[0]?.extensions?.["code"];

  it("reads and writes records, starts and follows a run, and stores files, as nobody in particular", async () => {
    const { url } = airgraph;
    const { token } = await createMachine(airgraph, owner, working);
    const { bases } = await expectData(url, Bases, {}, token);
    expect(bases?.map((base) => base?.id)).toContain(salesCrmBaseId);
    expect(await expectData(url, Me, {}, token)).toEqual({ me: null });

    const cells = { Name: "By a machine", Stage: "Proposal" };
    const created = await expectData(
      url,
      CreateRecord,
      { input: { baseId: salesCrmBaseId, table: "Deals", cells } },
      token,
    );
    expect(created.createRecord?.record?.cells).toMatchObject(cells);

    const input = { workflow: "summarizeRecord", input: { record: created.createRecord?.record?.id ?? "" } };
    const { startRun } = await expectData(url, StartRun, { input }, token);
    const socket = webSocketClient(url, token);
    const events = await collect<RunUpdatedSubscription>(socket, RunUpdated, { id: startRun.run.id });
    await socket.dispose();
    expect(events.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(events.at(-1)?.data?.runUpdated).toMatchObject({
      kind: "SUCCEEDED",
      run: { status: "SUCCEEDED", startedBy: null, files: { nodes: [{ name: "Deals-summary.md" }] } },
    });

    const file = { name: "machine.txt", contentType: "text/plain", content: "beep" };
    const { createFile } = await expectData(url, CreateFile, { input: file }, token);
    expect(createFile.file).toMatchObject({ name: "machine.txt", createdBy: null });
  });

  it("may do what its scopes say and nothing else", async () => {
    const { url } = airgraph;
    const { token } = await createMachine(airgraph, owner, ["data:read"]);
    expect((await ask(url, Bases, {}, token)).errors).toEqual([]);
    const recordId = await firstDeal(airgraph, owner.token);
    const cells = { Name: "No" };
    for (const answer of [
      await ask(url, CreateRecord, { input: { baseId: salesCrmBaseId, table: "Deals", cells } }, token),
      await ask(url, StartRun, { input: { workflow: "summarizeRecord", input: { record: recordId } } }, token),
      await ask(url, CreateFile, { input: { name: "a.txt", contentType: "text/plain", content: "" } }, token),
      await ask(url, Members, { first: 1 }, token),
      await ask(url, ApiKeys, {}, token),
    ])
      expect(codeOf(answer)).toBe("FORBIDDEN");
    const { token: none } = await createMachine(airgraph, owner, []);
    expect(codeOf(await ask(url, Bases, {}, none))).toBe("FORBIDDEN");
  });

  it("manages others within its scopes, and raises nobody above them", async () => {
    const { url } = airgraph;
    const { token } = await createMachine(airgraph, owner, [
      "members:read",
      "members:write",
      "roles:write",
      "data:read",
    ]);
    const { createRole } = await expectData(
      url,
      CreateRole,
      { input: { name: "By a machine", scopes: ["data:read"] } },
      token,
    );
    const email = (role: string) => `by-a-machine-${role}@example.com`;
    const { inviteMember } = await expectData(url, InviteMember, { email: email("own"), roleId: createRole.id }, token);
    expect(inviteMember.invitedBy).toBeNull();
    for (const roleId of ["viewer", "editor", "admin", "owner"])
      expect(codeOf(await ask(url, InviteMember, { email: email(roleId), roleId }, token))).toBe("FORBIDDEN");
  });

  it("is no person: what only people do it can't, whatever its scopes", async () => {
    const { url } = airgraph;
    const everything = working.concat([
      "members:read",
      "members:write",
      "roles:write",
      "keys:write",
      "tenant:write",
      "audit:read",
    ]);
    const { token } = await createMachine(airgraph, owner, everything);
    const personal = [
      "query { tenants { joinedAt } }",
      "query { sessions { id } }",
      "query { externalIdentities { id } }",
      "mutation { signOut { sessionsEnded } }",
      "mutation { signOutEverywhere { sessionsEnded } }",
      'mutation { endSession(id: "x") { sessionsEnded } }',
      'mutation { switchTenant(tenantId: "x") { expiresAt } }',
      'mutation { confirmIdentity(input: { password: "x" }) { expiresAt } }',
      'mutation { changePassword(input: { currentPassword: "x", newPassword: "y" }) { user { id } } }',
      'mutation { changeEmail(email: "a@example.com") { email } }',
      "mutation { deleteAccount { user { id } } }",
      "mutation { cancelAccountDeletion { user { id } } }",
      "mutation { startTotp { secret } }",
      'mutation { confirmTotp(code: "000000") { codes } }',
      "mutation { disableTotp { user { id } } }",
      "mutation { renewRecoveryCodes { codes } }",
      'mutation { removeExternalIdentity(id: "x") { user { id } } }',
      'mutation { createTenant(name: "x") { joinedAt } }',
      'mutation { acceptInvitation(token: "x") { joinedAt } }',
      "mutation { leaveTenant { tenantId } }",
      `mutation { transferOwnership(userId: "${owner.userId}") { id } }`,
    ];
    for (const query of personal)
      expect([query, codeOf(await post(url, JSON.stringify({ query }), token))]).toEqual([query, "FORBIDDEN"]);
  });

  it("is refused when it is cut off, mistyped, unknown or revoked, over HTTP and WebSocket", async () => {
    const { url } = airgraph;
    const { token, id } = await createMachine(airgraph, owner, ["data:read"]);
    const other = token.endsWith("0") ? "1" : "0";
    for (const bad of [token.slice(0, -1), token.slice(0, -1) + other, `agk_${"0".repeat(38)}`, "agk_"])
      expect(codeOf(await ask(url, Bases, {}, bad))).toBe("UNAUTHENTICATED");
    await expectData(url, RevokeApiKey, { id }, owner.token);
    await eventually(
      async () => (codeOf(await ask(url, Bases, {}, token)) === "UNAUTHENTICATED" ? true : undefined),
      withinMs,
    );
    const socket = webSocketClient(url, token);
    await expect(collect(socket, Bases, {})).rejects.toMatchObject({ reason: "UNAUTHENTICATED" });
    await socket.dispose();
  });

  it("is rotated without an outage", async () => {
    const { url } = airgraph;
    const { token, id } = await createMachine(airgraph, owner, ["data:read"]);
    const { rotateApiKey } = await expectData(url, RotateApiKey, { id, overlapHours: 1 }, owner.token);
    for (const secret of [token, rotateApiKey.secret]) expect((await ask(url, Bases, {}, secret)).errors).toEqual([]);
    const { apiKeys } = await eventually(async () => {
      const seen = await expectData(url, ApiKeys, {}, owner.token);
      return seen.apiKeys.some((key) => key.id === id && key.lastUsedAt !== null) ? seen : undefined;
    });
    expect(apiKeys.find((key) => key.id === id)).toMatchObject({
      prefix: rotateApiKey.secret.slice(0, 10),
      formerSecretExpiresAt: rotateApiKey.apiKey.formerSecretExpiresAt,
      createdBy: { id: owner.userId },
    });
    await expectData(url, RotateApiKey, { id, overlapHours: 0 }, owner.token);
    for (const secret of [token, rotateApiKey.secret])
      await eventually(
        async () => (codeOf(await ask(url, Bases, {}, secret)) === "UNAUTHENTICATED" ? true : undefined),
        withinMs,
      );
  });

  it("that is revoked while its run goes on stops the run at the next step", async () => {
    const { url, emulator } = airgraph;
    const { token, id } = await createMachine(airgraph, owner, working);
    const recordId = await firstDeal(airgraph, owner.token);
    emulator.faults.add({ fault: { kind: "slow", ms: 5_000 }, match: { baseId: salesCrmBaseId }, times: 1 });
    const { startRun } = await expectData(
      url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      token,
    );
    await eventually(async () => (emulator.faults.list().length === 0 ? true : undefined));
    await expectData(url, RevokeApiKey, { id }, owner.token);
    const run = await eventually(async () => {
      const { data } = await ask(url, RunAcrossSubgraphs, { id: startRun.run.id }, owner.token);
      return data?.run?.status === "FAILED" || data?.run?.status === "SUCCEEDED" ? data.run : undefined;
    });
    expect(run).toMatchObject({
      status: "FAILED",
      error: { code: "FORBIDDEN" },
      startedBy: null,
      files: { nodes: [] },
    });
    expect(run.steps.nodes.map(({ status }) => status)).toEqual(["SUCCEEDED", "FAILED"]);
  });
}
