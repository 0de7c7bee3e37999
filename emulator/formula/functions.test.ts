import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { resolveField, runFormula } from "../testing/run-formula.ts";
import { compileFormula } from "./compile.ts";
import { functionTable } from "./function-table.ts";
import { InvalidFormulaError } from "./invalid-formula-error.ts";
import { parseFormula } from "./parse.ts";
import { isFailure, isList } from "./value.ts";

describe("functions (reference 10.3)", () => {
  it("are all there, and no others", () => {
    const reference = readFileSync(new URL("../airtable-api.md", import.meta.url), "utf8");
    const section = reference.slice(reference.indexOf("### 10.3"), reference.indexOf("Not in the language"));
    const named = [...section.matchAll(/`([A-Z_]{1,30})(?:\(|`)/g)].map(([, name = ""]) => name);
    expect([...functionTable.keys()].sort()).toEqual([...new Set(named)].filter((name) => name !== "M").sort());
  });

  it.each([
    ["XOR(1, 0, 1)", 0],
    ["XOR({lookup})", 1],
    ["AND({lookup})", 1],
    ["AND({mixed})", 0],
    ["OR({none})", 0],
    ["NOT({none})", 1],
    ["NOT({links})", 0],
    ["NOT(0/0)", 1],
    ["TRUE()+TRUE()", 2],
    ["SWITCH('b', 'a', 1/0, 'b', 2)", 2],
    ["SWITCH({empty}, 0, 'zero', 'no')", "zero"],
    ["IF({broken}=1, 1, 2)", "failure"],
    ["IF(1, 2, {broken})", 2],
    ["ISERROR(1/0)", 1],
    ["ISERROR(0)", 0],
    ["ISERROR(ERROR())", 1],
    ["CONCATENATE({empty}, {zero})", "0"],
    ["FIND('', 'abc')", 1],
    ["FIND('c', 'abcabc', 4)", 6],
    ["FIND('Ada', {links})", 1],
    ["SEARCH('bOB', {links})", 6],
    ["LEFT('abc', 0)", ""],
    ["LEFT('abc', 9)", "abc"],
    ["RIGHT('abc', 9)", "abc"],
    ["MID('abc', 0, 2)", "ab"],
    ["MID('abc', 3, 5)", "c"],
    ["MID('abc', 9, 5)", ""],
    ["LEN(12.5)", 4],
    ["LOWER({empty})", ""],
    ["REPLACE('abc', 4, 0, 'd')", "abcd"],
    ["SUBSTITUTE('aaa', 'a', 'b', 9)", "aaa"],
    ["SUBSTITUTE('aaa', '', 'b')", "aaa"],
    ["SUBSTITUTE('a.c', '.', '$&')", "a$&c"],
    ["REPT('x', 0)", ""],
    ["REPT('x', -1)", ""],
    ["REPT('x', 1000000000)", "failure"],
    ["T({links})", "Ada, Bob"],
    ["VALUE('12%')", 12],
    ["VALUE('none')", "failure"],
    ["ENCODE_URL_COMPONENT('ä/')", "%C3%A4%2F"],
    ["AVERAGE(1, {empty}, 3)", 2],
    ["SUM({none})", 0],
    ["SUM({brokenlist})", "failure"],
    ["MAX('12', 1)", 12],
    ["MAX({day}, {when})&''", "2024-05-01"],
    ["MIN({day}, {when})&''", "2023-12-01T12:34:56.000Z"],
    ["COUNT({lookup}, 'x')", 3],
    ["COUNTA({mixed})", 4],
    ["COUNTALL({mixed})", 5],
    ["CEILING(-1.5)", -1],
    ["CEILING(7, 5)", 10],
    ["FLOOR(-1.5)", -2],
    ["FLOOR(7, 5)", 5],
    ["EVEN(-0.5)", -2],
    ["ODD(-2)", -3],
    ["INT(1.9)", 1],
    ["MOD(7, -3)", -2],
    ["ABS({empty})", 0],
    ["ROUND(0.0000001, 2)", 0],
    ["ROUND(1234.5678, -2)", 1200],
    ["ROUND(1000000000000000000000000, 2)", 1e24],
    ["ROUNDUP(1.001, 2)", 1.01],
    ["ROUNDDOWN(-1.999, 2)", -1.99],
    ["SQRT(-1)", "NaN"],
    ["LOG(0)", "-Infinity"],
    ["POWER(10, 400)", "Infinity"],
    ["DATEADD({when}, 1, 'Q')&''", "2024-03-01T12:34:56.000Z"],
    ["DATEADD({day}, 36, 'hours')&''", "2024-05-02T12:00:00.000Z"],
    ["DATETIME_DIFF({day}, {when}, 'M')", 4],
    ["DATETIME_DIFF({day}, {when}, 'm')", 218125],
    ["DATETIME_DIFF({day}, {when}, 'ms')", 13087504000],
    ["DATETIME_DIFF({day}, {when}, 'Q')", 1],
    ["DATETIME_DIFF({day}, {when}, 'w')", 21],
    ["DATETIME_PARSE('2024')", "failure"],
    ["DATETIME_PARSE('5 May 24', 'D MMM YY')&''", "2024-05-05"],
    ["DATETIME_PARSE('1714550400', 'X')&''", "2024-05-01T08:00:00.000Z"],
    ["DATETIME_FORMAT({when})", "2023-12-01T12:34:56+00:00"],
    ["DATETIME_FORMAT({empty})", "failure"],
    ["HOUR(SET_TIMEZONE({when}, 'Asia/Tokyo'))", 12],
    ["SET_TIMEZONE({when}, 'Nowhere')", "failure"],
    ["WEEKDAY('2024-05-05')", 0],
    ["WEEKDAY('2024-05-05', 'Monday')", 6],
    ["WEEKNUM('2024-01-01', 'Monday')", 1],
    ["IS_SAME({day}, '2024-05-31', 'month')", 1],
    ["IS_SAME({day}, {when}, 'year')", 0],
    ["IS_BEFORE('2024-01-01', TODAY())", 1],
    ["TODAY()&''", "2024-05-15"],
    ["TONOW('2024-05-15T12:29:30Z')", "a few seconds"],
    ["FROMNOW('2021-05-15')", "3 years"],
    ["WORKDAY('2024-05-20', -1)&''", "2024-05-17"],
    ["WORKDAY_DIFF('2024-05-17', '2024-05-21', '2024-05-20, 2024-05-21')", 1],
    ["WORKDAY_DIFF('2024-05-21', '2024-05-17')", -3],
    ["CREATED_TIME()&''", "2024-01-01T00:00:00.000Z"],
    ["ARRAYJOIN(ARRAYCOMPACT({mixed}), '/')", "a/b/a/0"],
    ["ARRAYJOIN(ARRAYUNIQUE(ARRAYFLATTEN({mixed})), '/')", "a//b/0"],
    ["ARRAYJOIN(ARRAYSLICE({lookup}, 2))", "4, 5"],
    ["ARRAYJOIN(ARRAYSLICE({lookup}, -1))", "5"],
    ["ARRAYJOIN({brokenlist})", "failure"],
    ["ARRAYJOIN('one')", "one"],
    ["REGEX_MATCH('Straße', '(?i)STRASSE|straße')", 1],
    ["REGEX_MATCH('x', '(?=x)')", "failure"],
    ["REGEX_MATCH('xx', '(x)\\\\1')", "failure"],
    ["REGEX_MATCH('a', '[')", "failure"],
    ["REGEX_EXTRACT('key=value', '(?P<k>\\w+)=\\w+')", "key"],
    ["REGEX_EXTRACT('abc', 'x')", null],
    ["REGEX_REPLACE('a1b2', '([a-z])(\\d)', '$2$1')", "1a2b"],
  ] as const)("%s is %p", (text, expected) => {
    const value = runFormula(text);
    if (expected === "failure") expect(isFailure(value)).toBe(true);
    else if (typeof value === "number" && !Number.isFinite(value)) expect(String(value)).toBe(expected);
    else expect(value).toEqual(expected);
  });

  const long = "REPT('x', 1000000)";
  it.each([
    `CONCATENATE(${Array.from({ length: 11 }, () => long).join(",")})`,
    Array.from({ length: 11 }, () => long).join("&"),
    `SUBSTITUTE(${long}, 'x', ${long})`,
    `SUBSTITUTE(${long}, 'x', ${long}, 1) & REPT('x', 9000000)`,
  ])("fail rather than make a text that takes all memory: %s", (text) => {
    const value = runFormula(text);
    expect(isFailure(value)).toBe(true);
  });

  it("match a pattern made to explode in linear time", () => {
    // A backtracking engine would not live to see the end of this.
    expect(runFormula(`REGEX_MATCH(REPT('a', 20000) & 'b', '^(a+)+$')`)).toBe(0);
    expect(runFormula(`REGEX_MATCH(REPT('x', 20000), '(x+x+)+y')`)).toBe(0);
  });

  it("keep lists as lists", () => {
    expect(isList(runFormula("ARRAYFLATTEN({lookup})"))).toBe(true);
  });
});

