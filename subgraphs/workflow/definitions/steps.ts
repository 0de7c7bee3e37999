import { z } from "zod";
import { type ActionKind, type ActionSettings, actions } from "./action-steps.ts";
import { expression, identifier, numberTemplate, type Template, template, textTemplate } from "./template.ts";

const seconds = z.number().positive();
const aYear = 366 * 86_400;

/** How failures that may pass are tried again: exponentially, with full jitter. */
const retry = z
  .strictObject({
    maxAttempts: z.int().min(1).max(20).default(8).describe("With the first one."),
    initialSeconds: seconds.max(3_600).default(0.5).describe("The longest pause before the second attempt."),
    factor: z.number().min(1).max(10).default(2).describe("By which each pause may be longer than the one before."),
    maxSeconds: seconds.max(3_600).default(60).describe("No pause is longer."),
  })
  .describe("How failures that may pass are tried again: exponentially, with full jitter.");
export type Retry = z.infer<typeof retry>;

/** Who is asked: one person by id or address, or all who have a role. */
const assignee = z.union([
  z.strictObject({ userId: textTemplate }),
  z.strictObject({ email: textTemplate }),
  z.strictObject({ roleId: textTemplate }),
]);

/** What a saga does and undoes: an action with its settings. */
const effect = z.discriminatedUnion(
  "kind",
  Object.entries(actions).map(([kind, settings]) => z.strictObject({ kind: z.literal(kind), with: settings })) as never,
) as z.ZodType<Effect>;
export type Effect<Kind extends ActionKind = ActionKind> = {
  [K in Kind]: { readonly kind: K; readonly with: ActionSettings<K> };
}[Kind];

/** One of a saga's steps: what is done, and how it is undone; writes of records and files are undone without being told how. */
export const sagaStep = z.strictObject({ id: identifier, do: effect, undo: effect.optional() });
export type SagaStepDefinition = z.infer<typeof sagaStep>;

/** What every step may say beside what it does. */
interface Common {
  /** Unique in the definition. */
  readonly id: string;
  /** For people. */
  readonly name?: string | undefined;
  /** Unless this comes to true, the step is skipped; its output is null then. */
  readonly when?: string | undefined;
  /**
   * What a failure leads to once its attempts are exhausted: the run fails, unless it says `continue` (the output is null),
   * or steps to take instead, which know `error.code` and `error.message`.
   */
  readonly onError?: "continue" | readonly Step[] | undefined;
}

/** A step that acts outside of the run. */
export type ActionStep<Kind extends ActionKind = ActionKind> = {
  [K in Kind]: Common & {
    readonly kind: K;
    readonly with: ActionSettings<K>;
    /** Of one attempt. */
    readonly timeoutSeconds?: number | undefined;
    readonly retry?: Retry | undefined;
  };
}[Kind];

/** What steers a run, by kind, as far as it holds no steps itself. */
const flat = {
  wait: z
    .union([
      z.strictObject({ seconds: numberTemplate }),
      z.strictObject({ until: textTemplate.describe("An instant in ISO 8601.") }),
    ])
    .describe("Waits a while, or until an instant."),
  waitForEvent: z
    .strictObject({
      event: textTemplate.describe("Its name; name and key must be those of an event that is sent."),
      key: textTemplate.default(""),
      timeoutSeconds: seconds
        .max(aYear)
        .optional()
        .describe("After this the step fails; without it, it waits for ever."),
    })
    .describe("Waits until an event is sent; the output is what it holds."),
  approval: z
    .strictObject({
      title: textTemplate,
      description: textTemplate.optional(),
      assignees: z.array(assignee).min(1).max(50).describe("Who is asked; one of them decides."),
      deadlineSeconds: seconds.max(aYear).optional().describe("How long they have."),
      escalateTo: z
        .array(assignee)
        .min(1)
        .max(50)
        .optional()
        .describe(
          "Who is asked besides once the deadline has passed, for as long again; without it, or after that, it expires.",
        ),
      failUnlessApproved: z
        .boolean()
        .default(true)
        .describe("Whether a rejection or expiry fails the step; otherwise the output tells of it."),
    })
    .describe("Asks people whether to go on."),
  runWorkflow: z
    .strictObject({
      workflow: textTemplate.describe("Its name."),
      input: template.default({}).describe("Its inputs, by name."),
      wait: z.boolean().default(true).describe("Whether the step is done only when that run is."),
    })
    .describe("Starts a run of another workflow."),
  saga: z
    .strictObject({ steps: z.array(sagaStep).min(1).max(200) })
    .describe("Writes that all happen, in this order but that deletions come last, or are all undone."),
  fail: z
    .strictObject({ code: identifier.default("FAILED").describe("What `error.code` says."), message: textTemplate })
    .describe("Fails."),
} as const;

