package dev.hydrant.trainer.torch;

import java.util.List;
import java.util.Locale;

/** One recorded use of an operator, or a value that enters the program from outside. */
final class Node {
  /** What a node without operator stands for. */
  enum Source {
    INPUT,
    PARAMETER,
    CONSTANT
  }

  final int id;
  final Op op;
  final Source source;
  final Attrs attrs;
  final List<TraceTensor> inputs;
  final String place;
  List<TraceTensor> outputs;

  /** The stretch to be computed again in the backward pass, or null. */
  Object stretch;

  Node(int id, Op op, Source source, Attrs attrs, List<TraceTensor> inputs, String place) {
    this.id = id;
    this.op = op;
    this.source = source;
    this.attrs = attrs;
    this.inputs = inputs;
    this.place = place;
  }

  @Override
  public String toString() {
    return (op == null ? source.name().toLowerCase(Locale.ROOT) : op.name())
        + (place == null ? "" : " at " + place);
  }
}
