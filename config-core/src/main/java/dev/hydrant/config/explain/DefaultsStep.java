package dev.hydrant.config.explain;

import dev.hydrant.config.node.Origin;

/**
 * One step of the way by which a config came into a composition.
 *
 * <pre>{@code
 * static void why(DefaultsEntry entry) {
 *   for (DefaultsStep step : entry.chain()) {
 *     System.out.println(step.item() + " at " + step.origin());
 *   }
 * }
 * }</pre>
 *
 * @param item the item as it counts: {@code db: mysql}, or the path of a config
 * @param origin where the item was written
 * @param chosenBy what gave it its option, when that is not the item itself; else null
 */
public record DefaultsStep(String item, Origin origin, Origin chosenBy) {
  @Override
  public String toString() {
    String chosen = chosenBy == null ? "" : ", chosen by " + chosenBy;
    return item + " (" + origin + chosen + ")";
  }
}
