import { describe, expect, it } from "@jest/globals";
import { resolveField, runFormula as run } from "../testing/run-formula.ts";
import { toText } from "./coerce.ts";
import { compileFormula } from "./compile.ts";
import { inferKind } from "./infer-kind.ts";
import { InvalidFormulaError } from "./invalid-formula-error.ts";
import { parseFormula } from "./parse.ts";
import { referenceFieldsById } from "./reference-by-id.ts";
import { isFailure, isTruthy } from "./value.ts";

describe("formula values (reference 10.2, 10.3)", () => {
  it.each([
    ["1+2*3", 7],
    ["(1+2)*3", 9],
    ["10-2-3", 5],
    ["-3+1", -2],
    ["--3", 3],
    ["2/4", 0.5],
    ["1+{empty}", 1],
    ["'5'+1", 6],
    ["1=1", 1],
    ["1 != 1", 0],
    ["1<2", 1],
    ["3>=3.0", 1],
    ["'b'>'a'", 1],
    ["'a'='A'", 0],
    ["BLANK()=0", 1],
    ["BLANK()=''", 1],
    ["BLANK()=FALSE()", 1],
    ["{empty}=0", 1],
    ["{Num}=12", 1],
    ["{num}='12'", 1],
    ["NUM=12", 1],
    ["{zero}&''", "0"],
    ["{empty}&''", ""],
    ["{check}=TRUE()", 1],
    ["{check}=1", 1],
    ["NOT({unchecked})", 1],
    ["{unchecked}=FALSE()", 1],
    ["'a'&1&{empty}&'b'", "a1b"],
    ["{a field\\}}", "braced"],
    ["{name}='Bob\\'s'", 1],
    ['"tab\\tline\\n"', "tab\tline\n"],
    ["FIND('2024-05-01', {day})", 1],
    ["{day}&''", "2024-05-01"],
    ["{when}&''", "2023-12-01T12:34:56.000Z"],
    ["{when}=DATETIME_PARSE('2023-12-01T12:34:56.000Z')", 1],
    ["{when}='2023-12-01T12:34:56.000Z'", 1],
    ["{when}>'2023-12-01'", 1],
    ["{links}&''", "Ada, Bob"],
    ["{none}=''", 1],
    ["{one}=5", 1],
    ["FIND('Bob', ARRAYJOIN({links}))", 6],
    ["AND(1, 'x', {num})", 1],
    ["AND(1, {empty})", 0],
    ["OR(0, '', {none})", 0],
    ["OR({none}, {links})", 1],
    ["XOR(1,1,1)", 1],
    ["IF({empty}, 'y', 'n')", "n"],
    ["IF(1, 'y')", "y"],
    ["IF(0, 'y')", null],
    ["IF(1, 'ok', 1+'x')", "ok"],
    ["ISERROR(1+'x')", 1],
    ["ISERROR({broken})", 1],
    ["IF(ISERROR({broken}), 'caught', 'no')", "caught"],
    ["SWITCH({num}, 1, 'one', 12, 'twelve', 'other')", "twelve"],
    ["SWITCH({num}, 1, 'one', 'other')", "other"],
    ["SWITCH({num}, 1, 'one')", null],
    ["CONCATENATE('a', 1, {links})", "a1Ada, Bob"],
    ["FIND('o', 'foo')", 2],
    ["FIND('o', 'foo', 3)", 3],
    ["FIND('O', 'foo')", 0],
    ["SEARCH('O', 'foo')", 2],
    ["SEARCH('x', 'foo')", null],
    ["SEARCH(LOWER('B'), LOWER({name}))", 1],
    ["LEFT('abc', 2)", "ab"],
    ["RIGHT('abc', 2)", "bc"],
    ["RIGHT('abc', 0)", ""],
    ["MID('abcdef', 2, 3)", "bcd"],
    ["LEN({links})", 8],
    ["LEN({empty})>0", 0],
    ["UPPER('a')", "A"],
    ["TRIM('  a ')", "a"],
    ["REPLACE('abcdef', 2, 3, 'X')", "aXef"],
    ["SUBSTITUTE('a-b-c', '-', '+')", "a+b+c"],
    ["SUBSTITUTE('a-b-c', '-', '+', 2)", "a-b+c"],
    ["REPT('ab', 3)", "ababab"],
    ["T(5)", null],
    ["T('x')", "x"],
    ["VALUE('$1,234.5')", 1234.5],
    ["ENCODE_URL_COMPONENT('a b&c')", "a%20b%26c"],
    ["ABS(-2)", 2],
    ["AVERAGE({lookup})", 4],
    ["SUM({lookup}, 1, 'x')", 13],
    ["MAX({lookup})", 5],
    ["MIN({lookup}, -1)", -1],
    ["COUNT(1, 'a', {empty})", 1],
    ["COUNTA(1, 'a', {empty})", 2],
    ["COUNTALL(1, 'a', {empty})", 3],
    ["CEILING(2.1)", 3],
    ["CEILING(1.01, 0.1)", 1.1],
    ["FLOOR(2.7, 0.5)", 2.5],
    ["EVEN(1.5)", 2],
    ["EVEN(-1.5)", -2],
    ["ODD(2)", 3],
    ["ODD(0)", 1],
    ["INT(-1.5)", -2],
    ["LOG(1000)", 3],
    ["LOG(8, 2)", 3],
    ["MOD(-1, 3)", 2],
    ["POWER(2, 10)", 1024],
    ["ROUND(1.005, 2)", 1.01],
    ["ROUND(2.5, 0)", 3],
    ["ROUND(-2.5, 0)", -2],
    ["ROUNDUP(-1.1, 0)", -2],
    ["ROUNDDOWN(-1.9, 0)", -1],
    ["SQRT(9)", 3],
    ["EXP(0)", 1],
    ["YEAR({day})", 2024],
    ["MONTH({day})", 5],
    ["DAY({day})", 1],
    ["HOUR({when})", 12],
    ["MINUTE({when})", 34],
    ["SECOND({when})", 56],
    ["WEEKDAY({day})", 3],
    ["WEEKDAY({day}, 'Monday')", 2],
    ["WEEKNUM({day})", 18],
    ["DATESTR({when})", "2023-12-01"],
    ["TIMESTR({when})", "12:34:56"],
    ["DATEADD('2024-01-31', 1, 'months')&''", "2024-02-29"],
    ["DATEADD(TODAY(), -7, 'days')&''", "2024-05-08"],
    ["DATETIME_DIFF('2024-05-03', {day})", 172800],
    ["DATETIME_DIFF('2024-05-03', {day}, 'days')", 2],
    ["DATETIME_DIFF({day}, '2022-06-01', 'years')", 1],
    ["DATETIME_DIFF({day}, '2024-05-02T01:00:00Z', 'd')", -1],
    ["DATETIME_FORMAT({when}, 'YYYY [year] MMM Do, h:mm a')", "2023 year Dec 1st, 12:34 pm"],
    ["DATETIME_FORMAT(SET_TIMEZONE({when}, 'America/New_York'), 'HH:mm Z')", "07:34 -05:00"],
    ["DATETIME_FORMAT(SET_LOCALE({day}, 'de'), 'MMMM')", "Mai"],
    ["DATETIME_PARSE('31/12/2024', 'DD/MM/YYYY')&''", "2024-12-31"],
    ["IS_AFTER({day}, {when})", 1],
    ["IS_BEFORE({day}, {when})", 0],
    ["IS_SAME({day}, '2024-05-01T23:00:00Z', 'day')", 1],
    ["IS_SAME({day}, '2024-05-01T23:00:00Z')", 0],
    ["NOW()&''", "2024-05-15T12:30:00.000Z"],
    ["FROMNOW({day})", "15 days"],
    ["WORKDAY('2024-05-17', 1)&''", "2024-05-20"],
    ["WORKDAY('2024-05-17', 1, '2024-05-20')&''", "2024-05-21"],
    ["WORKDAY_DIFF('2024-05-17', '2024-05-21')", 3],
    ["CREATED_TIME()<'2024-01-02'", 1],
    ["LAST_MODIFIED_TIME()>'2024-01-31T23:59:59.000Z'", 1],
    ["LAST_MODIFIED_TIME({num}, {name})&''", "2024-02-03T00:00:00.000Z"],
    ["ARRAYJOIN(ARRAYUNIQUE(ARRAYFLATTEN({lookup})), '-')", "3-4-5"],
    ["ARRAYJOIN(ARRAYSLICE({lookup}, 2, 3), '-')", "4-5"],
    ["ARRAYJOIN(ARRAYCOMPACT({links}))", "Ada, Bob"],
    ["RECORD_ID()='recAAAAAAAAAAAAAA'", 1],
    ["REGEX_MATCH('abc123', '\\d+')", 1],
    ["REGEX_MATCH('abc', '^b')", 0],
    ["REGEX_EXTRACT('abc123', '[0-9]+')", "123"],
    ["REGEX_REPLACE('a1b2', '[0-9]', '#')", "a#b#"],
    ["and(true(), Or(false(), 1))", 1],
  ] as const)("%s is %p", (text, expected) => {
    expect(run(text)).toEqual(expected);
  });

  it.each([
    "1+'x'",
    "'a'+'b'",
    "{broken}+1",
    "AND(1, {broken})",
    "OR(1, {broken})",
    "'a'&{broken}",
    "SUM({broken})",
    "DATEADD('nonsense', 1, 'days')",
    "DATEADD(TODAY(), 1, 'fortnights')",
    "DATEADD(TODAY(), 1000000000000, 'years')",
    "REGEX_MATCH('a', '(?=a)')",
    "ERROR('stop')",
  ])("%s fails, and a failure is never true", (text) => {
    const value = run(text);
    expect(isFailure(value)).toBe(true);
    expect(isTruthy(value)).toBe(false);
  });

  it("gives infinities and NaN for divisions by zero", () => {
    expect([run("1/0"), run("-1/0"), run("0/0")]).toEqual([Infinity, -Infinity, Number.NaN]);
  });

  it("writes numbers without an exponent", () => {
    expect([1e21, 1.5e-7, -2.5e22, 0.1].map(toText)).toEqual([
      "1000000000000000000000",
      "0.00000015",
      "-25000000000000000000000",
      "0.1",
    ]);
  });
});

