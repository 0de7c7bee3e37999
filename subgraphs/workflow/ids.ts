import { z } from "zod";

export const workflowId = z.uuid().brand<"WorkflowId">();
export const approvalId = z.uuid().brand<"ApprovalId">();

export type WorkflowId = z.infer<typeof workflowId>;
export type ApprovalId = z.infer<typeof approvalId>;
