import { z } from "zod";
import { sagaStep } from "../definitions/steps.ts";

/** What a saga does, in this order, but that deletions come last. All templates are worked out before the first effect. */
export const sagaDefinition = z.strictObject({ steps: z.array(sagaStep).min(1).max(200) });
export type SagaDefinition = z.infer<typeof sagaDefinition>;
