import { z } from "zod";
import type { ApiClient } from "./api-client.ts";

const cells = z.object({ cellValuesByFieldId: z.record(z.string(), z.unknown()) });
const records = {
  createdRecordsById: z.record(z.string(), cells.extend({ createdTime: z.string() })).optional(),
  changedRecordsById: z
    .record(z.string(), z.object({ current: cells, previous: cells.optional(), unchanged: cells.optional() }))
    .optional(),
  destroyedRecordIds: z.array(z.string()).optional(),
};
const changedTable = z.looseObject({
  ...records,
  createdFieldsById: z.record(z.string(), z.unknown()).optional(),
  changedViewsById: z.record(z.string(), z.object(records)).optional(),
});
const createdTable = z.looseObject({ fieldsById: z.record(z.string(), z.unknown()) });
const payload = z.looseObject({
  changedTablesById: z.record(z.string(), changedTable).optional(),
  createdTablesById: z.record(z.string(), createdTable).optional(),
});
const page = z.object({ payloads: z.array(payload), cursor: z.int(), mightHaveMore: z.boolean() });
const created = z.object({ id: z.string(), macSecretBase64: z.string(), expirationTime: z.string() });
const listed = z.looseObject({
  id: z.string(),
  areNotificationsEnabled: z.boolean(),
  lastNotificationResult: z.looseObject({ success: z.boolean() }).nullable(),
});

export type Payload = z.output<typeof payload>;

export interface WebhookClient {
  /** Makes a webhook and returns its id and secret; fails unless the answer is 200. */
  create(options: object, notificationUrl?: string): Promise<z.output<typeof created>>;
  /** The payloads from a cursor on. */
  read(id: string, cursor?: number, limit?: number): Promise<z.output<typeof page>>;
  /** The webhook as the list shows it. */
  show(id: string): Promise<z.output<typeof listed>>;
}

/** Webhooks of a base over the API, for tests. */
export function webhookClient(api: ApiClient, baseId: string): WebhookClient {
  const path = `/v0/bases/${baseId}/webhooks`;
  const list = z.object({ webhooks: z.array(listed) });
  return {
    create: async (options, notificationUrl) =>
      created.parse((await api.send("POST", path, { notificationUrl, specification: { options } })).body),
    read: async (id, cursor = 1, limit = 50) =>
      page.parse((await api.get(`${path}/${id}/payloads?cursor=${cursor}&limit=${limit}`)).body),
    show: async (id) => {
      const found = list.parse((await api.get(path)).body).webhooks.find((each) => each.id === id);
      if (found === undefined) throw new Error(`no webhook ${id}`);
      return found;
    },
  };
}
