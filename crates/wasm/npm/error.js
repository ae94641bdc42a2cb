/** An input that cannot be priced. */
export class SseCostError extends Error {
  name = "SseCostError";

  constructor(field, message, options) {
    super(message, options);
    this.field = field;
  }
}
