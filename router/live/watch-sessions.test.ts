import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { newAccount, newMachine, newPerson } from "../../tests/support/subgraph.ts";
import type { Standing } from "../identity/standings.ts";
import { type Connection, type Ending, watchSessions } from "./watch-sessions.ts";

class FakeConnection extends EventEmitter implements Connection {
  phase: "open" | "closed" = "open";
  readonly closed: unknown[] = [];
  isOpen = () => this.phase === "open";
  onceClosed = (listener: () => void) => void this.once("close", listener);
  end({ closeCode, reason }: Ending) {
    this.phase = "closed";
    this.closed.push([closeCode, reason]);
  }
}

const { session } = newAccount();
const person = { ...newPerson({ role: "editor" }), session };
const standingKey = { session: { id: session.sessionId, tenantId: person.tenantId } };
const second = 1_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function open(caller: NonNullable<Standing>["caller"] = person, expiresAt?: Date) {
  let asked = 0;
  const known = { answer: async (): Promise<Standing> => ({ caller, expiresAt: undefined }) };
  const sessions = watchSessions({
    standings: {
      find: async () => {
        asked += 1;
        return known.answer();
      },
    },
    clock: { now: () => Date.now() },
  });
  const fake = new FakeConnection();
  sessions.begin(fake, { caller, standingKey, ...(expiresAt === undefined ? {} : { expiresAt }) });
  return { sessions, fake, known, asked: () => asked };
}

const pass = async (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe("an open connection", () => {
  it("stays open while its caller may do the same, and is asked about every second", async () => {
    const { fake, asked } = open();
    await pass(10 * second);
    expect(fake.closed).toEqual([]);
    expect(asked()).toBe(10);
  });

  it("is closed when its session has ended, and nothing is asked in its name from then on", async () => {
    const { fake, known, sessions } = open();
    known.answer = async () => undefined;
    await pass(second);
    expect(fake.closed).toEqual([[4403, "UNAUTHENTICATED"]]);
    expect(sessions.callerOf(fake)).toEqual({ kind: "anonymous" });
    await pass(10 * second);
    expect(fake.closed).toHaveLength(1);
  });

  it.each([
    ["another role", { ...person, roleId: "viewer" }],
    ["another scope", { ...person, scopes: ["data:read" as const] }],
    ["another tenant", { ...person, tenantId: newPerson().tenantId }],
    ["another address", { ...person, email: "other@example.com" }],
    ["no tenant", { kind: "account" as const, userId: person.userId, session }],
    ["another nature", newMachine(["data:read"])],
  ])("is closed when its caller has %s", async (_what, caller) => {
    const { fake, known } = open();
    known.answer = async () => ({ caller, expiresAt: undefined });
    await pass(second);
    expect(fake.closed).toEqual([[4403, "Your permissions changed; connect again."]]);
  });

  it("goes on in the newest caller's name when the person only proved once more who they are", async () => {
    const { fake, known, sessions } = open();
    const caller = { ...person, session: { ...session, confirmedAt: session.confirmedAt + 60 } };
    known.answer = async () => ({ caller, expiresAt: undefined });
    await pass(second);
    expect(fake.closed).toEqual([]);
    expect(sessions.callerOf(fake)).toBe(caller);
  });

  it("is closed to be opened again when nobody can say what its caller may do", async () => {
    const { fake, known } = open();
    known.answer = async () => {
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "Callers can't be verified at the moment.");
    };
    await pass(second);
    expect(fake.closed).toEqual([[1013, "Callers can't be verified at the moment."]]);
  });

  it("is asked about once at a time, however long the answer takes", async () => {
    const { asked, known, fake } = open();
    known.answer = async () => new Promise(() => {});
    await pass(10 * second);
    expect(asked()).toBe(1);
    expect(fake.closed).toEqual([]);
  });

  it("is closed when its token expires, and forgotten when it is closed", async () => {
    const { fake, asked } = open(person, new Date(Date.now() + 5 * second));
    await pass(5 * second);
    expect(fake.closed).toEqual([[4403, "The access token has expired."]]);
    fake.emit("close");
    const before = asked();
    await pass(10 * second);
    expect(asked()).toBe(before);
  });

  it("that was closed while its caller was looked up is not kept", async () => {
    const { sessions, asked } = open();
    const gone = new FakeConnection();
    gone.phase = "closed";
    sessions.begin(gone, { caller: person, standingKey });
    await pass(second);
    expect(asked()).toBe(1);
    expect(sessions.callerOf(gone)).toEqual({ kind: "anonymous" });
  });

  it("of a run is the run's, until the run's identity expires", async () => {
    const { sessions } = open();
    const run = new FakeConnection();
    const expiresAt = new Date(Date.now() + 60 * second);
    sessions.begin(run, { caller: person, expiresAt });
    expect(sessions.callerOf(run)).toBe(person);
    await pass(60 * second);
    expect(run.closed).toHaveLength(1);
  });

  describe("that is renewed", () => {
    const later = () => new Date(Date.now() + 60 * second);

    it("stays open until the new token expires, and the old one ends nothing", async () => {
      const { sessions, fake } = open(person, new Date(Date.now() + 5 * second));
      const expiresAt = later();
      expect(sessions.renew(fake, { caller: person, standingKey, expiresAt })).toBe(expiresAt);
      await pass(59 * second);
      expect(fake.closed).toEqual([]);
      await pass(2 * second);
      expect(fake.closed).toEqual([[4403, "The access token has expired."]]);
    });

    it("goes on as the same person who has proved once more who they are", () => {
      const { sessions, fake } = open();
      const caller = { ...person, session: { ...session, confirmedAt: session.confirmedAt + 60, secondFactor: true } };
      sessions.renew(fake, { caller, standingKey, expiresAt: later() });
      expect(sessions.callerOf(fake)).toBe(caller);
    });

    it.each([
      ["somebody else", { ...newPerson({ tenantId: person.tenantId, role: "editor" }), session }],
      ["another tenant", { ...person, tenantId: newPerson().tenantId }],
      ["another session of the same person", { ...person, session: newAccount().session }],
      ["another role", { ...person, roleId: "viewer" }],
      ["an API key", newMachine(["data:read"])],
    ])("is not, by credentials of %s, and goes on as it was", async (_what, caller) => {
      const { sessions, fake } = open(person, new Date(Date.now() + 5 * second));
      expect(() => sessions.renew(fake, { caller, standingKey, expiresAt: later() })).toThrow("same session");
      expect(sessions.callerOf(fake)).toBe(person);
      await pass(5 * second);
      expect(fake.closed).toEqual([[4403, "The access token has expired."]]);
    });

    it("is asked about by its new credentials only", async () => {
      const { sessions, fake, known } = open();
      let answerOld: (standing: Standing) => void = () => {};
      known.answer = async () => new Promise((resolve) => (answerOld = resolve));
      await pass(second);
      sessions.renew(fake, { caller: person, standingKey: { ...standingKey }, expiresAt: later() });
      answerOld(undefined);
      await pass(0);
      expect(fake.closed).toEqual([]);
    });
  });
});
