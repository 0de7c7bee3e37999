import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, collect, expectData, post, webSocketClient } from "../../support/client.ts";
import { eventually } from "../../support/eventually.ts";
import { codes, ids, signUpWith } from "./small-workspace.ts";

const Parts = graphql(`
  query GraphPartsOf($of: ID) {
    graphParts(of: $of) {
      id
      kind
      label
      name
      one
      typeName
      hidden
      removedAt
    }
  }
`);

const Rename = graphql(`
  mutation RenamePart($input: RenameGraphPartInput!) {
    renameGraphPart(input: $input) {
      id
      name
      one
      typeName
    }
  }
`);

const Hide = graphql(`
  mutation HidePart($id: ID!) {
    hideGraphPart(id: $id) {
      hidden
    }
  }
`);

const Show = graphql(`
  mutation ShowPart($id: ID!) {
    showGraphPart(id: $id) {
      hidden
    }
  }
`);

const Drop = graphql(`
  mutation DropPart($id: ID!) {
    dropGraphPart(id: $id) {
      id
    }
  }
`);

const Settings = graphql(`
  query GraphSettings {
    graphSettings {
      breakingChanges
    }
  }
`);

const Set = graphql(`
  mutation SetBreakingChanges($policy: BreakingGraphChanges!) {
    setBreakingGraphChanges(policy: $policy) {
      breakingChanges
    }
  }
`);

const Changes = graphql(`
  query GraphChanges {
    graphChanges(first: 5) {
      nodes {
        id
        state
        breaks {
          path
        }
        decidedBy
      }
    }
  }
`);

const Accept = graphql(`
  mutation AcceptChange($id: ID!) {
    acceptGraphChange(id: $id) {
      state
    }
  }
`);

const Reported = graphql(`
  subscription GraphChangeReported($after: String) {
    graphChangeReported(after: $after) {
      cursor
      change {
        id
        state
      }
    }
  }
`);

const TypeFields = graphql(`
  query TypeFields($name: String!) {
    type: __type(name: $name) {
      fields {
        name
      }
    }
  }
`);

export function typedGraphsAreManaged(airgraph: () => Airgraph): void {
  it("types a base for whoever asks right after it was connected", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const query = "{ test { people(first: 1) { nodes { name } } } }";
    const { data, errors } = await post(url, JSON.stringify({ query }), token);
    expect(errors).toEqual([]);
    expect(data).toEqual({ test: { people: { nodes: [{ name: expect.any(String) }] } } });
  });

  it("calls parts of the tenant's graph something else, holds that back where the tenant wants so, and reports it", async () => {
    const { url } = airgraph();
    const { token, userId } = await signUpWith(airgraph());
    const columns = async (type: string) =>
      (await expectData(url, TypeFields, { name: type }, token)).type?.fields?.map(({ name }) => name) ?? [];
    const base = await eventually(async () => {
      const { graphParts } = await expectData(url, Parts, {}, token);
      return graphParts.find(({ id }) => id === ids.base);
    });
    expect(base).toMatchObject({ kind: "BASE", name: "test", typeName: "Test", hidden: false, removedAt: null });
    const { graphParts: tables } = await expectData(url, Parts, { of: ids.base }, token);
    expect(tables).toContainEqual(expect.objectContaining({ label: "People", name: "people", one: "person" }));

    // A router hears of it a moment later.
    await eventually(async () => ((await columns("TestPerson")).includes("age") ? true : undefined));
    expect((await expectData(url, Settings, {}, token)).graphSettings).toEqual({ breakingChanges: "TAKE" });
    await expectData(url, Set, { policy: "HOLD" }, token);
    const age = `${ids.base}/fldPAge0000000000`;
    const renamed = await expectData(url, Rename, { input: { id: age, name: "years" } }, token);
    expect(renamed.renameGraphPart).toEqual({ id: age, name: "years", one: null, typeName: null });
    const { graphChanges } = await expectData(url, Changes, {}, token);
    expect(graphChanges.nodes).toMatchObject([{ state: "HELD", decidedBy: null }]);
    const [held] = graphChanges.nodes;
    expect(held?.breaks.map(({ path }) => path)).toContain("TestPerson.age");
    expect(await columns("TestPerson")).toContain("age");
    const socket = webSocketClient(url, token);
    const events = await collect(socket, Reported, { after: "0" }, (all) => all.length === 1);
    await socket.dispose();
    expect(events).toMatchObject([{ data: { graphChangeReported: { change: { id: held?.id, state: "HELD" } } } }]);

    const accepted = await expectData(url, Accept, { id: held?.id ?? "" }, token);
    expect(accepted.acceptGraphChange.state).toBe("TAKEN");
    await eventually(async () => ((await columns("TestPerson")).includes("years") ? true : undefined));
    const after = await expectData(url, Changes, {}, token);
    expect(after.graphChanges.nodes).toMatchObject([{ state: "TAKEN", decidedBy: userId }]);

    await expectData(url, Set, { policy: "TAKE" }, token);
    expect((await expectData(url, Hide, { id: age }, token)).hideGraphPart.hidden).toBe(true);
    await eventually(async () => ((await columns("TestPerson")).includes("years") ? undefined : true));
    expect((await expectData(url, Show, { id: age }, token)).showGraphPart.hidden).toBe(false);
    await eventually(async () => ((await columns("TestPerson")).includes("years") ? true : undefined));
    expect(codes(await ask(url, Drop, { id: age }, token))).toEqual(["CONFLICT"]);
  });
}
