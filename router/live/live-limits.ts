/** How much of what is live there may be, whoever asks for it. `settings` of router/config.ts has the words and the defaults. */
export interface LiveLimits {
  readonly maximumConnections: number;
  readonly connectionsPerAddress: number;
  readonly connectionsPerPerson: number;
  readonly connectionsPerTenant: number;
  readonly operationsPerSocket: number;
  readonly operationsPerPerson: number;
  readonly operationsPerTenant: number;
  /** What may wait for one client. */
  readonly queueMessages: number;
  readonly queueBytes: number;
  /** What may wait for all clients together. */
  readonly totalQueueBytes: number;
  /** How long a client may take to take half of what waits for it, once that is as much as may wait. */
  readonly slowClientMs: number;
  readonly initialisationMs: number;
  readonly messagesPerSecond: number;
  readonly heartbeatMs: number;
  /** How long a subgraph may be away before its streams end. */
  readonly resumeMs: number;
}
