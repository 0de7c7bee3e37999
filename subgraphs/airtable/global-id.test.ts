import { describe, expect, it } from "@jest/globals";
import { parseGlobalId, toGlobalId } from "./global-id.ts";

const id = "appAAAAAAAAAAAAAA/tblBBBBBBBBBBBBBB/recCCCCCCCCCCCCCC";

describe("parseGlobalId", () => {
  it("reads what toGlobalId writes", () => {
    const address = parseGlobalId(id);
    expect(address).toEqual({
      baseId: "appAAAAAAAAAAAAAA",
      tableId: "tblBBBBBBBBBBBBBB",
      recordId: "recCCCCCCCCCCCCCC",
    });
    expect(address && toGlobalId(address)).toBe(id);
  });

  it.each([
    "",
    "recCCCCCCCCCCCCCC",
    `${id}/`,
    `/${id}`,
    `${id}\n`,
    ` ${id}`,
    id.replaceAll("/", "//"),
    id.replace("rec", "REC"),
    id.replace("/rec", "/../rec"),
    id.replace("AA/", "A/"),
    id.replace("recC", "rec'"),
    id.replace("recC", "rec%"),
  ])("refuses %j", (text) => {
    expect(parseGlobalId(text)).toBeUndefined();
  });
});
