import { lookUpField } from "../find-field.ts";
import { parseGlobalId } from "../global-id.ts";
import { type RecordId, recordId } from "../ids.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { checkReadAsText, findReadableField } from "../policies/denials.ts";
import { conditionsOn } from "./conditions.ts";
import { type FieldKind, fieldKind } from "./field-kind.ts";
import { type FilterInput, type Operator, operators } from "./filter-input.ts";
import { canBeMe } from "./me-fields.ts";
import { type ReadOperand, readBoolean, readList, readSet, readText } from "./operands.ts";
import { refuse, told } from "./refuse.ts";

export type LinkField = Extract<FieldKind, { kind: "links" }>;

/** A filter, with every value checked against its field. */
export type Filter =
  | { readonly kind: "all" | "any"; readonly of: readonly Filter[] }
  | { readonly kind: "not"; readonly of: Filter }
  | { readonly kind: "formula"; readonly formula: string }
  /** Which records a link field points at, of which formulas know nothing. */
  | LinkCondition
  /** Whether a cell holds whoever asks, by their e-mail address. */
  | MeCondition;

export interface MeCondition {
  readonly kind: "me";
  readonly path: string;
  readonly field: FieldModel;
}

export interface LinkCondition {
  readonly kind: "links";
  readonly path: string;
  readonly field: FieldModel;
  readonly link: LinkField;
  /** Has any or all of these, or these and no others. */
  readonly has: "any" | "all" | "exactly";
  readonly ids: readonly RecordId[];
}

const maximumDepth = 10;
const maximumConditions = 200;
/** Filters within the filter. */
const maximumParts = 500;

/**
 * @param root what the filter is called where it was given
 * @throws AirgraphError BAD_USER_INPUT naming the place, as `filter.and[1].gte`; FORBIDDEN naming the field for one whose
 * cells may not be read
 */
export function parseFilter(table: TableModel, input: FilterInput, root = "filter"): Filter {
  let conditions = 0;
  let parsed = 0;

  function parse(given: FilterInput, path: string, depth: number): Filter {
    if (depth > maximumDepth) throw refuse(path, `a filter may be nested ${maximumDepth} deep at most`);
    parsed += 1;
    if (parsed > maximumParts) throw refuse(root, `may have ${maximumParts} parts at most`);
    const list = (key: "and" | "or"): Filter[] | undefined =>
      given[key]?.map((one, index) => parse(one, `${path}.${key}[${index}]`, depth + 1));
    const parts: Filter[] = [];
    const [and, or] = [list("and"), list("or")];
    if (and !== undefined) parts.push(...and);
    if (or !== undefined) parts.push({ kind: "any", of: or });
    if (given.not != null) parts.push({ kind: "not", of: parse(given.not, `${path}.not`, depth + 1) });
    parts.push(...parseConditions(given, path));
    return { kind: "all", of: parts };
  }

  function parseConditions(given: FilterInput, path: string): Filter[] {
    const used = operators.filter((operator) => given[operator] !== undefined);
    conditions += used.length;
    if (conditions > maximumConditions) throw refuse(root, `may have ${maximumConditions} conditions at most`);
    const [first] = used;
    if (given.field == null) {
      if (first === undefined) return [];
      throw refuse(`${path}.${first}`, "needs a field beside it");
    }
    const field = lookUpField(table, given.field);
    if (field === undefined) {
      throw refuse(`${path}.field`, `the table ${JSON.stringify(table.name)} has no field ${told(given.field)}`);
    }
    findReadableField(table, field.id);
    if (first === undefined) throw refuse(`${path}.field`, "needs a condition beside it");
    return used.map((operator) => parseCondition(table, field, operator, given[operator], `${path}.${operator}`));
  }

  return parse(input, root, 1);
}

function parseCondition(
  table: TableModel,
  field: FieldModel,
  operator: Operator,
  value: unknown,
  path: string,
): Filter {
  if (value === null) throw refuse(path, "must not be null; isEmpty tells empty cells");
  const kind = fieldKind(field);
  if (kind.kind === "links") {
    const links = parseLinks(table, field, kind, { operator, value, path });
    if (links !== undefined) return links;
  }
  // Of links that name records which may not be read, only the ids and whether there are any may be asked for.
  if (operator !== "isEmpty") checkReadAsText(table, field);
  if (operator === "isMe" && canBeMe(field)) {
    const me: MeCondition = { kind: "me", path, field };
    return readBoolean(value, path) ? me : { kind: "not", of: me };
  }
  const conditions = conditionsOn(field);
  const compile = conditions[operator];
  if (compile !== undefined) return { kind: "formula", formula: compile(value, path) };
  const possible = [
    ...Object.keys(conditions),
    ...(kind.kind === "links" ? linkOperators : []),
    ...(canBeMe(field) ? ["isMe"] : []),
  ];
  throw refuse(
    path,
    `does not apply to the field ${JSON.stringify(field.name)}, whose type is ${field.type}; possible are ${possible.join(", ")}`,
  );
}

const linkOperators: readonly Operator[] = ["eq", "ne", "hasAny", "hasAll", "hasNone"];

function parseLinks(
  table: TableModel,
  field: FieldModel,
  link: LinkField,
  { operator, value, path }: { operator: Operator; value: unknown; path: string },
): Filter | undefined {
  const read = readLinkedId(table, link);
  const condition = (has: LinkCondition["has"], list: typeof readList): LinkCondition => ({
    kind: "links",
    path,
    field,
    link,
    has,
    ids: [...new Set(list(read)(value, path))],
  });
  switch (operator) {
    case "eq":
      return condition("exactly", readSet);
    case "ne":
      return { kind: "not", of: condition("exactly", readSet) };
    case "hasAny":
      return condition("any", readList);
    case "hasAll":
      return condition("all", readList);
    case "hasNone":
      return { kind: "not", of: condition("any", readList) };
    default:
      return undefined;
  }
}

function readLinkedId(table: TableModel, { linkedTableId }: LinkField): ReadOperand<RecordId> {
  return (value, path) => {
    const text = readText(value, path);
    const alone = recordId.safeParse(text);
    if (alone.success) return alone.data;
    const address = parseGlobalId(text);
    if (address === undefined)
      throw refuse(path, `must be the id of a record, rec… or app…/tbl…/rec…, got ${told(text)}`);
    if (address.baseId === table.baseId && address.tableId === linkedTableId) return address.recordId;
    throw refuse(path, `${told(text)} is a record of another table than the field links to, ${linkedTableId}`);
  };
}
