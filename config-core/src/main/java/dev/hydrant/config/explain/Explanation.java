package dev.hydrant.config.explain;

import java.util.List;

/**
 * Why a key of a composition has its value: everything that set it, and what its interpolation
 * takes in. {@link #toString} is made to be printed.
 *
 * <pre>{@code
 * static void show(Composition config) {
 *   Explanation why = config.why("db.port");
 *   System.out.println(why);
 *   String winner = why.causes().get(0).place();
 * }
 * }</pre>
 *
 * @param key the key from the root
 * @param value the resolved value as short text; {@code ***} for a secret one
 * @param causes what set it, the winner first
 * @param inputs the keys that the winner refers to; empty when it has no interpolation
 */
public record Explanation(String key, String value, List<Cause> causes, List<Explanation> inputs) {
  public Explanation {
    causes = List.copyOf(causes);
    inputs = List.copyOf(inputs);
  }

  /**
   * One thing that set the value.
   *
   * @param value the value as it was written there, as short text, or what was done to it
   * @param place file, line and column, or the override
   * @param chain the defaults items by which the file came in, from the primary config on; empty
   *     for an override
   */
  public record Cause(String value, String place, List<String> chain) {
    public Cause {
      chain = List.copyOf(chain);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "");
    return text.toString().stripTrailing();
  }

  private void append(StringBuilder text, String indent) {
    text.append(indent).append(key).append(" = ").append(value).append('\n');
    for (int i = 0; i < causes.size(); i++) {
      Cause cause = causes.get(i);
      text.append(indent).append(i == 0 ? "  set to " : "  over   ").append(cause.value());
      text.append(" at ").append(cause.place()).append('\n');
      for (String step : cause.chain()) {
        text.append(indent).append("           from ").append(step).append('\n');
      }
    }
    for (Explanation input : inputs) {
      input.append(text.append(indent).append("  with\n"), indent + "    ");
    }
  }
}
