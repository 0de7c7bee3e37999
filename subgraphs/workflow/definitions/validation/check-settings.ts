import { createOperationCheck } from "../../../../kernel/executor/check-operation.ts";
import type { ActionKind } from "../action-steps.ts";
import type { Effect } from "../steps.ts";
import type { Knowledge } from "./knowledge.ts";
import type { JsonPath } from "./problem.ts";
import type { Report } from "./report.ts";

const checkSyntax = createOperationCheck();

/** What can be said of an action's settings beyond their shape. */
export function checkSettings(
  { report, knowledge }: { readonly report: Report; readonly knowledge: Knowledge },
  effect: Effect,
  path: JsonPath,
): void {
  switch (effect.kind) {
    case "graphql":
      for (const message of (knowledge.checkOperation ?? checkSyntax)(effect.with.query))
        report([...path, "query"], "BAD_GRAPHQL", message);
      break;
    case "http":
      checkUrl(effect.with.url, knowledge, (message) => report([...path, "url"], "BAD_URL", message));
      if (effect.with.signWith !== undefined && knowledge.secrets?.includes(effect.with.signWith) === false)
        report([...path, "signWith"], "UNKNOWN_SECRET", `there is no secret \`${effect.with.signWith}\``);
      break;
    default:
      break;
  }
}

/** A URL that holds expressions is checked as far as its place is fixed. */
function checkUrl(template: string, { permitsUrl }: Knowledge, tell: (message: string) => void): void {
  const beginning = template.split("${", 1)[0] ?? "";
  const isWhole = beginning === template;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(beginning)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "http" && scheme !== "https")
    return tell(`requests go to http and https, not to ${scheme}`);
  // Without the slash behind it, an expression may still be part of the host.
  const isPlaced = isWhole || /^https?:\/\/[^/?#]+[/?#]/i.test(beginning);
  if (!isPlaced) return undefined;
  if (!URL.canParse(beginning)) return tell(`\`${beginning}\` is no URL`);
  const url = new URL(beginning);
  if (url.username !== "" || url.password !== "")
    return tell("a URL holds no credentials; send them in a header, by a secret");
  if (permitsUrl?.(url) === false) return tell(`requests to ${url.origin} are not permitted here`);
  return undefined;
}

/** What a secret is written into, people can read; requests alone carry them. */
export function takesSecrets(kind: ActionKind): boolean {
  return kind === "http";
}
