package dev.hydrant.config.grammar;

/** A piece of a string that is joined when it is evaluated. */
public sealed interface Part permits Part.Text, Expression {
  /** Literal text, escapes already removed. */
  record Text(String value) implements Part {}
}
