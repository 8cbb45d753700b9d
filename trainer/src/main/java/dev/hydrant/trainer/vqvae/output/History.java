package dev.hydrant.trainer.vqvae.output;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.Stateful;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The course of training: the losses of each epoch, and what each validation at the end of one has
 * measured. It is kept with checkpoints, so that a run that goes on has all of it.
 */
public final class History implements Stateful {
  private static final String STATE = "history";
  private static final String VALIDATION = "val_";
  private static final String METRICS = "metrics";

  private ObjectNode told = JsonNodeFactory.instance.objectNode();

  private ArrayNode list(String name) {
    return told.withArray("/" + name);
  }

  /**
   * Takes what was measured at the end of an epoch, once.
   *
   * @param epoch from 1
   * @param row with {@code train_loss}, and after a validation {@code val_loss} and others
   */
  public void add(long epoch, Map<String, Double> row) {
    if (!list("epochs").isEmpty() && last("epochs").asLong() >= epoch) {
      return;
    }
    list("epochs").add(epoch);
    put(list("train_loss"), row.get("train_loss"));
    Double loss = row.get("val_loss");
    if (loss == null) {
      list("val_loss").add(list("val_loss").isEmpty() ? null : last("val_loss"));
      return;
    }
    put(list("val_loss"), loss);
    list("val_epochs").add(epoch);
    ObjectNode metrics = list(METRICS).addObject().put("epoch", epoch);
    measured(row)
        .forEach((name, value) -> metrics.put(name, Double.isFinite(value) ? value : null));
  }

  private static void put(ArrayNode list, Double value) {
    list.add(value != null && Double.isFinite(value) ? value : null);
  }

  private JsonNode last(String name) {
    return list(name).get(list(name).size() - 1);
  }

  /** What a validation says of the codes: quality, use, each without {@code val_}. */
  public static Map<String, Double> measured(Map<String, Double> row) {
    Map<String, Double> out = new LinkedHashMap<>();
    row.forEach(
        (name, value) -> {
          if (name.startsWith(VALIDATION)) {
            out.put(name.substring(VALIDATION.length()), value);
          }
        });
    return out;
  }

  /** The metrics of the last validation; empty before the first. */
  public Map<String, Double> latest() {
    Map<String, Double> out = new LinkedHashMap<>();
    if (!list(METRICS).isEmpty()) {
      last(METRICS).fields().forEachRemaining(e -> out.put(e.getKey(), e.getValue().asDouble()));
      out.remove("epoch");
    }
    return out;
  }

  /**
   * Whether so many validations have passed without a better one.
   *
   * @param patience 0 for ever
   * @param minDelta how much better it must be
   */
  public boolean hasWaited(int patience, double minDelta) {
    double best = Double.POSITIVE_INFINITY;
    int waited = 0;
    for (JsonNode validation : list(METRICS)) {
      double loss = validation.path("loss").asDouble(Double.NaN);
      waited = loss < best - minDelta ? 0 : waited + 1;
      best = waited == 0 ? loss : best;
    }
    return patience > 0 && waited >= patience;
  }

  /** As a map of numbers, lists and maps. */
  public Map<String, Object> asMap() {
    return new ObjectMapper().convertValue(told, new TypeReference<>() {});
  }

  /**
   * As {@code training_history.json}.
   *
   * @param stoppedAfter the epoch that early stopping ended it after, or null
   */
  public byte[] json(Long stoppedAfter) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    for (String name : new String[] {"epochs", "train_loss", "val_loss", "val_epochs", METRICS}) {
      whole.set(name, list(name));
    }
    ObjectNode end = whole.putObject("final_metrics");
    latest().forEach(end::put);
    whole.put("early_stopped", stoppedAfter);
    return (whole.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void save(ObjectNode state) {
    state.set(STATE, told.deepCopy());
  }

  @Override
  public void restore(JsonNode state) {
    told =
        state.path(STATE) instanceof ObjectNode known
            ? known.deepCopy()
            : JsonNodeFactory.instance.objectNode();
  }
}
