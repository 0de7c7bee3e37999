import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SMTPServer } from "smtp-server";
import { createSmtpMailer } from "./smtp-mailer.ts";

const sources: string[] = [];
let server: SMTPServer;
let url: string;
beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, done) {
      let source = "";
      stream.on("data", (chunk: Buffer) => (source += chunk.toString()));
      stream.on("end", () => {
        sources.push(source);
        done();
      });
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  url = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
});
afterAll(async () => new Promise<void>((resolve) => server.close(resolve)));

const messageIds = () => sources.splice(0).map((source) => /^Message-ID: (.*)\r$/im.exec(source)?.[1]);

describe("a mail's Message-ID", () => {
  it("is the same whenever a mail with a key is sent, in the sender's domain", async () => {
    const mailer = createSmtpMailer({ url, from: "Airgraph <no-reply@mail.example.com>" });
    const mail = { to: "ada@example.com", subject: "Hello", text: "Text", messageKey: "0123abcd" };
    await mailer.send(mail);
    await mailer.send(mail);
    expect(messageIds()).toEqual(["<0123abcd@mail.example.com>", "<0123abcd@mail.example.com>"]);
  });

  it("is another for each mail without a key", async () => {
    const mailer = createSmtpMailer({ url, from: "no-reply@example.com" });
    const mail = { to: "ada@example.com", subject: "Hello", text: "Text" };
    await mailer.send(mail);
    await mailer.send(mail);
    expect(new Set(messageIds()).size).toBe(2);
  });
});
