package dev.hydrant.trainer.torch;

/**
 * A contribution to the gradient of a parameter, written to its place in the flat vector as soon as
 * it is known.
 *
 * @param parameter index among the parameters of the trace
 * @param first whether it is the first, which overwrites unless gradients are being accumulated
 */
record Sink(int parameter, TraceTensor value, boolean first) {
  String target() {
    return "gs[" + parameter + "]";
  }

  String beta() {
    return first ? "beta" : "1.";
  }
}
