import { z } from "zod";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { StepDefinition } from "../definition.ts";
import { readRecordOutput } from "./read-record.ts";
import type { StepScope } from "./step-scope.ts";

const mutation = /* GraphQL */ `
  mutation WriteSummaryOfRun($input: CreateFileInput!) {
    createFile(input: $input) {
      file {
        id
      }
    }
  }
`;

const answer = z.object({ createFile: z.object({ file: z.object({ id: z.string() }) }) });

/** Files the record's cells as Markdown. */
export async function writeSummary(
  ask: AskSupergraph,
  step: StepDefinition,
  { run, outputs }: StepScope,
): Promise<{ fileId: string }> {
  const { table, cells } = readRecordOutput.parse(outputs.get("readRecord"));
  const input = {
    name: `${table}-summary.md`.replaceAll(/[\\/]/g, "-"),
    contentType: "text/markdown",
    content: toMarkdown(table, cells),
    recordId: run.recordId,
    idempotencyKey: `${run.id}:${step.id}`,
  };
  const { createFile } = answer.parse(await ask(run, { query: mutation, variables: { input } }));
  return { fileId: createFile.file.id };
}

function toMarkdown(table: string, cells: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(cells).map(
    ([name, value]) => `- **${name}**: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return `# ${table}\n\n${lines.join("\n")}\n`;
}
