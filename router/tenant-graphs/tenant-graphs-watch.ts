/** Is told what becomes of tenants' graphs. */
export interface TenantGraphsWatch {
  /** @param durationMs from the question to the answer, or until the graph can be used */
  asked(result: "loaded" | "unchanged" | "none" | "refused" | "failed", durationMs: number): void;
}
