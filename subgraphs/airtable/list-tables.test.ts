import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openWriting, smallIds, smallTokens } from "./fixtures/open-writing.ts";
import { listTables } from "./list-tables.ts";

let writing: Awaited<ReturnType<typeof openWriting>>;
beforeEach(async () => {
  writing = await openWriting();
});
afterEach(() => writing.close());

describe("what is remembered of Airtable", () => {
  it.each(["bases", "tables"])("comes to all who wait for the %s, though the first of them goes away", async (what) => {
    const leaving = new AbortController();
    writing.proxy.fault(({ path }) => {
      if (path.split("?")[0]?.endsWith(`/${what}`)) leaving.abort();
      return undefined;
    });
    const asked = [leaving.signal, undefined].map(async (signal) =>
      listTables(writing.as(smallTokens.creator, { signal }), smallIds.base),
    );
    const [, tables] = await Promise.allSettled(asked);
    expect(tables?.status === "fulfilled" && [...tables.value.keys()]).toContain(smallIds.people);
    expect(leaving.signal.aborted).toBe(true);
  });
});
