import { beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import { builtInRoles, type Scope } from "../../../kernel/identity/scopes.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData } from "../../support/client.ts";
import { eventually } from "../../support/eventually.ts";
import { firstDeal } from "../../support/sample-records.ts";
import { invite, type SignedIn, signIn, signUp, signUpConnected } from "../../support/signed-in.ts";
import { Bases, Me, RunAcrossSubgraphs, StartRun } from "../operations.ts";
import {
  AcceptInvitation,
  AuditLog,
  ChangeMemberRole,
  CreateRole,
  CreateTenant,
  DeleteRole,
  Invitations,
  InviteMember,
  LeaveTenant,
  Members,
  RemoveMember,
  RenameTenant,
  RevokeInvitation,
  Roles,
  Tenants,
  TransferOwnership,
  UpdateRole,
  VerifyAuditLog,
} from "../tenant-operations.ts";

/** What is taken away is gone within seconds in every process. */
const withinMs = 20_000;

export function tenantsHaveMembers(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let owner: SignedIn;

  beforeAll(async () => {
    airgraph = shared();
    owner = await signUpConnected(airgraph);
  });

  const codeOf = ({ errors }: { errors: readonly { extensions?: Readonly<Record<string, unknown>> }[] }) =>
    errors[0]?.extensions?.["code"];

  it("invites people by mail, who act in the tenant with their role", async () => {
    for (const role of ["viewer", "editor", "admin", "owner"] as const) {
      const member = await invite(airgraph, owner, role);
      const { members } = await expectData(airgraph.url, Members, { first: 100 }, member.token);
      const own = members.nodes.find(({ id }) => id === member.userId);
      expect(own?.role).toMatchObject({ id: role, scopes: builtInRoles[role] });
      const { bases } = await expectData(airgraph.url, Bases, {}, member.token);
      expect(bases?.map((base) => base?.id)).toContain(salesCrmBaseId);
    }
  });

  it("lists members page by page, and shows addresses to who manages them", async () => {
    const { url } = airgraph;
    const own = await signUp(airgraph);
    const [editor, admin] = [await invite(airgraph, own, "editor"), await invite(airgraph, own, "admin")];
    const one = await expectData(url, Members, { first: 2 }, editor.token);
    const { endCursor: after } = one.members.pageInfo;
    const two = await expectData(url, Members, { first: 2, after }, editor.token);
    expect([one, two].flatMap(({ members }) => members.nodes.map(({ id, email }) => [id, email]))).toEqual([
      [own.userId, null],
      [editor.userId, editor.email],
      [admin.userId, null],
    ]);
    const seen = await expectData(url, Members, { first: 3 }, admin.token);
    expect(seen.members.nodes.map(({ email }) => email)).toEqual([own.email, editor.email, admin.email]);
  });

  it("has invitations that are taken back, and good for one person once", async () => {
    const { url } = airgraph;
    const guest = await signUp(airgraph);
    const { inviteMember } = await expectData(url, InviteMember, { email: guest.email, roleId: "viewer" }, owner.token);
    const { invitations } = await expectData(url, Invitations, {}, owner.token);
    expect(invitations.map(({ id }) => id)).toEqual([inviteMember.id]);
    await expectData(url, RevokeInvitation, { id: inviteMember.id }, owner.token);
    expect((await expectData(url, Invitations, {}, owner.token)).invitations).toEqual([]);
    expect(codeOf(await ask(url, AcceptInvitation, { token: "nonsense" }, guest.token))).toBe("BAD_USER_INPUT");
  });

  it("gives roles of its own, whose scopes hold within seconds", async () => {
    const { url } = airgraph;
    const { createRole } = await expectData(
      url,
      CreateRole,
      { input: { name: "Support", scopes: ["members:read"] } },
      owner.token,
    );
    const { roles } = await expectData(url, Roles, {}, owner.token);
    expect(roles.map(({ id }) => id)).toEqual(["owner", "admin", "editor", "viewer", createRole.id]);
    const member = await invite(airgraph, owner, createRole.id);
    expect(codeOf(await ask(url, Bases, {}, member.token))).toBe("FORBIDDEN");
    const scopes: Scope[] = ["members:read", "data:read"];
    await expectData(url, UpdateRole, { input: { id: createRole.id, scopes } }, owner.token);
    await eventually(async () => (await ask(url, Bases, {}, member.token)).data?.bases ?? undefined, withinMs);
    expect(codeOf(await ask(url, DeleteRole, { id: createRole.id }, owner.token))).toBe("CONFLICT");
    await expectData(url, ChangeMemberRole, { userId: member.userId, roleId: "viewer" }, owner.token);
    await expectData(url, DeleteRole, { id: createRole.id }, owner.token);
  });

  it("is lost within seconds by who is removed, whose session and other tenants stay", async () => {
    const { url } = airgraph;
    const member = await invite(airgraph, owner, "editor");
    expect((await ask(url, Bases, {}, member.token)).errors).toEqual([]);
    await expectData(url, RemoveMember, { userId: member.userId }, owner.token);
    await eventually(
      async () => (codeOf(await ask(url, Bases, {}, member.token)) === "UNAUTHENTICATED" ? true : undefined),
      withinMs,
    );
    const token = await signIn(url, { login: member.login, password: member.password });
    const { tenants } = await expectData(url, Tenants, {}, token);
    expect(tenants.map(({ tenant }) => tenant.name)).toEqual([`Tenant of ${member.login}`]);
  });

  it("can be created, renamed, handed over and left", async () => {
    const { url } = airgraph;
    const founder = await signUp(airgraph);
    const { createTenant } = await expectData(url, CreateTenant, { name: "Second" }, founder.token);
    const { login, password } = founder;
    const token = await signIn(url, { login, password, tenantId: createTenant.tenant.id });
    expect((await expectData(url, RenameTenant, { name: "Zweite" }, token)).renameTenant.name).toBe("Zweite");
    expect((await expectData(url, Me, {}, token)).me?.tenant?.name).toBe("Zweite");
    expect(codeOf(await ask(url, LeaveTenant, {}, token))).toBe("CONFLICT");

    const heir = await invite(airgraph, { token, tenantId: createTenant.tenant.id }, "viewer");
    const { transferOwnership } = await expectData(url, TransferOwnership, { userId: heir.userId }, token);
    expect(transferOwnership).toEqual({ id: heir.userId, role: { id: "owner" } });
    await expectData(url, LeaveTenant, {}, token);
    const { members } = await expectData(url, Members, { first: 10 }, heir.token);
    expect(members.nodes.map(({ id, role }) => [id, role?.id])).toEqual([[heir.userId, "owner"]]);
  });

  it("lets a run do what its starter may do at each step: removed in between, they have started it for nothing", async () => {
    const { url, emulator } = airgraph;
    const member = await invite(airgraph, owner, "editor");
    const recordId = await firstDeal(airgraph, owner.token);
    emulator.faults.add({ fault: { kind: "slow", ms: 5_000 }, match: { baseId: salesCrmBaseId }, times: 1 });
    const input = { workflow: "summarizeRecord", input: { record: recordId } };
    const { startRun } = await expectData(url, StartRun, { input }, member.token);
    await eventually(async () => (emulator.faults.list().length === 0 ? true : undefined));
    await expectData(url, RemoveMember, { userId: member.userId }, owner.token);
    const run = await eventually(async () => {
      const { data } = await ask(url, RunAcrossSubgraphs, { id: startRun.run.id }, owner.token);
      return data?.run?.status === "FAILED" || data?.run?.status === "SUCCEEDED" ? data.run : undefined;
    });
    expect(run).toMatchObject({ status: "FAILED", error: { code: "FORBIDDEN" }, files: { nodes: [] } });
    expect(run.steps.nodes.map(({ status }) => status)).toEqual(["SUCCEEDED", "FAILED"]);
  });

  it("tells in its audit log who did what from where, and that nobody changed it", async () => {
    const { url } = airgraph;
    const own = await signUp(airgraph);
    const viewer = await invite(airgraph, own, "viewer");
    await expectData(url, ChangeMemberRole, { userId: viewer.userId, roleId: "editor" }, own.token);
    const filter = { userId: own.userId, actions: ["member.role_changed", "invitation.created"] };
    const { auditLog } = await expectData(url, AuditLog, { first: 10, filter }, own.token);
    expect(auditLog.nodes).toMatchObject([
      {
        action: "member.role_changed",
        user: { id: own.userId, username: own.login },
        apiKeyId: null,
        runId: null,
        address: expect.stringMatching(/127\.0\.0\.1$|^::1$/),
        userAgent: expect.any(String),
        targetKind: "person",
        targetId: viewer.userId,
        result: "SUCCEEDED",
        details: { formerRole: "viewer", role: "editor" },
      },
      { action: "invitation.created", details: { email: viewer.email, role: "viewer" } },
    ]);
    const { verifyAuditLog } = await expectData(url, VerifyAuditLog, {}, own.token);
    expect(verifyAuditLog).toMatchObject({ isIntact: true, problem: null });
    const again = await expectData(url, VerifyAuditLog, { expectedHead: verifyAuditLog.head }, own.token);
    expect(again.verifyAuditLog.isIntact).toBe(true);
    expect(codeOf(await ask(url, AuditLog, { first: 1 }, viewer.token))).toBe("FORBIDDEN");
    expect(codeOf(await ask(url, VerifyAuditLog, {}, viewer.token))).toBe("FORBIDDEN");
  });
}
