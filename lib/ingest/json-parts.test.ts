import fc from "fast-check";
import { expect, test } from "vitest";
import { elementsOf, memberOf } from "./json-parts.ts";

test.each([
  ["[]", []],
  [" [ \n] ", []],
  ["[1]", ["1"]],
  ['[{"a":[1,2]},"x,]\\"",3]', ['{"a":[1,2]}', '"x,]\\""', "3"]],
  ["[1,]", ["1", ""]],
  ["[nonsense, 2]", ["nonsense", " 2"]],
])("the elements of %s", (text, elements) => expect(elementsOf(text)).toEqual(elements));

test.each(["", "{}", '"[1]"', "1", "[1", "[1]]", "[1] 2", '["1]'])("%s is no list", (text) => expect(elementsOf(text)).toBeUndefined());

test.each([
  ['{"payload":{"a":1}}', '{"a":1}'],
  ['{ "x" : {"payload": 2}, "payload" : 9007199254740993 }', "9007199254740993"],
  ['{"payload":1,"payload":[2]}', "[2]"],
  ['{"p\\u0061yload":"}"}', '"}"'],
  ['{"x":"payload"}', undefined],
  ["{}", undefined],
  ['["payload"]', undefined],
])("the payload of %s", (text, payload) => expect(memberOf(text, "payload")).toBe(payload));

test("every list is cut into what it was made of", () => {
  fc.assert(
    fc.property(fc.array(fc.json()), fc.constantFrom("", " ", "\n\t"), (parts, space) => {
      const text = `${space}[${space}${parts.join(`${space},${space}`)}${space}]${space}`;
      expect(elementsOf(text)?.map((part) => part.trim())).toEqual(parts);
    }),
  );
});

test("a member is what JSON.parse finds, wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(fc.string(), fc.constant("payload")), fc.json())), (members) => {
      const text = `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(", ")}}`;
      const found = memberOf(text, "payload");
      const parsed = JSON.parse(text) as Record<string, unknown>;
      expect(found === undefined ? undefined : JSON.parse(found)).toEqual(Object.hasOwn(parsed, "payload") ? parsed.payload : undefined);
    }),
  );
});
