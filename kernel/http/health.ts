import type { IncomingMessage } from "node:http";

/**
 * Live: the process runs and answers. Ready: it should be sent work. At shutdown ready turns false before connections
 * drain, so that a load balancer looks away in time.
 */
export interface Health {
  /** Names what is not ready; empty when all is well. */
  notReady(): Promise<readonly string[]>;
}

/** Undefined for what is not asked of it, which nearly every request is: nothing has to be waited for then. */
export function healthAnswer(
  request: IncomingMessage,
  health: Health,
): Promise<{ status: number; body: object } | undefined> | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  return answerProbe(request, health);
}

async function answerProbe({ url }: IncomingMessage, health: Health) {
  const path = url?.split("?", 1)[0];
  if (path === "/health/live") return { status: 200, body: { status: "live" } };
  if (path !== "/health/ready") return undefined;
  const waitingFor = await health.notReady();
  return waitingFor.length === 0
    ? { status: 200, body: { status: "ready" } }
    : { status: 503, body: { status: "not ready", waitingFor } };
}
