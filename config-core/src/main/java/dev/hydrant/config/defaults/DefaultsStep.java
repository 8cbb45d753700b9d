package dev.hydrant.config.defaults;

import dev.hydrant.config.node.Origin;

/**
 * One step of the way by which a config came into a composition.
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
