import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { describeType, dynamic, isAssignable } from "../../expressions/static-type.ts";
import { parseCron } from "../cron.ts";
import type { Definition } from "../definition.ts";
import type { Trigger } from "../triggers.ts";
import { VisibleSteps } from "../visible-steps.ts";
import type { createTemplateCheck, PlaceScope } from "./check-templates.ts";
import type { Knowledge } from "./knowledge.ts";
import { typeOfInput } from "./output-types.ts";
import type { JsonPath } from "./problem.ts";
import type { Report } from "./report.ts";
import { neededScopes } from "./trigger-scopes.ts";

/** Checks what starts runs: that it can come about, and makes the inputs that a run needs. */
export function checkTriggers(
  { triggers, input }: Definition,
  {
    report,
    knowledge,
    checkTemplate,
  }: {
    readonly report: Report;
    readonly knowledge: Knowledge;
    readonly checkTemplate: ReturnType<typeof createTemplateCheck>;
  },
): void {
  const scope: PlaceScope = { names: { trigger: dynamic }, visible: new VisibleSteps(), secrets: false };
  const ids = new Set<string>();
  for (const [index, trigger] of triggers.entries()) {
    const path: JsonPath = ["triggers", index];
    if (ids.has(trigger.id)) report([...path, "id"], "DUPLICATE_ID", `there is a trigger \`${trigger.id}\` already`);
    ids.add(trigger.id);
    if (trigger.when !== undefined)
      checkTemplate({ path: [...path, "when"], template: trigger.when, wanted: "condition" }, scope);
    checkInputs(trigger, path);
    checkKind(trigger, path);
    for (const needed of neededScopes[trigger.kind])
      if (knowledge.scopes?.includes(needed) === false)
        report(path, "MISSING_SCOPE", `trigger \`${trigger.id}\` needs the scope ${needed}, which you have not`);
  }

  function checkInputs(trigger: Trigger, path: JsonPath): void {
    for (const [name, template] of Object.entries(trigger.with)) {
      const at = [...path, "with", name];
      const type = checkTemplate({ path: at, template, wanted: "anything" }, scope);
      const field = Object.hasOwn(input, name) ? input[name] : undefined;
      if (field === undefined) report(at, "UNKNOWN_INPUT", `there is no input \`${name}\``);
      else if (!isAssignable(type, typeOfInput(field)))
        report(
          at,
          "TYPE_MISMATCH",
          `it comes to ${describeType(type)}; the input is ${describeType(typeOfInput(field))}`,
        );
    }
    for (const [name, { required, default: otherwise }] of Object.entries(input))
      if (required && otherwise === undefined && !Object.hasOwn(trigger.with, name))
        report([...path, "with"], "UNKNOWN_INPUT", `trigger \`${trigger.id}\` gives no \`${name}\`, which a run needs`);
  }

  function checkKind(trigger: Trigger, path: JsonPath): void {
    switch (trigger.kind) {
      case "cron":
        try {
          parseCron(trigger.schedule, trigger.timeZone);
        } catch (error) {
          if (!(error instanceof AirgraphError)) throw error;
          const key = error.extensions["field"] === "timeZone" ? "timeZone" : "schedule";
          report([...path, key], "BAD_SCHEDULE", error.message.replace(/\.$/, ""));
        }
        break;
      case "webhook":
        if (knowledge.secrets?.includes(trigger.secret) === false)
          report([...path, "secret"], "UNKNOWN_SECRET", `there is no secret \`${trigger.secret}\``);
        break;
      case "record":
        if (trigger.matches !== undefined)
          checkTemplate(
            { path: [...path, "matches"], template: trigger.matches, wanted: "anything" },
            { ...scope, names: {} },
          );
        break;
      case "fileCreated":
      case "runEnded":
      case "usage":
        break;
    }
  }
}
