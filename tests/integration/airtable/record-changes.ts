import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { RecordChangesSubscription } from "../../generated/graphql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { collect, expectData, webSocketClient } from "../../support/client.ts";
import { until } from "../../support/eventually.ts";
import { type SignedIn, signUp } from "../../support/signed-in.ts";
import { askAirtable, ids, newPeople, recordIdOf, signUpWith, tokens } from "./small-workspace.ts";

const RecordChanges = graphql(`
  subscription RecordChanges($base: ID!, $table: String, $after: String) {
    recordsChanged(baseId: $base, table: $table, after: $after) {
      cursor
      changesMissed
      changes {
        kind
        id
        at
        source
        actor {
          id
        }
        changedFields {
          name
        }
        record {
          age: cell(field: "Age")
        }
      }
    }
  }
`);

const KeepWatching = graphql(`
  mutation KeepWatching($base: ID!) {
    keepWatching(baseId: $base) {
      active
    }
  }
`);

const SetAge = graphql(`
  mutation SetAge($input: UpdateRecordsInput!) {
    updateRecords(input: $input) {
      succeeded
    }
  }
`);

const DeletePeople = graphql(`
  mutation DeletePeople($input: DeleteRecordsInput!) {
    deleteRecords(input: $input) {
      succeeded
    }
  }
`);

export function changesAreTold(airgraph: () => Airgraph): void {
  type Change = RecordChangesSubscription["recordsChanged"]["changes"][number];

  /** Follows the table People, and is ready for changes when it resolves. */
  async function follow(person: SignedIn, after?: string) {
    const socket = webSocketClient(airgraph().url, person.token);
    const changes: Change[] = [];
    const cursors: string[] = [];
    const variables = { base: ids.base, table: "People", ...(after === undefined ? {} : { after }) };
    const events = collect<RecordChangesSubscription>(socket, RecordChanges, variables, (all) => {
      const told = all.at(-1)?.data?.recordsChanged;
      if (told === undefined) return true;
      changes.push(...told.changes);
      cursors.push(told.cursor);
      return false;
    });
    const madeWebhook = () =>
      airgraph()
        .emulator.requests()
        .some(({ method, path }) => method === "POST" && path.endsWith("/webhooks"));
    await until(madeWebhook);
    return {
      cursors,
      changesOf: (id: string) => changes.filter((change) => change.id === id),
      async stop() {
        await socket.dispose();
        await events;
      },
    };
  }

  it("tells what was created, changed and deleted by us, and by somebody else past us", async () => {
    const { url, emulator } = airgraph();
    emulator.resetRequests();
    const person = await signUpWith(airgraph());
    const followed = await follow(person);

    const [id = ""] = await newPeople(airgraph(), person, { Age: 1 });
    await until(() => followed.changesOf(id).length === 1);
    await expectData(url, SetAge, { input: { records: [{ id, cells: { Age: 2 } }] } }, person.token);
    await until(() => followed.changesOf(id).length === 2);
    await askAirtable(airgraph(), "PATCH", `/v0/${ids.base}/People/${recordIdOf(id)}`, { fields: { Age: 3 } });
    await until(() => followed.changesOf(id).length === 3);
    await expectData(url, DeletePeople, { input: { ids: [id] } }, person.token);
    await until(() => followed.changesOf(id).length === 4);
    await followed.stop();

    const [created, updated, elsewhere, deleted] = followed.changesOf(id);
    expect(created).toMatchObject({ kind: "CREATED", record: { age: 1 }, source: "publicApi", changedFields: [] });
    expect(updated).toMatchObject({ kind: "UPDATED", record: { age: 2 }, actor: { id: ids.user } });
    expect(updated?.changedFields?.map(({ name }) => name)).toContain("Age");
    expect(elsewhere).toMatchObject({ kind: "UPDATED", record: { age: 3 } });
    expect(deleted).toMatchObject({ kind: "DELETED", record: null });
  });

  it("goes on behind a cursor without losing what happened meanwhile", async () => {
    const { emulator } = airgraph();
    emulator.resetRequests();
    const person = await signUpWith(airgraph());
    const before = await follow(person);
    const [first = ""] = await newPeople(airgraph(), person, {});
    await until(() => before.changesOf(first).length === 1);
    await before.stop();
    const cursor = before.cursors.at(-1);
    if (cursor === undefined) throw new Error("no cursor came");

    const fields = { Name: `Person ${randomUUID()}` };
    const made = (await askAirtable(airgraph(), "POST", `/v0/${ids.base}/People`, { fields })) as { id: string };
    const again = await follow(person, cursor);
    const second = first.replace(recordIdOf(first), made.id);
    await until(() => again.changesOf(second).length === 1);
    await again.stop();
    expect(again.changesOf(first)).toEqual([]);
  });

  it("has a base watched before anybody subscribes, who misses nothing with a cursor", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const keep = async () => expectData(url, KeepWatching, { base: ids.base }, person.token);
    await until(async () => (await keep()).keepWatching.active);
    const [id = ""] = await newPeople(airgraph(), person, {});
    const followed = await follow(person, "0");
    await until(() => followed.changesOf(id).length === 1);
    await followed.stop();
  });

  it("is refused for a base that is not the tenant's, a table that is none, and a token that may not watch", async () => {
    const refusal = async ({ token }: SignedIn, variables: Record<string, unknown>) => {
      const socket = webSocketClient(airgraph().url, token);
      const [event] = await collect(socket, RecordChanges, { base: ids.base, ...variables });
      await socket.dispose();
      return event?.errors?.[0]?.extensions?.["code"];
    };
    const person = await signUpWith(airgraph());
    expect(await refusal(await signUp(airgraph()), {})).toBe("NOT_FOUND");
    expect(await refusal(person, { table: "Nothing" })).toBe("NOT_FOUND");
    expect(await refusal(person, { after: "nonsense" })).toBe("BAD_USER_INPUT");
    expect(await refusal(await signUpWith(airgraph(), tokens.reader), {})).toBe("FORBIDDEN");
  });
}
