package dev.hydrant.config.resolve;

/** A resolver as the evaluation sees it: it can return places and ask for the tree. */
@FunctionalInterface
interface NodeResolver {
  /**
   * Returns the value of a call.
   *
   * @throws Refusal when the arguments are not acceptable
   */
  Value call(Call call);
}
