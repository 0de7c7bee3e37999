import { describe, expect, it } from "@jest/globals";
import { type GraphQLScalarType, Kind } from "graphql";
import { EmailAddress, LocalDate, PhoneNumber, WebAddress } from "./text-scalars.ts";

const scalars: [GraphQLScalarType<string, string>, string[], unknown[]][] = [
  [LocalDate, ["2026-01-31", "2024-02-29"], ["2026-02-30", "2026-1-1", "2026-01-31T10:00:00Z", "", 20_260_131, null]],
  [
    WebAddress,
    ["https://example.com", "https://example.com/a?b=c#d", "mailto:a@example.com"],
    ["example.com", "", 7, {}],
  ],
  [
    EmailAddress,
    ["ada@example.com", "ada+test@mail.example.com"],
    ["ada", "ada@", "a b@example.com", "", 7, ["ada@example.com"]],
  ],
  [PhoneNumber, ["+43 1 234567", "+1 (555) 010-0000"], ["call me", "", 112]],
];

describe.each(scalars)("%s", (scalar, values, others) => {
  it("takes what it is, and has it as it was written", () => {
    for (const value of values) {
      expect(scalar.parseValue(value)).toBe(value);
      expect(scalar.parseLiteral({ kind: Kind.STRING, value })).toBe(value);
      expect(scalar.serialize(value)).toBe(value);
    }
  });

  it("refuses what it is not, and says so in a message that is not long", () => {
    for (const other of [...others, "x".repeat(10_000)]) {
      expect(() => scalar.parseValue(other)).toThrow(scalar.name);
      expect(() => scalar.parseValue(other)).toThrow(/^.{1,120}$/s);
    }
    expect(() => scalar.parseLiteral({ kind: Kind.INT, value: "1" })).toThrow(`${scalar.name} must be a text, got 1.`);
  });

  it("answers with any text that a cell may hold, since Airtable checks none", () => {
    expect(scalar.serialize("anything at all")).toBe("anything at all");
    expect(() => scalar.serialize({})).toThrow(scalar.name);
  });
});
