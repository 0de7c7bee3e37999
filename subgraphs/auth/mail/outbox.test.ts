import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { type OpenDatabase, openDatabase } from "../../../kernel/database/database.ts";
import { migrateEventLog } from "../../../kernel/event-log/event-log.ts";
import { type Logger, silentLogger } from "../../../kernel/logger.ts";
import { createSmtpMailer } from "../../../kernel/mail/smtp-mailer.ts";
import { openStore } from "../../../kernel/subgraph/open-store.ts";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { until } from "../../../tests/support/eventually.ts";
import { freePort } from "../../../tests/support/free-port.ts";
import { mailTokens, outbox as outboxTable, registrations } from "../store/tables.ts";
import type { MailOrder } from "./mail-order.ts";
import { type OpenMail, openMail } from "./open-mail.ts";
import { startOutboxSender } from "./send-outbox.ts";

interface Received {
  readonly to: string[];
  readonly source: string;
}

/** A mail server. */
async function startSmtp(port: number, options: SMTPServerOptions = {}, received: Received[] = []) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      let source = "";
      stream.on("data", (chunk: Buffer) => (source += chunk.toString()));
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const listening = server.listen(port, "127.0.0.1");
  await once(listening, "listening");
  return {
    received,
    port: (listening.address() as AddressInfo).port,
    stop: async () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

let database: TestDatabase;
let store: OpenDatabase;
const time = { now: Date.UTC(2026, 4, 1, 12) };
const clock = { now: () => time.now };
beforeAll(async () => {
  database = await createTestDatabase();
  await migrateEventLog(database.url);
  const settings = { databaseUrl: database.url, databasePool: 5 };
  store = await openStore("auth", settings, new URL("../subgraph.ts", import.meta.url).href);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

let opened: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  opened = [];
  await store.db.delete(outboxTable);
});
afterEach(async () => {
  for (const one of opened.toReversed()) await one.stop();
});

function openMailAt(port: number, logger: Logger = silentLogger): OpenMail {
  const mail = openMail({
    db: store.db,
    clock,
    logger,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "Airgraph <no-reply@example.com>",
    folder: "",
    appUrl: "https://app.example.com/",
  });
  opened.push(mail);
  return mail;
}

async function order({ outbox }: OpenMail, ...orders: MailOrder[]): Promise<void> {
  await store.db.transaction(async (transaction) => outbox.put(transaction, ...orders));
  outbox.wake();
}

const someAddress = () => `${randomUUID()}@example.com`;
const changed = (to: string): MailOrder => ({ kind: "password_changed", to, username: "zoe" });
const waiting = async () => store.db.select().from(outboxTable);
const settled = async () => (await waiting()).length === 0;

async function registration(email: string, username = "zoe"): Promise<string> {
  const id = randomUUID();
  const createdAt = new Date(time.now);
  const expiresAt = new Date(time.now + 1_000_000);
  await store.db
    .insert(registrations)
    .values({ id, email, username, passwordHash: "none", tenantName: null, createdAt, expiresAt });
  return id;
}

describe("a mail", () => {
  it("goes by SMTP, with a token that is nowhere but in it, and is out of the outbox then", async () => {
    const smtp = await startSmtp(0);
    opened.push(smtp);
    const to = someAddress();
    await order(openMailAt(smtp.port), { kind: "sign_up", to, registrationId: await registration(to) });
    await until(settled);
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]?.to).toEqual([to]);
    const source = (smtp.received[0]?.source ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "=");
    const token = /https:\/\/app\.example\.com\/verify-email\?token=([\w-]{43})/.exec(source)?.[1] ?? "none";
    const stored = await store.db.select().from(mailTokens).where(eq(mailTokens.email, to));
    expect(stored).toMatchObject([{ purpose: "verify_email", usedAt: null }]);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it("whose transaction comes to nothing is not sent", async () => {
    const smtp = await startSmtp(0);
    opened.push(smtp);
    const mail = openMailAt(smtp.port);
    const failing = store.db.transaction(async (transaction) => {
      await mail.outbox.put(transaction, changed(someAddress()));
      throw new Error("came to nothing");
    });
    await expect(failing).rejects.toThrow("came to nothing");
    const to = someAddress();
    await order(mail, changed(to));
    await until(settled);
    expect(smtp.received.map(({ to: [address] }) => address)).toEqual([to]);
  });

  it("waits for a server that is down, and is sent once when it is back", async () => {
    const port = await freePort();
    const mail = openMailAt(port);
    const to = someAddress();
    await order(mail, changed(to));
    await until(async () => ((await waiting())[0]?.attempts ?? 0) >= 1);
    const [row] = await waiting();
    expect(row?.dueAt.getTime()).toBe(time.now + 5_000);

    const smtp = await startSmtp(port);
    opened.push(smtp);
    time.now += 5_000;
    mail.outbox.wake();
    await until(settled);
    expect(smtp.received.map(({ to: [address] }) => address)).toEqual([to]);
  });

  it("waits longer after each failure, and is given up after three days, which the log tells without its address", async () => {
    const lines: string[] = [];
    const mail = openMailAt(await freePort(), pino({ base: null }, { write: (line: string) => lines.push(line) }));
    const to = someAddress();
    await order(mail, changed(to));
    for (const [attempts, waitMs] of [
      [1, 5_000],
      [2, 10_000],
      [3, 20_000],
    ] as const) {
      await until(async () => (await waiting())[0]?.attempts === attempts);
      expect((await waiting())[0]?.dueAt.getTime()).toBe(time.now + waitMs);
      time.now += waitMs;
      mail.outbox.wake();
    }
    await until(async () => (await waiting())[0]?.attempts === 4);
    time.now += 3 * 86_400_000;
    mail.outbox.wake();
    await until(settled);
    expect(lines.filter((line) => line.includes("a mail was given up"))).toHaveLength(1);
    expect(lines.join("")).not.toContain(to);
  });

  it("that a server refuses for good is given up at once, and holds up no other", async () => {
    const refused = someAddress();
    const smtp = await startSmtp(0, {
      onRcptTo({ address }, _session, done) {
        if (address !== refused) done();
        else done(Object.assign(new Error("no such user"), { responseCode: 550 }));
      },
    });
    opened.push(smtp);
    const lines: string[] = [];
    const mail = openMailAt(smtp.port, pino({ base: null }, { write: (line: string) => lines.push(line) }));
    const others = [someAddress(), someAddress()];
    await order(mail, changed(refused), ...others.map(changed));
    await until(settled);
    expect(smtp.received.flatMap(({ to }) => to).toSorted()).toEqual(others.toSorted());
    expect(lines.filter((line) => line.includes("a mail was given up"))).toHaveLength(1);
    expect(lines.join("")).not.toContain(refused);
  });

  it("that a server does not want now is tried again", async () => {
    let refusals = 0;
    const smtp = await startSmtp(0, {
      onRcptTo(_address, _session, done) {
        refusals += 1;
        if (refusals > 1) done();
        else done(Object.assign(new Error("come back later"), { responseCode: 451 }));
      },
    });
    opened.push(smtp);
    const mail = openMailAt(smtp.port);
    await order(mail, changed(someAddress()));
    await until(async () => (await waiting())[0]?.attempts === 1);
    time.now += 5_000;
    mail.outbox.wake();
    await until(settled);
    expect(smtp.received).toHaveLength(1);
  });

  it("is sent by one of two processes, however many there are", async () => {
    const smtp = await startSmtp(0);
    opened.push(smtp);
    const [one, other] = [openMailAt(smtp.port), openMailAt(smtp.port)];
    const addresses = Array.from({ length: 30 }, someAddress);
    await order(one, ...addresses.map(changed));
    other.outbox.wake();
    await until(settled);
    expect(smtp.received.flatMap(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
  });

  it("that a process died over is sent by the next one, once its claim is over", async () => {
    const smtp = await startSmtp(0);
    opened.push(smtp);
    const dying = startOutboxSender({
      db: store.db,
      clock,
      appUrl: "https://app.example.com",
      logger: silentLogger,
      mailer: { send: async () => new Promise(() => {}) },
    });
    const to = someAddress();
    const mail = openMailAt(await freePort());
    await mail.stop();
    opened = opened.filter((one) => one !== mail);
    await order(mail, changed(to));
    dying.wake();
    await until(async () => ((await waiting())[0]?.dueAt.getTime() ?? 0) > time.now);

    const next = openMailAt(smtp.port);
    next.outbox.wake();
    time.now += 120_000;
    next.outbox.wake();
    await until(settled);
    expect(smtp.received.map(({ to: [address] }) => address)).toEqual([to]);
    await dying.stop();
  });

  it("waits for a slow server without holding up the database", async () => {
    let goOn: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const smtp = await startSmtp(0, {
      onMailFrom(_address, _session, accept) {
        void slow.then(() => accept());
      },
    });
    opened.push(smtp);
    const narrow = openDatabase({ url: database.url, applicationName: "test", maxConnections: 1 });
    const sender = startOutboxSender({
      db: narrow.db,
      clock,
      appUrl: "https://app.example.com",
      logger: silentLogger,
      mailer: createSmtpMailer({ url: `smtp://127.0.0.1:${smtp.port}`, from: "a@example.com" }),
    });
    const mail = openMailAt(smtp.port);
    await mail.stop();
    opened = opened.filter((one) => one !== mail);
    await order(mail, ...Array.from({ length: 5 }, () => changed(someAddress())));
    sender.wake();
    await until(async () => (await waiting()).every(({ dueAt }) => dueAt.getTime() > time.now));
    // Its only connection is free, although none of the letters is on its way yet.
    expect(await narrow.ready()).toBe(true);
    expect(smtp.received).toEqual([]);
    goOn();
    await until(settled);
    expect(smtp.received).toHaveLength(5);
    await sender.stop();
    await narrow.close();
  });

  it("is not stopped by an order that nobody understands", async () => {
    const smtp = await startSmtp(0);
    opened.push(smtp);
    const mail = openMailAt(smtp.port);
    const now = new Date(time.now);
    await store.db.insert(outboxTable).values(
      [{}, "nonsense", { kind: "of tomorrow", to: "a@example.com" }].map((text) => ({
        id: randomUUID(),
        mail: text,
        createdAt: now,
        dueAt: now,
      })),
    );
    const to = someAddress();
    await order(mail, changed(to));
    await until(settled);
    expect(smtp.received.map(({ to: [address] }) => address)).toEqual([to]);
  });

  it("adds no header and no recipient, whatever names and addresses hold", async () => {
    const smtp = await startSmtp(0);
    opened.push(smtp);
    const mail = openMailAt(smtp.port);
    const to = someAddress();
    const name = "Acme\r\nBcc: victim@example.com\r\n\r\nhttps://evil.example.com/";
    const order1: MailOrder = {
      kind: "email_changed",
      to,
      username: name,
      newEmail: "new@example.com",
    };
    await order(mail, order1, { ...order1, to: `"a,b" <victim@example.com>,${to}` });
    await until(async () => smtp.received.length >= 1 && (await waiting()).every(({ attempts }) => attempts > 0));
    for (const received of smtp.received) {
      expect(received.to).not.toContain("victim@example.com");
      const [headers = "", ...body] = received.source.split("\r\n\r\n");
      expect(headers).not.toMatch(/^Bcc/im);
      expect(body.join("")).not.toContain("https://evil");
    }
  });
});

describe("without a mail server and without a folder", () => {
  it("mails wait, and the log says so loudly, but never what is in them", async () => {
    const lines: string[] = [];
    const logger = pino({ base: null }, { write: (line: string) => lines.push(line) });
    const mail = openMail({
      db: store.db,
      clock,
      logger,
      smtpUrl: undefined,
      from: "",
      folder: "",
      appUrl: "https://app.example.com",
    });
    await order(mail, changed(someAddress()));
    expect(await waiting()).toHaveLength(1);
    expect(lines).toEqual([expect.stringContaining("NO MAIL IS SENT")]);
    expect(JSON.parse(lines[0] ?? "{}")).toMatchObject({ level: 50 });
    await mail.stop();
  });
});
