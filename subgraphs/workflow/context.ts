import type { Listener } from "../../kernel/event-log/listener.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { Seal } from "../../kernel/secrets/seal.ts";
import type { AskSupergraph } from "./ask-supergraph.ts";
import type { createReadInNameOf } from "./dry-run/read-in-name-of.ts";
import type { Evaluator } from "./expressions/evaluator.ts";
import type { Loaders } from "./runs/loaders.ts";
import type { SagaLoaders } from "./sagas/loaders.ts";
import type { createReceiveHook } from "./triggers/webhooks/receive-hook.ts";
import type { WorkflowLoaders } from "./workflows/loaders.ts";
import type { WorkflowParts } from "./workflows/workflow-parts.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope, WorkflowParts {
  readonly listener: Listener;
  readonly seal: Seal;
  readonly evaluator: Evaluator;
  readonly ask: AskSupergraph;
  readonly loaders: Loaders;
  readonly sagaLoaders: SagaLoaders;
  readonly workflowLoaders: WorkflowLoaders;
  /** What a dry run reads by. */
  readonly readInNameOf: ReturnType<typeof createReadInNameOf>;
  readonly receiveHook: ReturnType<typeof createReceiveHook>;
}
