import { describe, expect, it } from "@jest/globals";
import { parseProblem } from "./error-envelope.ts";
import { toRefusal } from "./refusal.ts";

describe("parseProblem", () => {
  it.each([
    ["the object form", { error: { type: "T", message: "M" } }, { type: "T", message: "M" }],
    ["the object form without a message", { error: { type: "T" } }, { type: "T", message: undefined }],
    ["the bare string", { error: "NOT_FOUND" }, { type: "NOT_FOUND", message: undefined }],
    ["the plural form", { errors: [{ error: "T", message: "M" }] }, { type: "T", message: "M" }],
    ["another JSON", { detail: "no" }, { type: undefined, message: undefined }],
    ["an empty plural form", { errors: [] }, { type: undefined, message: undefined }],
    ["no JSON", undefined, { type: undefined, message: undefined }],
  ])("reads %s", (_form, body, problem) => {
    expect(parseProblem(body)).toEqual(problem);
  });
});

describe("toRefusal", () => {
  it.each([
    [401, "AUTHENTICATION_REQUIRED", "UPSTREAM_REJECTED"],
    [403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "NOT_FOUND"],
    [403, "INVALID_PERMISSIONS", "FORBIDDEN"],
    [404, "NOT_FOUND", "NOT_FOUND"],
    [404, "MODEL_ID_NOT_FOUND", "NOT_FOUND"],
    [413, undefined, "UPSTREAM_REJECTED"],
    [422, "UNKNOWN_FIELD_NAME", "BAD_USER_INPUT"],
    [422, "INVALID_VALUE_FOR_COLUMN", "BAD_USER_INPUT"],
    [422, "INVALID_MULTIPLE_CHOICE_OPTIONS", "BAD_USER_INPUT"],
    [422, "ROW_DOES_NOT_EXIST", "BAD_USER_INPUT"],
    [422, "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE", "BAD_USER_INPUT"],
    [422, "VIEW_NAME_NOT_FOUND", "BAD_USER_INPUT"],
    [422, "INVALID_OFFSET_VALUE", "BAD_USER_INPUT"],
    [422, "INVALID_RECORDS", "BAD_USER_INPUT"],
    [422, "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE", "BAD_USER_INPUT"],
    [422, "UNSUPPORTED_FIELD_TYPE_FOR_CREATE", "BAD_USER_INPUT"],
    [422, "DUPLICATE_TABLE_NAME", "CONFLICT"],
    [422, "DUPLICATE_OR_EMPTY_FIELD_NAME", "CONFLICT"],
    [422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "CONFLICT"],
    [422, "INVALID_REQUEST_UNKNOWN", "UPSTREAM_REJECTED"],
    [422, "CANNOT_BE_KNOWN_YET", "UPSTREAM_REJECTED"],
    [429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "QUOTA_EXCEEDED"],
  ])("tells %i %s as %s", (status, type, code) => {
    const error = toRefusal(status, { type, message: "Airtable's words" });
    expect(error.code).toBe(code);
    expect(error.extensions.airtableType).toBe(type);
    expect(error.extensions.airtableMessage).toBe("Airtable's words");
  });

  it("keeps Airtable's words, which may quote a cell, out of the message", () => {
    const error = toRefusal(422, {
      type: "INVALID_VALUE_FOR_COLUMN",
      message: 'Cannot parse value "secret" for field Pay',
    });
    expect(error.message).not.toContain("secret");
  });
});
