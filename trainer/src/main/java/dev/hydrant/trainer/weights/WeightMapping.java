package dev.hydrant.trainer.weights;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.settings.RecordValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model's tensors are called and laid out in files that other programs read, and what such a
 * file says of the model. It is used in both directions.
 *
 * @param reader who reads such files, such as {@code GPT2LMHeadModel of transformers}
 * @param entries by our name of a parameter or buffer, in the order of the file
 * @param config the contents of {@code config.json}
 * @param tolerance what is understood beyond that when a file of others is read
 */
public record WeightMapping(
    String reader, Map<String, Entry> entries, Map<String, Object> config, Tolerance tolerance) {

  /**
   * One tensor.
   *
   * @param name there
   * @param transposed whether a matrix {@code [a, b]} here is {@code [b, a]} there
   * @param padded whether it has a row for each token, of which there may be more here than there
   */
  public record Entry(String name, boolean transposed, boolean padded) {}

  /**
   * What else is understood.
   *
   * @param prefix of names that may be absent
   * @param tied names there of tensors that repeat another, by the name there of the other
   * @param ignored a regular expression of names that hold no weights
   * @param decisive keys of {@code config.json} that no shape tells, with our key for each; values
   *     must agree
   */
  public record Tolerance(
      String prefix, Map<String, String> tied, String ignored, Map<String, String> decisive) {
    /** Nothing. */
    public static final Tolerance NONE = new Tolerance("", Map.of(), "", Map.of());
  }

  public WeightMapping {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /** Our own names and layouts, for models that no other program knows. */
  public static WeightMapping own(String type, Record config, Module module) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    module.parameters().forEach(p -> entries.put(p.name(), new Entry(p.name(), false, false)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_type", type);
    json.put("model_cfg", RecordValues.of(config));
    return new WeightMapping("hydrant", entries, json, Tolerance.NONE);
  }
}
