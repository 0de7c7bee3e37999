import type { AirtableByHand } from "./airtable.ts";
import { type Operation, operationsByStep, type SagaPlan } from "./plan.ts";
import { carryOut, initialState, type State } from "./state.ts";

/**
 * What a conscientious person does about a step that a saga is stuck at: sees to it that nothing of it is left, in a way
 * that the steps before it can still be undone.
 * @param stepIds of the saga, in the order in which they were taken
 */
export async function undoByHand(
  airtable: AirtableByHand,
  plan: SagaPlan,
  stepIds: readonly string[],
  stepId: string,
): Promise<void> {
  const byStep = operationsByStep(plan, stepIds);
  const before = stepIds.slice(0, stepIds.indexOf(stepId)).flatMap((id) => byStep.get(id) ?? []);
  const state = carryOut(initialState(plan.owner), before);
  for (const operation of byStep.get(stepId) ?? []) {
    if (operation.kind === "delete") await makeAnew(airtable, plan, operation);
    else if (operation.kind !== "file") await setBack(airtable, state, operation.tag);
  }
}

/** Leaves a record as it was before the step; one that the step created goes. */
async function setBack(airtable: AirtableByHand, before: State, tag: string): Promise<void> {
  const records = await airtable.all();
  const idOf = (link: string) => records.find((record) => record.tag === link)?.id;
  const was = before.things.get(tag);
  for (const record of records.filter((one) => one.tag === tag)) {
    if (was === undefined) {
      await airtable.remove(record);
      continue;
    }
    const links = was.links.flatMap((link) => idOf(link) ?? []);
    const files = was.attachments.length === 0 && record.attachments.length > 0 ? { Files: [] } : {};
    await airtable.change(record, { Amount: was.amount, Links: links, ...files });
  }
}

/**
 * Makes a deleted record anew, once: as it was before the saga, which does not know it by its new id, so that nothing
 * that was done to it before is undone by the saga.
 */
async function makeAnew(
  airtable: AirtableByHand,
  { owner }: SagaPlan,
  { tag }: Extract<Operation, { kind: "delete" }>,
): Promise<void> {
  const records = await airtable.all();
  const [there, ...doubles] = records.filter((record) => record.tag === tag);
  for (const double of doubles) await airtable.remove(double);
  const initial = initialState(owner).things;
  const was = initial.get(tag);
  if (was === undefined) return;
  const idOf = (link: string) => records.find((record) => record.tag === link)?.id;
  const links = was.links.flatMap((link) => idOf(link) ?? []);
  const id = there?.id ?? (await airtable.create(was.base, { Tag: tag, Amount: was.amount, Links: links }));
  for (const record of records) {
    if (initial.get(record.tag)?.links.includes(tag) !== true || record.links.includes(tag)) continue;
    await airtable.change(record, { Links: [...record.links.flatMap((link) => idOf(link) ?? []), id] });
  }
}
