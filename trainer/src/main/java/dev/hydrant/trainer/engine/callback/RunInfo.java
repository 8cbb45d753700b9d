package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a callback may know of a run that begins.
 *
 * @param directory what the run writes lies beneath it; exists
 * @param type of the model
 * @param config the resolved configuration as maps, lists and values
 * @param parameters learned values of the model
 * @param unit what speed is counted in, such as {@code tokens}
 * @param headlines how the numbers of rows are called, and which the model is known by
 * @param from steps done before
 * @param steps of the whole run
 * @param earlier rows of metrics of the steps done before, as far as they were kept
 */
public record RunInfo(
    Path directory,
    String type,
    Map<String, Object> config,
    long parameters,
    String unit,
    Headlines headlines,
    long from,
    long steps,
    List<Metrics> earlier) {
  public RunInfo {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    earlier = List.copyOf(earlier);
  }
}
