import fc from "fast-check";
import { z } from "zod";

type Schema = z.core.JSONSchema.JSONSchema | boolean;

/** What has broken other servers. */
export const nasty: readonly string[] = [
  "'",
  '"; drop table members;--',
  "%00",
  "\u0000",
  "../..",
  "💥",
  "1e999",
  "-1",
  "NaN",
  "\ud800",
  "x".repeat(2_000),
  "[]",
  "{}",
  "+275760-09-13T00:00:00.001Z",
  // ["\u0000", an identifier] as a cursor would carry it.
  Buffer.from('["\\u0000","00000000-0000-7000-8000-000000000000"]').toString("base64url"),
  "-99999999999999999.00000000-0000-7000-8000-000000000000",
];

/** Anything that JSON can carry. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(...nasty),
  fc.string({ unit: "binary" }),
  fc.constant("x".repeat(30_000)),
  fc.double({ noNaN: true }),
);

/**
 * Values that go far into the server because most of their parts fit the shape, and the rest is anything. `known` are
 * identifiers of things that exist.
 */
export function nearlyFitting(shape: z.ZodType, known: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: partOf(schemaOf(shape), known) }, { weight: 1, arbitrary: anything });
}

/** Queries of an address in which each name of the shape may have a value that nearly fits. */
export function nearlyFittingQuery(
  shape: z.ZodType,
  known: readonly string[],
): fc.Arbitrary<Readonly<Record<string, string>>> {
  return partOf(schemaOf(shape), known).map((value) =>
    Object.fromEntries(
      Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(value)).map(([name, part]) => [
        name,
        typeof part === "string" ? part : JSON.stringify(part),
      ]),
    ),
  );
}

function schemaOf(shape: z.ZodType): Schema {
  return z.toJSONSchema(shape, { io: "input", unrepresentable: "any" });
}

function partOf(schema: Schema | undefined, known: readonly string[]): fc.Arbitrary<unknown> {
  if (typeof schema !== "object") return anything;
  if (schema.enum) return fc.constantFrom<unknown>(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => partOf(choice, known)));
  if (schema.type === "object") return objectOf(schema, known);
  if (schema.type === "string") return textOf(schema, known);
  if (schema.type === "integer" || schema.type === "number") return numberOf(schema);
  if (schema.type === "boolean") return fc.boolean();
  return schema.type === "null" ? fc.constant(null) : anything;
}

function objectOf({ properties = {}, required = [] }: z.core.JSONSchema.BaseSchema, known: readonly string[]) {
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [
      name,
      fc.oneof({ weight: 12, arbitrary: partOf(part, known) }, { weight: 1, arbitrary: anything }),
    ]),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(parts, { requiredKeys: required }) },
    { weight: 1, arbitrary: fc.record(parts, { requiredKeys: [] }) },
  );
}

function textOf({ format, minLength = 0, maxLength = 200 }: z.core.JSONSchema.BaseSchema, known: readonly string[]) {
  if (format === "uuid")
    return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.uuid() });
  const length = { minLength, maxLength: Math.min(maxLength, 200) };
  return fc.oneof(
    fc.string(length),
    fc.string({ ...length, unit: "binary" }),
    fc.string({ ...length, unit: "grapheme" }),
    fc.emailAddress(),
    fc.constantFrom("Europe/Berlin", "ana@ortiz.example", ...known, ...nasty),
  );
}

function numberOf({ minimum = -10, maximum = 1_000 }: z.core.JSONSchema.BaseSchema) {
  return fc.oneof({ weight: 9, arbitrary: fc.integer({ min: minimum, max: maximum }) }, fc.maxSafeInteger());
}
