import { arrayFunctions } from "./functions/array.ts";
import { dateFunctions } from "./functions/date.ts";
import type { FormulaFunction } from "./functions/formula-function.ts";
import { logicalFunctions } from "./functions/logical.ts";
import { numericFunctions } from "./functions/numeric.ts";
import { regexFunctions } from "./functions/regex.ts";
import { textFunctions } from "./functions/text.ts";

/** Every function of reference 10.3 by its upper-case name. A new function is one more entry of its group's table. */
export const functionTable: ReadonlyMap<string, FormulaFunction> = new Map(
  Object.entries({
    ...logicalFunctions,
    ...textFunctions,
    ...numericFunctions,
    ...dateFunctions,
    ...arrayFunctions,
    ...regexFunctions,
  }),
);
