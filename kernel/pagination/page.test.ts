import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { type Page, type Position, parsePage, toConnection } from "./page.ts";

const positions = fc.record<Position>({
  createdAt: fc.date({ min: new Date(0), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true }),
  id: fc.uuid(),
});

function cursorOf(position: Position): string {
  const { endCursor } = toConnection([position], { first: 1, after: undefined }).pageInfo;
  if (endCursor === null) throw new Error("a page that is not empty has an end");
  return endCursor;
}

function refusal(read: () => Page): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof AirgraphError) return error.extensions;
    throw error;
  }
  return undefined;
}

describe("parsePage", () => {
  it("reads back every position that a page can end with", () => {
    fc.assert(
      fc.property(positions, (position) => {
        const after = cursorOf(position);
        expect(after).toMatch(/^[\w-]+$/);
        expect(parsePage({ first: 1, after })).toEqual({ first: 1, after: position });
      }),
    );
  });

  it("starts with the first page when there is no cursor", () => {
    expect(parsePage({ first: 20 })).toEqual({ first: 20, after: undefined });
    expect(parsePage({ first: 20, after: null })).toEqual({ first: 20, after: undefined });
  });

  it.each([0, -1, 101, 1.5, Number.NaN])("refuses first: %p", (first) => {
    expect(refusal(() => parsePage({ first }))).toEqual({ code: "BAD_USER_INPUT", field: "first" });
  });

  it("takes another maximum", () => {
    expect(parsePage({ first: 500 }, { maximum: 500 })).toMatchObject({ first: 500 });
    expect(refusal(() => parsePage({ first: 501 }, { maximum: 500 }))).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it.each([
    ["empty", ""],
    ["no base64", "???"],
    ["no JSON", encoded("hello")],
    ["no position", encoded("{}")],
    ["without an id", encoded("[1]")],
    ["with an id that is none", encoded('[1,"x"]')],
    ["with a time that is none", encoded('["now","6f1f8a50-3e5c-4b9e-9d1c-0c3f0a8f7f10"]')],
    ["before 1970", encoded('[-1,"6f1f8a50-3e5c-4b9e-9d1c-0c3f0a8f7f10"]')],
    ["after 9999", encoded('[8640000000000000,"6f1f8a50-3e5c-4b9e-9d1c-0c3f0a8f7f10"]')],
    ["with more than a position", encoded('[1,"6f1f8a50-3e5c-4b9e-9d1c-0c3f0a8f7f10",1]')],
    ["spelled otherwise", encoded('[1, "6f1f8a50-3e5c-4b9e-9d1c-0c3f0a8f7f10"]')],
    ["with more behind it", `${encoded('[1,"6f1f8a50-3e5c-4b9e-9d1c-0c3f0a8f7f10"]')}=`],
  ])("refuses a cursor that is %s", (_what, after) => {
    expect(refusal(() => parsePage({ first: 1, after }))).toEqual({ code: "BAD_USER_INPUT", field: "after" });
  });

  it("refuses any text that no page ended with, and never fails otherwise", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json().map(encoded)), (after) => {
        expect(refusal(() => parsePage({ first: 1, after }))).toMatchObject({ code: "BAD_USER_INPUT" });
      }),
    );
  });
});

describe("toConnection", () => {
  it("cuts the row that tells of a next page, and begins and ends with the first and last row left", () => {
    const [sizes, before] = [fc.integer({ min: 1, max: 12 }), fc.option(positions, { nil: undefined })];
    fc.assert(
      fc.property(fc.array(positions, { maxLength: 12 }), sizes, before, (rows, first, after) => {
        const { nodes, pageInfo } = toConnection(rows.slice(0, first + 1), { first, after });
        expect(nodes).toEqual(rows.slice(0, first));
        const [start, end] = [nodes.at(0), nodes.at(-1)];
        expect(pageInfo).toEqual({
          hasNextPage: rows.length > first,
          hasPreviousPage: after !== undefined,
          startCursor: start === undefined ? null : cursorOf(start),
          endCursor: end === undefined ? null : cursorOf(end),
        });
      }),
    );
  });
});

function encoded(text: string): string {
  return Buffer.from(text).toString("base64url");
}
