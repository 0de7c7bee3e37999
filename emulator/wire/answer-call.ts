import type { Logger } from "pino";
import { ApiError, refusals } from "../api-error.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import { answerApi } from "./answer-api.ts";
import { answerOAuth, isOAuthPath } from "./answer-oauth.ts";
import type { Incoming } from "./incoming.ts";
import { refusalAnswer } from "./refusal-answer.ts";
import { findRoute } from "./routes.ts";
import type { Service } from "./service.ts";

/**
 * Answers a call of Airtable's Web API or its OAuth. What it changes, it has changed when this returns, also when the
 * answer is a promise.
 */
export function answerCall(service: Service, incoming: Incoming, logger: Logger | undefined): Answer | Promise<Answer> {
  const refuse = (error: unknown): Answer => {
    if (error instanceof ApiError) return refusalAnswer(error, service.switches);
    logger?.error({ err: error }, "the emulator failed");
    return refusalAnswer(refusals.unexpected(), service.switches);
  };
  try {
    if (isOAuthPath(incoming.path)) return answerOAuth(service, incoming);
    const route = findRoute(incoming.method, incoming.path);
    if (route === null) throw refusals.noRoute();
    const answer = answerApi(service, route, incoming);
    return answer instanceof Promise
      ? answer.then((body) => jsonAnswer(200, body)).catch(refuse)
      : jsonAnswer(200, answer);
  } catch (error) {
    return refuse(error);
  }
}
