import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { type BaseName, baseNames } from "./plan.ts";
import { baseIds, stormToken, tableIds } from "./seed.ts";
import type { FoundRecord } from "./snapshot.ts";

const page = z.object({
  records: z.array(
    z.object({
      id: z.string(),
      fields: z.object({
        Tag: z.string().default("nobody:nameless"),
        Amount: z.number().default(0),
        Links: z.array(z.string()).default([]),
        Files: z.array(z.object({ filename: z.string() })).default([]),
      }),
    }),
  ),
  offset: z.string().optional(),
});

/** Airtable as a person sees it who opens it beside Airgraph. */
export interface AirtableByHand {
  all(): Promise<readonly FoundRecord[]>;
  create(base: BaseName, cells: Record<string, unknown>): Promise<string>;
  change(record: FoundRecord, cells: Record<string, unknown>): Promise<void>;
  remove(record: FoundRecord): Promise<void>;
}

const mostAttempts = 30;

export function airtableByHand(emulatorUrl: string): AirtableByHand {
  /** What a fault meets that was meant for others is asked again; writes by hand are repeatable, but for a create. */
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(emulatorUrl + path, {
        method,
        headers: { authorization: `Bearer ${stormToken}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => error);
      if (answer instanceof Response && answer.ok) return answer.json();
      if (method === "DELETE" && answer instanceof Response && [403, 404].includes(answer.status)) return undefined;
      if (attempt === mostAttempts) throw new Error(`${method} ${path} fails`, { cause: answer });
      await delay(100);
    }
  }

  async function recordsOf(base: BaseName): Promise<FoundRecord[]> {
    const raw: z.infer<typeof page>["records"] = [];
    for (let offset: string | undefined = ""; offset !== undefined; ) {
      const query: string = offset === "" ? "" : `?offset=${encodeURIComponent(offset)}`;
      const answer = page.parse(await ask("GET", `/v0/${baseIds[base]}/${tableIds[base]}${query}`));
      raw.push(...answer.records);
      offset = answer.offset;
    }
    const tags = new Map(raw.map(({ id, fields }) => [id, fields.Tag]));
    return raw.map(({ id, fields: { Tag: tag, Amount: amount, Links, Files } }) => ({
      base,
      id,
      tag,
      amount,
      links: Links.map((link) => tags.get(link) ?? link),
      attachments: Files.map(({ filename }) => filename),
    }));
  }

  const created = z.object({ id: z.string() });
  return {
    all: async () => (await Promise.all(baseNames.map(recordsOf))).flat(),
    create: async (base, fields) =>
      created.parse(await ask("POST", `/v0/${baseIds[base]}/${tableIds[base]}`, { fields })).id,
    async change({ base, id }, fields) {
      await ask("PATCH", `/v0/${baseIds[base]}/${tableIds[base]}/${id}`, { fields });
    },
    async remove({ base, id }) {
      await ask("DELETE", `/v0/${baseIds[base]}/${tableIds[base]}/${id}`);
    },
  };
}
