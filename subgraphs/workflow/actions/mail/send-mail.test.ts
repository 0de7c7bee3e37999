import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { type Mail, RecipientRefusedError } from "../../../../kernel/mail/mailer.ts";
import { newTenant } from "../../../../tests/support/subgraph.ts";
import type { ActionSettings } from "../../definitions/action-steps.ts";
import type { ActionScope } from "../action.ts";
import { newScope } from "../fixtures/new-scope.ts";
import { type Script, scriptSupergraph } from "../fixtures/scripted-supergraph.ts";
import { createMailRate } from "./mail-rate.ts";
import { createFindForbidden } from "./recipients.ts";
import { createSendMail } from "./send-mail.ts";

const page = (emails: readonly (string | null)[], endCursor: string | null = null) => ({
  members: { nodes: emails.map((email) => ({ email })), pageInfo: { hasNextPage: endCursor !== null, endCursor } },
});

function open(
  about: {
    readonly answers?: Script;
    readonly allow?: readonly string[];
    readonly perHour?: number;
    readonly refuse?: (to: string) => Error | undefined;
  } = {},
) {
  const { answers = [], allow = ["example.com"], perHour = 100, refuse = () => undefined } = about;
  const sent: Mail[] = [];
  const { ask, asked } = scriptSupergraph(...answers);
  const sendMail = createSendMail({
    mailer: {
      async send(mail) {
        const refusal = refuse(mail.to);
        if (refusal !== undefined) throw refusal;
        sent.push(mail);
      },
    },
    findForbidden: createFindForbidden(ask, allow),
    takeMails: createMailRate({ perHour }),
  });
  const send = async (settings: Partial<ActionSettings<"sendMail">>, scope: ActionScope = newScope()) =>
    sendMail({ to: "ada@example.com", subject: "Hello", text: "Text", ...settings }, scope);
  return { send, sent, asked };
}

describe("sendMail", () => {
  it("sends a mail of its own to each recipient, once", async () => {
    const { send, sent } = open();
    expect(await send({ to: ["Ada@example.com", "bob@example.com", "ada@example.com"] })).toEqual({ recipients: 2 });
    expect(sent).toMatchObject([
      { to: "ada@example.com", subject: "Hello", text: "Text" },
      { to: "bob@example.com", subject: "Hello", text: "Text" },
    ]);
  });

  it("gives a mail the same key in each attempt, and another to each recipient and step", async () => {
    const { send, sent } = open();
    const scope = newScope();
    await send({ to: ["ada@example.com", "bob@example.com"] }, scope);
    await send({}, { ...scope, maybeDone: true });
    await send({});
    const [ada, bob, again, other] = sent.map(({ messageKey }) => messageKey);
    expect(ada).toMatch(/^[0-9a-f]{40}$/);
    expect(again).toBe(ada);
    expect(new Set([ada, bob, other]).size).toBe(3);
  });

  it("goes to members whose addresses the starter may see, on whatever page they are", async () => {
    const { send, sent, asked } = open({
      answers: [page([null, "x@other.example"], "next"), page(["Zoe@other.example"])],
    });
    await send({ to: "zoe@other.example" });
    expect(sent).toHaveLength(1);
    expect(asked.map(({ variables }) => variables)).toEqual([{ after: null }, { after: "next" }]);
  });

  it.each([
    ["is no member", page(["bob@other.example", null])],
    ["can't be looked up", new AirgraphError("FORBIDDEN", "No.")],
  ])("goes to nobody when one of them %s and is of no allowed domain", async (_what, answer) => {
    const { send, sent } = open({ answers: [answer] });
    await expect(send({ to: ["ada@example.com", "eve@other.example"] })).rejects.toMatchObject({
      code: "FORBIDDEN",
      extensions: { field: "to" },
    });
    expect(sent).toEqual([]);
  });

  it.each(["eve@evil.example.com", "eve@notexample.com", '"a@example.com"@evil.example'])(
    "does not take %s for an address of example.com",
    async (to) => {
      const { send, sent } = open({ answers: [page([])] });
      await expect(send({ to })).rejects.toMatchObject({ code: expect.stringMatching(/FORBIDDEN|BAD_USER_INPUT/) });
      expect(sent).toEqual([]);
    },
  );

  it("sends so many an hour, and no tenant takes them from another", async () => {
    const { send, sent } = open({ perHour: 2 });
    const scope = newScope();
    await send({ to: ["ada@example.com", "bob@example.com"] }, scope);
    await expect(send({}, scope)).rejects.toMatchObject({
      code: "RATE_LIMITED",
      extensions: { retryAfterMs: expect.any(Number) },
    });
    await send({}, { ...scope, tenantId: newTenant() });
    expect(sent).toHaveLength(3);
    await expect(send({ to: ["a@example.com", "b@example.com", "c@example.com"] })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
    });
  });

  it("fails for an address that the server refuses, when the others were sent", async () => {
    const { send, sent } = open({
      refuse: (to) => (to.startsWith("gone") ? new RecipientRefusedError({ cause: undefined }) : undefined),
    });
    await expect(send({ to: ["gone@example.com", "ada@example.com"] })).rejects.toMatchObject({
      code: "UPSTREAM_REJECTED",
      message: "The mail server refuses gone@example.com.",
    });
    expect(sent).toHaveLength(1);
  });

  it("may be tried again when the server is away", async () => {
    const { send } = open({ refuse: () => new Error("ECONNREFUSED") });
    await expect(send({})).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("sends nothing more once its time is up", async () => {
    const { send, sent } = open();
    await expect(send({}, newScope({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(sent).toEqual([]);
  });

  it("says so where no mail is sent at all", async () => {
    const sendMail = createSendMail({ mailer: undefined, findForbidden: async () => [], takeMails: async () => {} });
    await expect(sendMail({ to: "ada@example.com", subject: "a", text: "b" }, newScope())).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it.each([
    ["to", { to: [] }],
    ["to.0", { to: "ada" }],
    ["to.0", { to: "ada@example.com\r\nBcc: eve@evil.example" }],
    ["to.1", { to: ["ada@example.com", "Ada <ada@example.com>"] }],
    ["to", { to: Array.from({ length: 101 }, (_none, index) => `${index}@example.com`) }],
    ["subject", { subject: "" }],
    ["subject", { subject: "Hello\r\nBcc: eve@evil.example" }],
    ["text", { text: "a\0" }],
  ])("names the setting that is none: %s", async (field, settings) => {
    const { send, sent } = open({ answers: [page([])] });
    await expect(send(settings)).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field } });
    expect(sent).toEqual([]);
  });
});
