import { randomBytes } from "node:crypto";
import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData } from "../../support/client.ts";
import { codes, globalId, ids, newPeople, signUpWith, syncId, tokens } from "./small-workspace.ts";

const Comments = graphql(`
  query Comments($id: ID!, $first: Int, $after: String) {
    record(id: $id) {
      commentCount
      comments(first: $first, after: $after) {
        nodes {
          id
          text
          author {
            id
            name
          }
          createdTime
          lastUpdatedTime
          parentCommentId
          mentions {
            id
            type
            displayName
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const CreateComment = graphql(`
  mutation CreateComment($input: CreateCommentInput!) {
    createComment(input: $input) {
      id
    }
  }
`);

const UpdateComment = graphql(`
  mutation UpdateComment($input: UpdateCommentInput!) {
    updateComment(input: $input) {
      text
      lastUpdatedTime
    }
  }
`);

const DeleteComment = graphql(`
  mutation DeleteComment($input: DeleteCommentInput!) {
    deleteComment(input: $input) {
      id
    }
  }
`);

const Files = graphql(`
  query Files($id: ID!) {
    record(id: $id) {
      attachments(field: "Files") {
        id
        url
        filename
        size
        type
      }
    }
  }
`);

const Upload = graphql(`
  mutation Upload($input: UploadAttachmentInput!) {
    uploadAttachment(input: $input) {
      attachments {
        id
        url
        filename
        size
        type
        width
        thumbnails {
          small {
            url
          }
        }
      }
    }
  }
`);

const SyncCsv = graphql(`
  mutation SyncCsv($input: SyncCsvInput!) {
    syncCsv(input: $input) {
      table {
        id
        name
      }
    }
  }
`);

const TeamNames = graphql(`
  query TeamNames($base: ID!) {
    base(id: $base) {
      table(key: "Teams") {
        records(first: 100) {
          nodes {
            cell(field: "Name")
          }
        }
      }
    }
  }
`);

export function commentsAreKept(airgraph: () => Airgraph): void {
  it("writes comments and answers to them, reads them newest first, changes and deletes them", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [recordId = ""] = await newPeople(airgraph(), person, {});
    const write = async (input: { text: string; parentCommentId?: string }) =>
      (await expectData(url, CreateComment, { input: { recordId, ...input } }, person.token)).createComment?.id ?? "";
    const question = await write({ text: `Who, @[${ids.otherUser}]?\n'}` });
    const answer = await write({ text: "Me", parentCommentId: question });

    const first = await expectData(url, Comments, { id: recordId, first: 1 }, person.token);
    expect(first.record).toMatchObject({
      commentCount: 2,
      comments: {
        nodes: [{ id: answer, text: "Me", parentCommentId: question, author: { id: ids.user, name: "User One" } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const after = first.record?.comments?.pageInfo.endCursor ?? null;
    const second = await expectData(url, Comments, { id: recordId, first: 1, after }, person.token);
    expect(second.record?.comments).toMatchObject({
      nodes: [
        {
          id: question,
          text: `Who, @[${ids.otherUser}]?\n'}`,
          lastUpdatedTime: null,
          parentCommentId: null,
          mentions: [{ id: ids.otherUser, type: "user", displayName: "User Two" }],
        },
      ],
      pageInfo: { hasNextPage: false },
    });

    const change = { recordId, commentId: answer, text: "Us" };
    const { updateComment } = await expectData(url, UpdateComment, { input: change }, person.token);
    expect(updateComment).toEqual({ text: "Us", lastUpdatedTime: expect.any(String) });
    const gone = { input: { recordId, commentId: question } };
    expect(await expectData(url, DeleteComment, gone, person.token)).toEqual({ deleteComment: { id: question } });
    const left = await expectData(url, Comments, { id: recordId }, person.token);
    expect(left.record).toMatchObject({ commentCount: 1, comments: { nodes: [{ id: answer, text: "Us" }] } });
  });

  it("refuses comments without text, on no record, of no id, and with a token that may only read", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const reader = await signUpWith(airgraph(), tokens.reader);
    const recordId = globalId(ids.ada);
    const nothing = { recordId, commentId: "comNothing0000000" };
    const answers = [
      await ask(url, CreateComment, { input: { recordId, text: " \n" } }, token),
      await ask(url, CreateComment, { input: { recordId: globalId("recNothing0000000"), text: "x" } }, token),
      await ask(url, CreateComment, { input: { recordId, text: "x", parentCommentId: nothing.commentId } }, token),
      await ask(url, UpdateComment, { input: { ...nothing, text: "x" } }, token),
      await ask(url, DeleteComment, { input: nothing }, token),
      await ask(url, CreateComment, { input: { recordId, text: "x" } }, reader.token),
    ];
    expect(answers.flatMap(codes)).toEqual([
      "BAD_USER_INPUT",
      "NOT_FOUND",
      "NOT_FOUND",
      "NOT_FOUND",
      "NOT_FOUND",
      "FORBIDDEN",
    ]);
  });
}

export function filesAreKept(airgraph: () => Airgraph): void {
  it("uploads a file, lists it behind those that were there, and serves its very bytes", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [recordId = ""] = await newPeople(airgraph(), person, {});
    const bytes = randomBytes(100_000);
    const upload = async (filename: string, content: Buffer) =>
      expectData(
        url,
        Upload,
        {
          input: {
            recordId,
            field: "Files",
            filename,
            contentType: "application/octet-stream",
            content: content.toString("base64"),
          },
        },
        person.token,
      );
    await upload("first.bin", Buffer.from("first"));
    const { uploadAttachment } = await upload("Grüße 2.bin", bytes);
    const uploaded = uploadAttachment?.attachments.at(-1);
    expect(uploadAttachment?.attachments).toHaveLength(2);
    expect(uploaded).toMatchObject({ filename: "Grüße 2.bin", size: bytes.length, type: "application/octet-stream" });

    const { record } = await expectData(url, Files, { id: recordId }, person.token);
    expect(record?.attachments?.map(({ filename, id }) => [filename, id])).toEqual(
      uploadAttachment?.attachments.map(({ filename, id }) => [filename, id]),
    );
    const downloaded = await fetch(record?.attachments?.[1]?.url ?? "");
    expect(Buffer.from(await downloaded.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("refuses a file for a field that takes none, for no record, and one that is no base64", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const input = {
      recordId: globalId(ids.ada),
      field: "Files",
      filename: "a.txt",
      contentType: "text/plain",
      content: "YQ==",
    };
    const answers = [
      await ask(url, Upload, { input: { ...input, field: "Name" } }, token),
      await ask(url, Upload, { input: { ...input, content: "not base64!" } }, token),
      await ask(url, Upload, { input: { ...input, recordId: globalId("recNothing0000000") } }, token),
    ];
    expect(answers.flatMap(codes)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT", "NOT_FOUND"]);
  });

  it("writes the rows of a CSV file into a synced table, and refuses another sync's id and a wrong file", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const input = { baseId: ids.base, table: "Teams", syncId, csv: 'Name\nRed\n"Gr""ün, {Name}"\n' };
    const { syncCsv } = await expectData(url, SyncCsv, { input }, token);
    expect(syncCsv).toEqual({ table: { id: ids.teams, name: "Teams" } });
    const { base } = await expectData(url, TeamNames, { base: ids.base }, token);
    const names = base?.table?.records?.nodes.map(({ cell }) => cell) ?? [];
    expect(names.filter((name) => name === "Red")).toHaveLength(1);
    expect(names).toContain('Gr"ün, {Name}');

    const answers = [
      await ask(url, SyncCsv, { input: { ...input, syncId: "sync_other" } }, token),
      await ask(url, SyncCsv, { input: { ...input, csv: "Nothing\nx\n" } }, token),
      await ask(url, SyncCsv, { input: { ...input, csv: "" } }, token),
    ];
    expect(answers.flatMap(codes)).toEqual(["NOT_FOUND", "BAD_USER_INPUT", "BAD_USER_INPUT"]);
  });
}