describe("formula errors (reference 3.2, INVALID_FILTER_BY_FORMULA)", () => {
  const compile = (text: string) => () => compileFormula(parseFormula(text), { resolveField });

  it.each([
    "",
    "1+",
    "(1",
    "1)",
    "'open",
    "{open",
    "{}",
    "1 2",
    "a==b",
    "1<>2",
    "2^3",
    "“curly”",
    "AND()",
    "IF(1)",
    ",",
  ])("%p is invalid", (text) => {
    expect(compile(text)).toThrow(new InvalidFormulaError("Invalid formula. Please check your formula text."));
  });

  it("tells all unknown fields at once, in lower case", () => {
    expect(compile("AND({Foo Bar}=1, Baz, FOO(Qux))")).toThrow("Unknown field names: foo bar, baz, qux");
  });

  it("tells all unknown functions at once", () => {
    expect(compile("AND(IFERROR(1), isblank(2))")).toThrow("Unknown function names: IFERROR, ISBLANK");
  });
});

describe("long formulas", () => {
  it("evaluates OR with 5,000 arguments", () => {
    const terms = Array.from({ length: 5000 }, (_, index) => `RECORD_ID()='rec${index}'`);
    expect(run(`OR(${terms.join(",")}, RECORD_ID()='recAAAAAAAAAAAAAA')`)).toBe(1);
  });

  it("evaluates chains of 20,000 operators without running out of stack", () => {
    expect(run(Array.from({ length: 20_000 }, () => "1").join("+"))).toBe(20_000);
    expect(run(Array.from({ length: 20_000 }, () => "'a'").join("&"))).toHaveLength(20_000);
  });

  it("reads a literal of a million characters", () => {
    expect(run(`LEN('${"x\\'".repeat(500_000)}')`)).toBe(1_000_000);
  });

  it("evaluates 900 nested IFs and refuses 100,000 parentheses", () => {
    expect(run(`${"IF(0,1,".repeat(900)}2${")".repeat(900)}`)).toBe(2);
    expect(() => run(`${"(".repeat(100_000)}1${")".repeat(100_000)}`)).toThrow(InvalidFormulaError);
  });
});

describe("what a formula tells without running", () => {
  it("refers to fields by id and keeps all other text", () => {
    const byId = (name: string) => (name === "Amount" ? "fldA" : null);
    expect(referenceFieldsById("{Amount} * Amount + 'Amount' & AMOUNT(1) & {Other}", byId)).toBe(
      "{fldA} * {fldA} + 'Amount' & AMOUNT(1) & {Other}",
    );
  });

  it.each([
    ["1+1", "number"],
    ["'a'&1", "text"],
    ["NOW()", "date"],
    ["IF(1, 2, 3)", "number"],
    ["IF(1, 2, 'x')", "text"],
    ["IF(1, BLANK(), 3)", "number"],
    ["SWITCH(1, 2, 'a', 'b')", "text"],
  ] as const)("%s yields %s", (text, kind) => {
    expect(inferKind(parseFormula(text), () => "any")).toBe(kind);
  });
});
