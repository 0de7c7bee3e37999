import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { WebSocket } from "ws";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { newAccount, newMachine, newPerson } from "../../tests/support/subgraph.ts";
import type { Standing } from "../identity/standings.ts";
import { watchSocketSessions } from "./socket-sessions.ts";

/** As far as it is asked for here. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly closed: unknown[] = [];
  close(code: number, reason: string) {
    this.readyState = 2;
    this.closed.push([code, reason]);
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
  const sessions = watchSocketSessions({
    standings: {
      find: async () => {
        asked += 1;
        return known.answer();
      },
    },
    clock: { now: () => Date.now() },
  });
  const fake = new FakeSocket();
  const socket = fake as unknown as WebSocket;
  sessions.begin(socket, { caller, standingKey, ...(expiresAt === undefined ? {} : { expiresAt }) });
  return { sessions, fake, socket, known, asked: () => asked };
}

const pass = async (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe("an open socket", () => {
  it("stays open while its caller may do the same, and is asked about every second", async () => {
    const { fake, asked } = open();
    await pass(10 * second);
    expect(fake.closed).toEqual([]);
    expect(asked()).toBe(10);
  });

  it("is closed when its session has ended, and nothing is asked in its name from then on", async () => {
    const { fake, known, sessions, socket } = open();
    known.answer = async () => undefined;
    await pass(second);
    expect(fake.closed).toEqual([[4403, "UNAUTHENTICATED"]]);
    expect(sessions.callerOf(socket)).toEqual({ kind: "anonymous" });
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
    const { fake, known, sessions, socket } = open();
    const caller = { ...person, session: { ...session, confirmedAt: session.confirmedAt + 60 } };
    known.answer = async () => ({ caller, expiresAt: undefined });
    await pass(second);
    expect(fake.closed).toEqual([]);
    expect(sessions.callerOf(socket)).toBe(caller);
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
    const gone = new FakeSocket();
    gone.readyState = 3;
    sessions.begin(gone as unknown as WebSocket, { caller: person, standingKey });
    await pass(second);
    expect(asked()).toBe(1);
    expect(sessions.callerOf(gone as unknown as WebSocket)).toEqual({ kind: "anonymous" });
  });

  it("of a run is the run's, until the run's identity expires", async () => {
    const { sessions } = open();
    const run = new FakeSocket();
    const expiresAt = new Date(Date.now() + 60 * second);
    sessions.begin(run as unknown as WebSocket, { caller: person, expiresAt });
    expect(sessions.callerOf(run as unknown as WebSocket)).toBe(person);
    await pass(60 * second);
    expect(run.closed).toHaveLength(1);
  });
});
