import { z } from "zod";
import { expression, listTemplate, numberTemplate, type Template, template, textTemplate } from "../template.ts";
import type { JsonPath } from "./problem.ts";

/** A part of a definition that is worked out, and what it must come to. */
export interface TemplateAt {
  readonly path: JsonPath;
  readonly template: Template;
  readonly wanted: "anything" | "text" | "number" | "list" | "textOrList" | "condition";
}

/**
 * The templates in settings that fit a schema, told apart by which of the language's schemas they are.
 * @param value was parsed by the schema
 */
export function templatesIn(schema: z.core.$ZodType, value: unknown, path: JsonPath = []): TemplateAt[] {
  if (value === undefined) return [];
  // A schema that was described is another one with the same definition.
  switch ("def" in schema ? schema.def : undefined) {
    case template.def:
      return [{ path, template: json(value), wanted: "anything" }];
    case textTemplate.def:
      return [{ path, template: json(value), wanted: "text" }];
    case expression.def:
      return [{ path, template: json(value), wanted: "condition" }];
    case numberTemplate.def:
      return [{ path, template: json(value), wanted: "number" }];
    case listTemplate.def:
      return [{ path, template: json(value), wanted: Array.isArray(value) ? "anything" : "list" }];
    default:
      return within(schema, value, path);
  }
}

function within(schema: z.core.$ZodType, value: unknown, path: JsonPath): TemplateAt[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return templatesIn(schema.unwrap(), value, path);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((item, index) => templatesIn(schema.element, item, [...path, index]));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    if (schema instanceof z.ZodObject)
      return Object.entries(value).flatMap(([key, inner]) => templatesOfKey(schema.shape[key], inner, [...path, key]));
    if (schema instanceof z.ZodRecord)
      return Object.entries(value).flatMap(([key, inner]) => templatesIn(schema.valueType, inner, [...path, key]));
  }
  if (schema instanceof z.ZodUnion) return withinUnion(schema.options, value, path);
  return [];
}

function templatesOfKey(schema: z.core.$ZodType | undefined, value: unknown, path: JsonPath): TemplateAt[] {
  return schema === undefined ? [] : templatesIn(schema, value, path);
}

function withinUnion(options: readonly z.core.$ZodType[], value: unknown, path: JsonPath): TemplateAt[] {
  const meant = options.find((option) => z.safeParse(option, value).success);
  if (meant === undefined) return [];
  const found = templatesIn(meant, value, path);
  const orList = options.some((option) => option instanceof z.ZodArray);
  return orList && typeof value === "string" ? found.map((one) => ({ ...one, wanted: "textOrList" as const })) : found;
}

function json(value: unknown): Template {
  return template.parse(value);
}
