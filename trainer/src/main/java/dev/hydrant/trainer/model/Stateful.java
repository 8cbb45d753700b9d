package dev.hydrant.trainer.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A part of the loop, or of a model, that is no function of the step alone. What it remembers is
 * stored with each checkpoint, so that a run that goes on does as if it had never stopped.
 */
public interface Stateful {
  /** Adds what it remembers, under keys of its own. */
  void save(ObjectNode state);

  /** Takes back what {@link #save} added; absent keys leave it as it began. */
  void restore(JsonNode state);
}