/** What steers a run, by kind, and holds steps. */
interface Nested {
  condition: { readonly if: string; readonly then: readonly Step[]; readonly else: readonly Step[] };
  switch: {
    readonly on: Template;
    readonly cases: readonly { readonly equals: Template; readonly steps: readonly Step[] }[];
    readonly default: readonly Step[];
  };
  forEach: {
    /** Comes to a list of at most 100,000 items. */
    readonly items: Template;
    readonly parallelism: number;
    readonly steps: readonly Step[];
    /** What of each item is put into the output, a list; without it the output only counts. */
    readonly collect?: Template | undefined;
    /** Whether an item that fails leaves the others be. */
    readonly continueOnError: boolean;
  };
  parallel: { readonly branches: readonly { readonly id: string; readonly steps: readonly Step[] }[] };
}

export type ControlKind = keyof Nested | keyof typeof flat;
type ControlSettings<Kind extends ControlKind> = Kind extends keyof Nested
  ? Nested[Kind]
  : Kind extends keyof typeof flat
    ? z.infer<(typeof flat)[Kind]>
    : never;
export type ControlStep<Kind extends ControlKind = ControlKind> = {
  [K in Kind]: Common & { readonly kind: K; readonly with: ControlSettings<K> };
}[Kind];

/** One step of a definition. */
export type Step = ActionStep | ControlStep;

const steps: z.ZodType<readonly Step[]> = z.lazy(() => z.array(step).max(10_000));
const someSteps: z.ZodType<readonly Step[]> = z.lazy(() => z.array(step).min(1).max(10_000));

const nested = {
  condition: z
    // oxlint-disable-next-line unicorn/no-thenable -- never awaited, and no function
    .strictObject({ if: expression, then: steps, else: steps.default([]) })
    .describe("Takes one of two branches. The output is that of the last step taken."),
  switch: z
    .strictObject({
      on: template,
      cases: z
        .array(z.strictObject({ equals: template, steps }))
        .min(1)
        .max(100),
      default: steps.default([]).describe("Taken when no case fits."),
    })
    .describe("Takes the first case whose value equals that of `on`. The output is that of the last step taken."),
  forEach: z
    .strictObject({
      items: template.describe("Comes to a list of at most 100,000 items."),
      parallelism: z.int().min(1).max(50).default(1).describe("How many items are under way at the same time."),
      steps: someSteps.describe("Taken for each; `item` and `index` are known."),
      collect: template.optional().describe("What of each item is put into the output's `values`."),
      continueOnError: z.boolean().default(false).describe("Whether an item that fails leaves the others be."),
    })
    .describe("Takes the same steps for each item of a list."),
  parallel: z
    .strictObject({
      branches: z
        .array(z.strictObject({ id: identifier, steps: someSteps }))
        .min(1)
        .max(50),
    })
    .describe("Takes branches at the same time. The output holds that of each branch, by its id."),
} as const;

/** Settings of what steers a run, by kind. */
export const controls = { ...flat, ...nested } as const;

const common = {
  id: identifier.describe("Unique in the definition."),
  name: z.string().max(200).optional().describe("For people."),
  when: expression.optional().describe("Unless this comes to true, the step is skipped; its output is null then."),
  onError: z
    .union([z.literal("continue"), someSteps])
    .optional()
    .describe(
      "What a failure leads to once its attempts are exhausted: the run fails, unless it says `continue` (the output is null), or steps to take instead, which know `error.code` and `error.message`.",
    ),
};
const attempts = {
  timeoutSeconds: seconds.max(3_600).optional().describe("Of one attempt."),
  retry: retry.optional(),
};

/** By `kind`; the settings of each kind are in `with`. */
export const step = z
  .discriminatedUnion("kind", [...shapesOf(actions, attempts), ...shapesOf(flat, {}), ...shapesOf(nested, {})] as never)
  .meta({ id: "Step", description: "By `kind`; the settings of each kind are in `with`." }) as z.ZodType<Step>;

function shapesOf(kinds: Readonly<Record<string, z.ZodType>>, besides: Readonly<Record<string, z.ZodType>>) {
  return Object.entries(kinds).map(([kind, settings]) =>
    z.strictObject({ ...common, ...besides, kind: z.literal(kind), with: settings }),
  );
}
