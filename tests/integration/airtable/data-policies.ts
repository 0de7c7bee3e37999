import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData } from "../../support/client.ts";
import { codes, ids, newPeople, signUpWith } from "./small-workspace.ts";

const CreatePolicy = graphql(`
  mutation CreatePolicy($input: CreateDataPolicyInput!) {
    createDataPolicy(input: $input) {
      id
      name
      effect
      subject {
        kind
        id
      }
      operations
      baseId
      tableId
      fieldIds
      rows
      problem
    }
  }
`);

const UpdatePolicy = graphql(`
  mutation UpdatePolicy($input: UpdateDataPolicyInput!) {
    updateDataPolicy(input: $input) {
      id
      description
      fieldIds
    }
  }
`);

const DeletePolicy = graphql(`
  mutation DeletePolicy($id: ID!) {
    deleteDataPolicy(id: $id) {
      id
    }
  }
`);

const SetDeniedData = graphql(`
  mutation SetDenied($deniedData: DeniedData!) {
    setDeniedData(deniedData: $deniedData) {
      deniedData
    }
  }
`);

const Policies = graphql(`
  query Policies {
    dataPolicies {
      id
      description
      createdAt
      createdBy
      problem
    }
  }
`);

const Access = graphql(`
  query Access {
    dataAccess {
      deniedData
    }
  }
`);

const Why = graphql(`
  query Why($input: WhyDeniedInput!) {
    whyDenied(input: $input) {
      allowed
      rows
      deniedFields {
        name
      }
      reasons {
        effect
        text
        policy {
          id
        }
      }
    }
  }
`);

const Person = graphql(`
  query PersonUnderPolicies($id: ID!) {
    record(id: $id) {
      cells
      age: cell(field: "Age")
    }
  }
`);

const People = graphql(`
  query PeopleUnderPolicies($base: ID!, $search: String!) {
    base(id: $base) {
      table(key: "People") {
        fields {
          name
        }
        records(search: $search) {
          nodes {
            id
          }
        }
      }
    }
  }
`);

export function dataIsGoverned(airgraph: () => Airgraph): void {
  it("keeps a field and some records from whom a policy names, until it is deleted, and says why", async () => {
    const { url } = airgraph();
    const { token, userId } = await signUpWith(airgraph());
    const name = `Somebody ${randomUUID()}`;
    const [young = "", old = ""] = await newPeople(
      airgraph(),
      { token },
      { Name: name, Age: 20 },
      { Name: name, Age: 70 },
    );
    const about = {
      effect: "DENY" as const,
      subject: { kind: "ROLE" as const, id: "owner" },
      operations: ["READ" as const],
      baseId: ids.base,
    };
    const fields = { ...about, name: "No ages", table: "People", fields: ["Age"] };
    const { createDataPolicy } = await expectData(url, CreatePolicy, { input: fields }, token);
    expect(createDataPolicy).toMatchObject({ tableId: ids.people, rows: null, problem: null });
    const rows = { ...about, name: "No old ones", table: "People", rows: { field: "Age", gt: 60 } };
    await expectData(url, CreatePolicy, { input: rows }, token);

    const shown = await ask(url, Person, { id: young }, token);
    expect(codes(shown)).toEqual(["FORBIDDEN"]);
    expect(shown.data?.record).toMatchObject({ cells: { Name: name }, age: null });
    for (const derived of ["Age", "Double", "Label"]) expect(shown.data?.record?.cells).not.toHaveProperty(derived);
    expect(codes(await ask(url, Person, { id: old }, token))).toEqual(["NOT_FOUND"]);
    const { base } = await expectData(url, People, { base: ids.base, search: name }, token);
    expect(base?.table?.records?.nodes).toEqual([{ id: young }]);
    expect(base?.table?.fields).toContainEqual({ name: "Age" });

    const question = {
      subject: { kind: "PERSON", id: userId },
      roleId: "owner",
      operation: "READ",
      baseId: ids.base,
      table: "People",
      recordId: old,
    } as const;
    const { whyDenied } = await expectData(url, Why, { input: question }, token);
    expect(whyDenied).toMatchObject({ allowed: false, rows: "SOME" });
    expect(whyDenied?.deniedFields).toContainEqual({ name: "Double" });
    expect(whyDenied?.reasons.map(({ policy }) => policy?.id)).toContain(createDataPolicy.id);

    await expectData(url, SetDeniedData, { deniedData: "HIDE" }, token);
    expect(await expectData(url, Access, {}, token)).toEqual({ dataAccess: { deniedData: "HIDE" } });
    const hidden = await expectData(url, People, { base: ids.base, search: name }, token);
    expect(hidden.base?.table?.fields).not.toContainEqual({ name: "Age" });

    const change = { id: createDataPolicy.id, description: "For a while", fields: ["Stars"] };
    const { updateDataPolicy } = await expectData(url, UpdatePolicy, { input: change }, token);
    expect(updateDataPolicy.description).toBe("For a while");
    expect((await expectData(url, Person, { id: young }, token)).record?.age).toBe(20);
    const { dataPolicies } = await expectData(url, Policies, {}, token);
    expect(dataPolicies).toHaveLength(2);
    expect(dataPolicies[0]).toMatchObject({ id: createDataPolicy.id, createdBy: userId, problem: null });
    for (const { id } of dataPolicies) await expectData(url, DeletePolicy, { id }, token);
    expect((await expectData(url, Person, { id: old }, token)).record?.age).toBe(70);
  });
}
