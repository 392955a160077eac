import { describe, expect, it } from 'vitest';
import { minifyCss, withoutBlocks } from './minify-css.ts';

describe('minifying styles', () => {
  it('takes out comments and white space, and keeps strings as they are', () => {
    const css = '/* officers\' own */\na , b {\n  color : red ;\n  content: " /* a  b */ ";\n  margin: 0 auto;\n}\n';
    expect(minifyCss(css)).toBe('a ,b{color :red;content:" /* a  b */ ";margin:0 auto}');
  });

  it('keeps the space that selectors and calculations need', () => {
    expect(minifyCss('a :hover { width: calc(1px + 2px); }')).toBe('a :hover{width:calc(1px + 2px)}');
    expect(minifyCss('@media (min-width: 760px) { a { b: c; } }')).toBe('@media (min-width: 760px){a{b:c}}');
  });

  it('drops whole blocks by their head, nested braces and braces in strings included', () => {
    const css = '@layer x { a { b: "}" } } @layer dark { a { b: c } } a { d: e }';
    expect(withoutBlocks(css, (head) => head.includes('dark'))).toBe('@layer x { a { b: "}" } } a { d: e }');
  });

  it('says where a block is never closed', () => {
    expect(() => withoutBlocks('a { b: c', () => false)).toThrow(/never closed/);
  });
});
