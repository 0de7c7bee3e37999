import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Emulator, salesCrmBaseId, sampleToken, startEmulator } from "../emulator.ts";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ limits: "off" });
});
afterAll(() => emulator.stop());

/** fetch() decompresses by itself, so this looks at the bytes. */
function get(path: string, encoding?: string, method = "GET") {
  const headers = {
    authorization: `Bearer ${sampleToken}`,
    ...(encoding === undefined ? {} : { "accept-encoding": encoding }),
  };
  return new Promise<{ headers: Record<string, unknown>; status: number | undefined; body: Buffer }>(
    (resolve, reject) => {
      const sent = request(emulator.url + path, { method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({ headers: answer.headers, status: answer.statusCode, body: Buffer.concat(chunks) }),
        );
      });
      sent.on("error", reject);
      sent.end();
    },
  );
}

const deals = `/v0/${salesCrmBaseId}/Deals?pageSize=20`;

describe("answers on the wire (reference 1)", () => {
  it.each(["gzip", "deflate, gzip;q=0.5", "*"])("are compressed for %s", async (encoding) => {
    const { headers, body } = await get(deals, encoding);
    const plain = gunzipSync(body);
    expect(headers).toMatchObject({
      "content-encoding": "gzip",
      "airtable-uncompressed-content-length": String(plain.length),
      "content-length": String(body.length),
      vary: "Accept-Encoding",
    });
    expect(headers.etag).toBeUndefined();
    expect(JSON.parse(plain.toString())).toMatchObject({ records: expect.any(Array) });
  });

  it.each([undefined, "identity", "gzip;q=0", "br"])("are plain for %s", async (encoding) => {
    const { headers, body } = await get(deals, encoding);
    expect(headers["content-encoding"]).toBeUndefined();
    expect(JSON.parse(body.toString())).toMatchObject({ records: expect.any(Array) });
  });

  it("carry a weak ETag when they are small, the same for the same body", async () => {
    const [one, two] = [await get("/v0/meta/whoami", "gzip"), await get("/v0/meta/whoami", "gzip")];
    expect(one.headers.etag).toMatch(/^W\/"[0-9a-f]+-[\w+/]{27}"$/);
    expect(two.headers.etag).toBe(one.headers.etag);
    expect(one.headers["content-encoding"]).toBeUndefined();
  });

  it("carry the headers of Airtable's servers", async () => {
    expect((await get("/v0/meta/whoami")).headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "strict-transport-security": expect.stringContaining("max-age="),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "access-control-allow-origin": "*",
    });
  });

  it("open the API to browsers by preflight", async () => {
    const { status, headers } = await get(deals, undefined, "OPTIONS");
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "access-control-allow-methods": "DELETE,GET,OPTIONS,PATCH,POST,PUT",
      "access-control-allow-headers":
        "authorization,content-length,content-type,user-agent,x-airtable-application-id,x-airtable-user-agent,x-api-version,x-requested-with",
    });
  });
});
