import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { startThreads, type Threads } from "../../../kernel/threads/start-threads.ts";
import type { Template } from "../definitions/template.ts";
import type { Evaluator, ExpressionScope } from "./evaluator.ts";
import { textOf } from "./functions.ts";
import { largestResult } from "./json-value.ts";
import { narrowScope } from "./narrow-scope.ts";
import { notWorkedOut, parseExpression } from "./parse-expression.ts";
import { excerpt, expressionsOf, parseTemplate } from "./parse-template.ts";
import { follow, plainPath } from "./plain-path.ts";
import type { ReferencePath } from "./reference-paths.ts";

/** What the thread answers to one expression. */
export type Evaluated =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "tooLarge" };

interface Question {
  readonly expressions: readonly string[];
  readonly scope: Readonly<Record<string, unknown>>;
}

export interface EvaluatorOptions {
  readonly logger: Logger;
  /** How many work at the same time. */
  readonly threads?: number;
  /** Of all expressions of one template together. */
  readonly longestMs?: number;
  /** Of one thread. */
  readonly memoryMb?: number;
  /** How many templates of one tenant wait at the same time. */
  readonly waitingForOne?: number;
}

const retryAfterMs = 1_000;

/**
 * Works out expressions on threads of their own, which are ended when they take too long or too much; one that is a path
 * alone (`input.name`) is followed without them. The threads start with the first expression that needs one.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { longestMs = 2_000 } = options;
  let threads: Threads<Question, readonly Evaluated[]> | undefined;

  return {
    async template(template, scope, secret, onBehalfOf = "") {
      const results = await workOut(
        [...expressionsOf(template)].map(({ source }) => source),
        scope,
        secret,
        onBehalfOf,
      );
      return fill(template, results);
    },
    async condition(expression, scope, onBehalfOf = "") {
      const source = expression.trim();
      const value = (await workOut([source], scope, undefined, onBehalfOf)).get(source);
      if (typeof value !== "boolean") throw notWorkedOut(source, `it comes to ${nameOf(value)}, not to true or false`);
      return value;
    },
    async close() {
      await threads?.stop();
    },
  };

  async function workOut(
    sources: readonly string[],
    scope: ExpressionScope,
    secret: ((name: string) => string) | undefined,
    onBehalfOf: string,
  ): Promise<ReadonlyMap<string, unknown>> {
    const results = new Map<string, unknown>();
    const expressions = new Map<string, readonly ReferencePath[]>();
    for (const source of sources) {
      if (results.has(source) || expressions.has(source)) continue;
      const path = plainPath(source);
      if (path === undefined) expressions.set(source, parseExpression(source).references);
      else {
        const [root = "", ...keys] = path.map(String);
        results.set(source, follow(withSecrets(scope, [[root, ...keys]], source, secret), path, source));
      }
    }
    if (expressions.size > 0) {
      const known = [...expressions].reduce(
        (inner, [source, references]) => withSecrets(inner, references, source, secret),
        scope,
      );
      const asked = [...expressions.keys()];
      threads ??= start();
      const answers = await threads.ask(
        { expressions: asked, scope: narrowScope(known, [...expressions.values()].flat()) },
        onBehalfOf,
      );
      for (const [place, source] of asked.entries()) results.set(source, valueOf(answers[place], source));
    }
    return results;
  }

  function start(): Threads<Question, readonly Evaluated[]> {
    return startThreads({
      name: "The evaluator of expressions",
      module: new URL("./expression-thread", import.meta.url),
      threads: options.threads ?? 1,
      memoryMb: options.memoryMb ?? 128,
      longestMs,
      waitingForOne: options.waitingForOne ?? 1_000,
      logger: options.logger,
      tookTooLong: ({ expressions }) =>
        new AirgraphError("TIMEOUT", `${nameAll(expressions)} took longer than ${longestMs} ms to work out.`),
      tookTooMuch: ({ expressions }) =>
        new AirgraphError("COST_LIMIT_EXCEEDED", `${nameAll(expressions)} took too much memory to work out.`),
      tooMany: () =>
        new AirgraphError("RATE_LIMITED", "Too many expressions at once; try again a little later.", { retryAfterMs }),
    });
  }
}

/** A scope with the secrets that an expression names. */
function withSecrets(
  scope: ExpressionScope,
  references: readonly ReferencePath[],
  source: string,
  secret: ((name: string) => string) | undefined,
): ExpressionScope {
  const secrets = references.filter(([root]) => root === "secrets");
  if (secrets.length === 0) return scope;
  if (secret === undefined) throw notWorkedOut(source, "secrets are known to actions alone");
  const values = secrets.map(([, name]): [string, string] => {
    if (name === undefined) throw notWorkedOut(source, "a secret is referred to by its name, as in secrets.token");
    return [name, secret(name)];
  });
  const known = typeof scope["secrets"] === "object" ? scope["secrets"] : {};
  return { ...scope, secrets: { ...known, ...Object.fromEntries(values) } };
}

function valueOf(evaluated: Evaluated | undefined, source: string): unknown {
  switch (evaluated?.kind) {
    case "value":
      return evaluated.value;
    case "refused":
      throw new AirgraphError("BAD_USER_INPUT", evaluated.message);
    case "failed":
      throw notWorkedOut(source, evaluated.reason);
    case "tooLarge":
      throw tooLarge(source);
    case undefined:
      throw new Error(`no answer to ${source}`);
  }
}

/** A template with what its expressions came to. */
function fill(template: Template, results: ReadonlyMap<string, unknown>): unknown {
  let left = largestResult;
  return fillIn(template);

  function fillIn(one: Template): unknown {
    if (typeof one === "string") return one.includes("$") ? fillText(one) : one;
    if (Array.isArray(one)) return one.map(fillIn);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, fillIn(value)]));
  }

  function fillText(text: string): unknown {
    const parts = parseTemplate(text);
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "expression") return results.get(only.source);
    return parts
      .map((part) => {
        const filled = part.kind === "text" ? part.text : textOf(results.get(part.source));
        left -= filled.length;
        if (left < 0) throw tooLarge(text);
        return filled;
      })
      .join("");
  }
}

function tooLarge(source: string): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `\`${excerpt(source)}\` comes to more than ${largestResult / 1_000_000} MB.`,
  );
}

function nameAll(expressions: readonly string[]): string {
  const [first = "", ...others] = expressions;
  return `\`${excerpt(first)}\`${others.length === 0 ? "" : ` and ${others.length} more`}`;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
