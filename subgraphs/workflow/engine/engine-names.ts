import { z } from "zod";
import { runId, tenantId } from "../../../kernel/identity/ids.ts";

/** What identifies our work in the engine's tables. Renaming any of these strands the runs that are under way. */
export const applicationName = "airgraph";
/** Pinned: the engine otherwise takes a hash of the code, and runs of the version before wait for ever after a deploy. */
export const applicationVersion = "1";
export const interpreterName = "interpret";
export const queueName = "runs";

/** All that the engine is given of a run; the rest is in our own tables. */
export const runTicket = z.object({ tenantId, runId });
export type RunTicket = z.infer<typeof runTicket>;
