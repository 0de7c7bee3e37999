import { z } from "zod";
import { type Emulator, sampleToken } from "../emulator.ts";

const record = z.object({
  id: z.string(),
  createdTime: z.string(),
  fields: z.record(z.string(), z.unknown()),
});
const page = z.object({ records: z.array(record), offset: z.string().optional() });

type ApiRecord = z.output<typeof record>;
type ApiPage = z.output<typeof page>;

interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface ApiClient {
  send(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  get(path: string): Promise<ApiAnswer>;
  /** One page of a listing; fails unless the answer is 200. */
  page(path: string): Promise<ApiPage>;
  /** All records of a listing, page after page. */
  all(path: string): Promise<ApiRecord[]>;
  /** One record; fails unless the answer is 200. */
  record(method: string, path: string, body?: unknown): Promise<ApiRecord>;
}

/** A bare client for tests of the emulator. @param token null sends none */
export function apiClient(emulator: Pick<Emulator, "url">, token: string | null = sampleToken): ApiClient {
  const send = async (method: string, path: string, body?: unknown): Promise<ApiAnswer> => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
  };
  const get = (path: string) => send("GET", path);
  const readPage = async (path: string) => page.parse(ok(await get(path)));
  return {
    send,
    get,
    page: readPage,
    record: async (method, path, body) => record.parse(ok(await send(method, path, body))),
    all: async (path) => {
      const records: ApiRecord[] = [];
      const separator = path.includes("?") ? "&" : "?";
      let next = await readPage(path);
      records.push(...next.records);
      while (next.offset !== undefined) {
        next = await readPage(`${path}${separator}offset=${encodeURIComponent(next.offset)}`);
        records.push(...next.records);
      }
      return records;
    },
  };
}

function ok(answer: ApiAnswer): unknown {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
