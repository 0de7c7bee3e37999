import { z } from "zod";
import { sagaStep } from "../definitions/steps.ts";

/** What a saga does, in this order. Templates may refer to `steps.<id>.output` of the steps before. */
export const sagaDefinition = z.strictObject({ steps: z.array(sagaStep).min(1).max(200) });
export type SagaDefinition = z.infer<typeof sagaDefinition>;
