// Figures as the page shows them, worked out from the program's exact JSON without the page's own code.

/** Whole cents of an exact decimal, halves away from zero: "1.375045" is 138n. */
export function cents(decimal) {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  const digits = fraction.padEnd(3, "0");
  const exact = BigInt(whole) * 100n + BigInt(digits.slice(0, 2));
  const rounded = digits[2] >= "5" ? exact + 1n : exact;
  return sign ? -rounded : rounded;
}

/** "$1,234.57" of an exact decimal; "<$0.01" where something would show as nothing. */
export function dollars(decimal) {
  const value = cents(decimal);
  if (value === 0n && /[1-9]/.test(decimal)) {
    return "<$0.01";
  }
  const text = value.toString().padStart(3, "0");
  return `$${grouped(text.slice(0, -2))}.${text.slice(-2)}`;
}

/** "2,000,000" */
export function grouped(digits) {
  return String(digits).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The cells that one option of the program's `compare` must show on the page. */
export function cells(option) {
  const { low, high } = option.range;
  const sum = (decimal) => (decimal === null ? null : dollars(decimal));
  return {
    monthly: sum(option.monthly) ?? `≥ ${dollars(low)}`,
    annual: sum(option.annual),
    requests: grouped(option.kmsRequests),
    range: low === high ? null : high === null ? null : `${dollars(low)} – ${dollars(high)}`,
  };
}
