package dev.hydrant.config.resolve;

import dev.hydrant.config.node.Node;
import java.util.List;

/**
 * One call of a resolver.
 *
 * @param name the resolver's name
 * @param arguments the evaluated arguments
 * @param at the place of the interpolation that holds the call
 */
record Call(String name, List<Value> arguments, Place at, Evaluation evaluation) {
  /** The container that relative keys count from. */
  Place container() {
    return at.parent();
  }

  int count() {
    return arguments.size();
  }

  Value argument(int i) {
    return arguments.get(i);
  }

  /** Refuses a call with too few or too many arguments. */
  void takes(int least, int most) {
    if (count() < least || count() > most) {
      String wanted = least == most ? String.valueOf(least) : least + " or " + most;
      throw new Refusal(
          "%s takes %s argument%s, but got %d"
              .formatted(name, wanted, wanted.equals("1") ? "" : "s", count()));
    }
  }

  /** An argument that must be a string. */
  String string(int i) {
    String text = Values.string(argument(i));
    if (text == null) {
      throw new Refusal(
          "%s requires a string, but `%s` is %s"
              .formatted(name, PythonText.str(argument(i)), Values.kind(argument(i))));
    }
    return text;
  }

  /** A new scalar as the result. */
  Value scalar(Object value) {
    if (value instanceof String text) {
      evaluation.trace.wrote(text.length());
    }
    return Evaluation.scalar(value, at, false);
  }

  /** A new config as the result: it can be looked into, and hangs below the caller's container. */
  Value config(Node node) {
    return Place.detached(container(), node);
  }

  /** A new config made of an argument. */
  Value config(Node node, Value of) {
    return Place.made(container(), node, of);
  }
}
