// The words of Flex Messages for sizes, in CSS pixels as LINE's app draws them on a 390 px wide screen.

const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const LETTERS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const PICTURES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
export const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 };

const looked = (table, value) => (value in table ? `${table[value]}px` : value);

export const space = (value) => looked(SPACES, value);
export const border = (value) => looked(BORDERS, value);
export const picture = (value) => (value === "full" ? "100%" : looked(PICTURES, value));

// Only components with `scaling` follow the person's font size (LINE 13.6 and later).
export function letters(value, scaling) {
  const size = looked(LETTERS, value);
  return scaling ? `calc(${size} * var(--letters, 1))` : size;
}
