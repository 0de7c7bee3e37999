import type { WorkflowId } from "../ids.ts";
import type { Starter } from "../starter.ts";
import type { Definition } from "./definition.ts";

/** What runs of a workflow start with. */
export interface PublishedVersion {
  readonly workflowId: WorkflowId;
  readonly name: string;
  readonly version: number;
  readonly definition: Definition;
  /** In whose name its triggers start runs; undefined for what is built in, which has none. */
  readonly publishedBy: Starter | undefined;
  readonly enabled: boolean;
}
