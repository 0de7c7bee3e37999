/**
 * A formula that cannot be compiled. `message` is the DETAIL of reference 3.2 (`INVALID_FILTER_BY_FORMULA`), worded as
 * Airtable words it.
 */
export class InvalidFormulaError extends Error {
  override readonly name = "InvalidFormulaError";

  /** The text does not follow the grammar, or a function got a wrong number of arguments. */
  static syntax(): InvalidFormulaError {
    return new InvalidFormulaError("Invalid formula. Please check your formula text.");
  }

  /** Names are echoed in lower case, as live Airtable does. */
  static unknownFields(names: readonly string[]): InvalidFormulaError {
    return new InvalidFormulaError(`Unknown field names: ${names.map((name) => name.toLowerCase()).join(", ")}`);
  }

  static unknownFunctions(names: readonly string[]): InvalidFormulaError {
    return new InvalidFormulaError(`Unknown function names: ${names.join(", ")}`);
  }
}
