import type { Logger } from "pino";
import { changesState } from "../data/replay.ts";
import { changedSwitches } from "../switches.ts";
import type { Answer } from "./answer.ts";
import { answerCall } from "./answer-call.ts";
import type { Incoming } from "./incoming.ts";
import { notedService } from "./noted-service.ts";
import type { Service } from "./service.ts";

/**
 * Answers a call and, when there is a data file, writes down what it has changed before anybody is told of it.
 *
 * @throws the data file's error; the change is then acknowledged to nobody
 */
export function performCall(
  service: Service,
  incoming: Incoming,
  logger: Logger | undefined,
): Answer | Promise<Answer> {
  const { dataFile } = service;
  if (dataFile === null) return answerCall(service, incoming, logger);
  const { noted, at, ids } = notedService(service);
  const answer = answerCall(noted, incoming, logger);
  if (!changesState(incoming, answer)) return answer;
  const { method, url, headers, body } = incoming;
  const kept = Object.fromEntries(
    (["authorization", "content-type", "host"] as const).flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const switches = changedSwitches(service.switches);
  try {
    dataFile.append({ kind: "call", at, ids, switches, method, url, headers: kept, body: body ?? "" });
  } catch (error) {
    logger?.error({ err: error }, "the data file could not be written");
    throw error;
  }
  return answer;
}