describe("coercions and special values (reference 10.2)", () => {
  it.each([
    ["{lookup}=''", 0],
    ["{none}=BLANK()", 1],
    ["{num}=BLANK()", 0],
    ["{zero}=BLANK()", 1],
    ["{links}='Ada, Bob'", 1],
    ["'abc'=5", 0],
    ["'10'>9", 1],
    ["'10'>'9'", 0],
    ["0/0=0/0", 0],
    ["0/0!=0/0", 1],
    ["1/0>5", 1],
    ["{day}>{when}", 1],
    ["{day}={empty}", 0],
    ["{day}!={empty}", 1],
    ["{check}+1", 2],
    ["{one}+1", 6],
    ["{lookup}+1", "failure"],
    ["{day}+1", "failure"],
    ["-'3'", -3],
    ["-{links}", "failure"],
    ["1=1=1", 1],
    ["3>2>1", 0],
    ["1&2+3", "15"],
    ["0.1+0.2&''", "0.30000000000000004"],
    ["{when}&{empty}&{zero}", "2023-12-01T12:34:56.000Z0"],
    ["AND(1, 1/0)", 1],
    ["AND(0, {broken})", "failure"],
    ["OR(1, {broken})", "failure"],
    ["OR({broken}, {lookup}+1)", "failure"],
  ] as const)("%s is %p", (text, expected) => {
    const value = runFormula(text);
    expect(isFailure(value) ? "failure" : value).toEqual(expected);
  });
});

