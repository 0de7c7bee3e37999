import { z } from "zod";

export const workflowId = z.uuid().brand<"WorkflowId">();
export const sagaId = z.uuid().brand<"SagaId">();
export const approvalId = z.uuid().brand<"ApprovalId">();

export type WorkflowId = z.infer<typeof workflowId>;
export type SagaId = z.infer<typeof sagaId>;
export type ApprovalId = z.infer<typeof approvalId>;
