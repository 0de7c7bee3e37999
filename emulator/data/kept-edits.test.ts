import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { readSchema } from "../testing/schema-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type WebhookClient, webhookClient } from "../testing/webhook-client.ts";

const age = `fld${"PAge".padEnd(14, "0")}`;
const people = `/v0/${ids.base}/People`;

let folder: string;
let emulator: Emulator;
let api: ApiClient;
let webhooks: WebhookClient;

async function start(): Promise<void> {
  emulator = await startEmulator({ limits: "off", seed: smallSeed(), dataFile: join(folder, "state.data") });
  api = apiClient(emulator, tokens.creator);
  webhooks = webhookClient(api, ids.base);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "emulator-edits-"));
  await start();
});
afterEach(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

describe("a data file", () => {
  it("keeps edits and grants, with the ids they drew and those done before a refused one", async () => {
    const { id } = await webhooks.create({ filters: { dataTypes: ["tableFields", "tableMetadata"] } });
    await api.record("PATCH", `${people}/${ids.ada}`, { fields: { Bio: "Blue" } });
    emulator.editBase(ids.base, [
      {
        kind: "retypeField",
        fieldId: `fld${"PBio".padEnd(14, "0")}`,
        to: { type: "multipleRecordLinks", options: { linkedTableId: ids.teams } },
      },
      { kind: "retypeField", fieldId: age, to: { type: "singleSelect" } },
    ]);
    expect(() =>
      emulator.editBase(ids.base, [
        { kind: "renameTable", tableId: ids.people, name: "Persons" },
        { kind: "deleteField", fieldId: ids.name },
      ]),
    ).toThrow("primary field");
    emulator.grantBase(tokens.creator, ids.otherBase, "edit");
    emulator.grantBase(tokens.editor, ids.base, null);
    const state = async () => [
      await readSchema(api, ids.base),
      await api.all(`/v0/${ids.base}/Persons`),
      await webhooks.read(id),
      (await api.get("/v0/meta/bases")).body,
      (await apiClient(emulator, tokens.editor).get(people)).status,
    ];
    const before = await state();
    await emulator.stop();
    await start();
    expect(await state()).toEqual(before);
  });
});
