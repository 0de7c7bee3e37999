import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { composeMail, harmless } from "./compose-mail.ts";

describe("harmless", () => {
  it.each([
    ["Acme", "Acme"],
    ["Acme\r\nBcc: a@example.com", "Acme Bcc: a@ example. com"],
    ["https://evil.example.com/x", "https: / / evil. example. com/ x"],
    ["www.evil.com", "www. evil. com"],
    ["evil。com", "evil。 com"],
    ["Dr. Müller & Co. KG", "Dr. Müller & Co. KG"],
    ["a\u202Ecba\u200Bx", "a cba x"],
    ["  much\t\tspace ", "much space"],
    ["🥐".repeat(70), `${"🥐".repeat(59)}…`],
  ])("of %j is %j", (name, expected) => {
    expect(harmless(name)).toBe(expected);
  });

  it("is one line of at most 60 characters that holds no address of a page, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const text = harmless(name);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(text).not.toMatch(/[\p{L}\p{N}][.:/@][\p{L}\p{N}]/u);
        expect(Array.from(text).length).toBeLessThanOrEqual(60);
      }),
    );
  });
});

describe("composeMail", () => {
  it("has a subject of one line, whatever the name of the tenant that it names", () => {
    const { subject, text } = composeMail(
      {
        kind: "accept_invitation",
        to: "a@example.com",
        tenantId: "" as never,
        tenantName: "Acme\nBcc: victim@example.com",
        invitationId: "",
        invitedBy: "zoe\r\nX: y",
        expiresAt: "2026-05-01T00:00:00.000Z",
      },
      { link: "https://app.example.com/accept-invitation?token=abc", appUrl: "https://app.example.com" },
    );
    expect(subject).toBe("You are invited to Acme Bcc: victim@ example. com");
    expect(text).toContain("until 2026-05-01");
    expect(text).toContain("\n\nhttps://app.example.com/accept-invitation?token=abc\n\n");
  });
});
