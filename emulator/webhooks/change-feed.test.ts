import { describe, expect, it } from "@jest/globals";
import { randomIds } from "../identifiers.ts";
import type { Seed } from "../seed/seed.ts";
import { loadSeed } from "../store/load-seed.ts";
import { Readers } from "../store/readers.ts";
import { WritePlan } from "../store/write-plan.ts";
import { ids, smallSeed } from "../testing/small-seed.ts";
import { Timers } from "../timers.ts";
import { carryOut } from "../wire/carry-out.ts";
import type { Author } from "./author.ts";
import { ChangeFeed } from "./change-feed.ts";
import { Notifier } from "./notifier.ts";
import type { Specification } from "./specification.ts";
import type { Webhook } from "./webhook.ts";

const everyRecord: Specification = { options: { filters: { dataTypes: ["tableData"] } } };
const user = { id: ids.user, email: "one@example.com", name: "User One" };
const person: Author = { source: "client", user, permissionLevel: "edit" };
const time = Date.parse("2026-03-01T12:00:00.000Z");

function open(seed: Seed = smallSeed()) {
  const clock = { now: () => time };
  const workspace = loadSeed(seed);
  const base = workspace.bases.get(ids.base);
  if (base === undefined) throw new Error("the seed has no such base");
  const readers = new Readers("");
  const notifier = new Notifier({ clock, timers: new Timers(clock) });
  const changes = new ChangeFeed({ workspace, readers, notifier });
  const watch = (specification: Specification): Webhook => {
    const webhook: Webhook = {
      id: randomIds("ach"),
      notificationUrl: null,
      specification,
      macSecretBase64: "",
      integrationId: null,
      isHookEnabled: true,
      areNotificationsEnabled: true,
      expirationTime: time + 1,
      lastSuccessfulNotificationTime: null,
      lastNotificationResult: null,
      dueNotification: null,
      nextPayloadNumber: 1,
      payloads: [],
    };
    base.webhooks.byId.set(webhook.id, webhook);
    return webhook;
  };
  const rename = (author: Author, name: string) => {
    const table = base.tables.get(ids.teams);
    const row = base.rows.get(ids.red);
    if (table === undefined || row === undefined) throw new Error("the seed has no such record");
    const plan = new WritePlan(readers.of(base), randomIds, { typecast: false, mayAddChoices: false });
    plan.update(table, row, { Name: name }, false);
    carryOut({ service: { changes }, base, now: time, change: { time, userId: ids.user }, author }, plan);
  };
  return { base, changes, watch, rename };
}

function told(webhook: Webhook) {
  return webhook.payloads.map(({ payload }) => payload);
}

describe("the change feed", () => {
  it("does not ask what a write touches while no webhook watches records", () => {
    const { base, changes, watch } = open();
    watch({ options: { filters: { dataTypes: ["tableFields", "tableMetadata"] } } });
    const asked = () => {
      throw new Error("it asked");
    };
    expect(changes.write({ base, author: person, now: time }, asked, () => "written")).toBe("written");
  });

  it("tells edits of a person in Airtable's interface as theirs, to those who watch for them", () => {
    const { watch, rename } = open();
    const all = watch(everyRecord);
    const people = watch({ options: { filters: { dataTypes: ["tableData"], fromSources: ["client"] } } });
    const forms = watch({
      options: {
        filters: {
          dataTypes: ["tableData"],
          fromSources: ["formSubmission"],
          sourceOptions: { formSubmission: { viewId: ids.view } },
        },
      },
    });
    rename(person, "Crimson");
    rename({ source: "formSubmission", viewId: ids.view }, "Scarlet");
    rename({ source: "formSubmission", viewId: "viwOther000000000" }, "Ruby");
    expect(told(all)).toHaveLength(3);
    expect(told(people)).toMatchObject([
      {
        baseTransactionNumber: 1,
        actionMetadata: { source: "client", sourceMetadata: { user: { ...user, permissionLevel: "edit" } } },
      },
    ]);
    expect(told(forms)).toMatchObject([
      { baseTransactionNumber: 2, actionMetadata: { source: "formSubmission", sourceMetadata: { viewId: ids.view } } },
    ]);
  });

  it("tells more than a thousand changed records in several payloads of one transaction", () => {
    const seed = smallSeed();
    const records = seed.bases[0]?.tables[0]?.records ?? [];
    for (let index = 0; index < 1200; index += 1) {
      records.push({
        id: `rec${String(index).padStart(14, "0")}`,
        createdTime: "2024-03-01T09:30:00.000Z",
        fields: { Team: [ids.red] },
      });
    }
    const { watch, rename } = open(seed);
    const webhook = watch({
      options: { filters: { dataTypes: ["tableData"], recordChangeScope: ids.people, changeTypes: ["update"] } },
    });
    rename(person, "Crimson");
    const payloads = told(webhook);
    expect(payloads).toHaveLength(2);
    expect(payloads).toMatchObject([{ baseTransactionNumber: 1 }, { baseTransactionNumber: 1 }]);
    expect(JSON.stringify(payloads).match(/"valuesByLinkedRecordId"/g)).toHaveLength(1201);
  });

  it("ends a webhook for good with a payload that says why", () => {
    const { base, changes, watch, rename } = open();
    const webhook = watch(everyRecord);
    changes.fail({ base, now: time }, webhook, "INVALID_FILTERS");
    rename(person, "Crimson");
    expect(webhook.isHookEnabled).toBe(false);
    expect(told(webhook)).toEqual([
      {
        timestamp: "2026-03-01T12:00:00.000Z",
        baseTransactionNumber: 0,
        payloadFormat: "v0",
        error: true,
        code: "INVALID_FILTERS",
      },
    ]);
  });
});