describe("hostile formulas", () => {
  const compile = (text: string) => () => compileFormula(parseFormula(text), { resolveField });

  it.each([
    ["parentheses", "(".repeat(100_000) + ")".repeat(100_000)],
    ["minus signs", "-".repeat(100_000)],
    ["calls", "IF(".repeat(100_000)],
    ["braces", "{".repeat(100_000)],
    ["operators", "1+".repeat(100_000)],
  ])("with 100,000 %s are refused", (_, text) => {
    expect(compile(text)).toThrow(InvalidFormulaError);
  });

  it("tell every unknown name once, in lower case, before they complain about anything else", () => {
    expect(compile("IF({Foo}, {FOO}, OR(Bar, LEFT({Baz})))")).toThrow("Unknown field names: foo, bar, baz");
    expect(compile("IF(NOPE(LEN()), LAST_MODIFIED_TIME({Gone}))")).toThrow("Unknown field names: gone");
    expect(compile("NOPE(NADA(), NOPE())")).toThrow("Unknown function names: NOPE, NADA");
  });

  it("of 17,000 characters and with 5,000 arguments work", () => {
    const terms = (count: number) => Array.from({ length: count }, (_, index) => `RECORD_ID()='rec${index}'`).join(",");
    expect(terms(700).length).toBeGreaterThan(14_000);
    expect(runFormula(`OR(${terms(700)})`)).toBe(0);
    expect(runFormula(`OR(${terms(5000)}, {broken})`)).toMatchObject({ kind: "failure" });
    expect(runFormula(`LEN("${"é".repeat(17_000)}")`)).toBe(17_000);
  });
});
