import { describe, expect, it } from "@jest/globals";
import { parse, print } from "graphql";
import { toGatewaySdl } from "./gateway-sdl.ts";

const policy = 'url: "https://specs.apollo.dev/policy/v0.1"';

function converted(schema: string): string {
  const sdl = `${schema} { query: Query } type Query { a: Int }`;
  return (
    print(parse(toGatewaySdl(sdl, parse(sdl))))
      .split("{")[0]
      ?.trim() ?? ""
  );
}

describe("toGatewaySdl", () => {
  it.each([
    [`schema @link(${policy}, for: SECURITY)`, `schema @link(${policy})`],
    [`schema @link(for: SECURITY, ${policy})`, `schema @link(${policy})`],
    [
      `schema @link(${policy} # for: SECURITY\n for: SECURITY, import: ["x"])`,
      `schema @link(${policy}, import: ["x"])`,
    ],
  ])("takes the purpose off %s", (given, expected) => {
    expect(converted(given)).toBe(expected);
  });

  it.each([
    'schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)',
    'schema @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)',
    'schema @link(url: "https://example.com/policy/v0.1", for: SECURITY)',
  ])("leaves %s alone: the gateway must go on refusing what nobody enforces", (given) => {
    expect(converted(given)).toBe(given);
  });
});
