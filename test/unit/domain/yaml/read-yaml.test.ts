import { describe, expect, it } from 'vitest';
import { list, object, optional, required } from '#domain/yaml/collection-shapes.ts';
import { readYaml } from '#domain/yaml/read-yaml.ts';
import { flag, text, wholeNumber } from '#domain/yaml/scalar-shapes.ts';

const shape = object('a thing', {
  name: required(text()),
  sizes: optional(list(wholeNumber({ min: 1, max: 9 }), { max: 3 }), []),
  isOn: optional(flag, true),
});

const problems = (file: string) => {
  const reading = readYaml(file, shape);
  return reading.kind === 'refused'
    ? reading.problems.map(({ line, column, field, message }) => `${line}:${column} ${field}: ${message}`)
    : [];
};

describe('a YAML file of a known shape', () => {
  it('is read with what is left out filled in', () => {
    expect(readYaml('name: a\nsizes: [1, 2]\n', shape)).toMatchObject({
      kind: 'read',
      value: { name: 'a', sizes: [1, 2], isOn: true },
    });
  });

  it.each([
    ['3.10', '3.10'],
    ['no', 'no'],
    ['true', 'true'],
    ['2013-04-19', '2013-04-19'],
  ])('keeps the text %s as it is written', (written, read) => {
    expect(readYaml(`name: ${written}\n`, shape)).toMatchObject({ value: { name: read } });
  });

  it('has every mistake told with its place, its field and a sentence', () => {
    expect(problems('name: [a]\nsizes:\n  - 1\n  - 12\n  - x\nison: false\n')).toEqual([
      '1:7 name: This must be a text, not a list.',
      '4:5 sizes[1]: 12 is out of range: this must be a whole number from 1 to 9.',
      '5:5 sizes[2]: This must be a whole number from 1 to 9, not “x”.',
      '6:1 ison: A thing has no field “ison”. Did you mean isOn?',
    ]);
    expect(problems('sizes: [1, 2, 3, 4]\n')).toEqual([
      '1:1 : The field name is missing here.',
      '1:8 sizes: This list has 4 entries; from 0 to 3 are allowed.',
    ]);
  });

  it('knows where a field is that rules about the whole complain about', () => {
    const reading = readYaml('name: a\nsizes:\n  - 1\n', shape);
    expect(reading.kind === 'read' && ['sizes[0]', 'sizes[7].x', 'isOn'].map((field) => reading.spotOf(field))).toEqual([
      { line: 3, column: 5 },
      { line: 3, column: 3 },
      { line: 1, column: 1 },
    ]);
  });

  it('does not follow aliases, so a short file cannot become a long one', () => {
    expect(problems('name: a\nsizes: &s [1]\nisOn: *s\n')).toEqual([
      '3:7 isOn: This must be true or false, not an alias (*name), which is not used here.',
    ]);
  });

  it('takes nothing from the names that every object has', () => {
    expect(problems('name: a\n__proto__: { isOn: false }\nconstructor: 1\n')).toHaveLength(2);
  });
});
