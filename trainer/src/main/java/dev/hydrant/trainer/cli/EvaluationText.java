package dev.hydrant.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hydrant.trainer.checkpoint.PackedCheckpoint;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.tokens.TokenRange;
import dev.hydrant.trainer.engine.Evaluation;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.weights.WeightKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation for its reader: what was evaluated, by which data, and what came out. The JSON form
 * is for programs that compute the same again; numbers in it are unrounded.
 */
record EvaluationText(RecordedRun run, WeightKind weights, Feed feed, Evaluation evaluation) {

  /** One object: {@code run}, {@code data} and {@code result}. */
  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("type", run.config().type());
    root.put("run", run.directory().toString());
    root.put("checkpoint", PackedCheckpoint.shown(run.checkpoint().directory()).toString());
    root.put("step", run.checkpoint().step());
    root.put("weights", weights.file());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(feed.unit(), evaluation.items());
    rowLength().ifPresent(n -> data.put("row_length", n));
    List<Map<String, Object>> files = new ArrayList<>();
    for (TokenRange r : feed.validationRanges()) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("file", r.file().toString());
      file.put("from", r.from());
      file.put("to", r.to());
      files.add(file);
    }
    data.put("files", files);
    root.put("data", data);
    root.put("result", evaluation.values());
    try {
      return JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(root)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines of names and values. */
  String lines() {
    StringBuilder out = new StringBuilder();
    line(out, "model", run.config().type() + " after step " + run.checkpoint().step());
    line(out, "checkpoint", PackedCheckpoint.shown(run.checkpoint().directory()).toString());
    if (weights != WeightKind.MODEL) {
      line(out, "weights", weights.file());
    }
    String rows = rowLength().map(n -> " in rows of " + n).orElse("");
    line(out, "evaluated on", "%,d %s%s".formatted(evaluation.items(), feed.unit(), rows));
    feed.validationRanges()
        .forEach(r -> line(out, "", "%d:%d of %s".formatted(r.from(), r.to(), r.file())));
    evaluation
        .values()
        .forEach((name, v) -> line(out, name, String.format(Locale.ROOT, "%.6f", v) + unit(name)));
    return out.toString();
  }

  private String unit(String name) {
    return run.setup().headlines().all().stream()
        .filter(h -> h.metric().equals(name) && !h.unit().isEmpty())
        .map(
            h ->
                " "
                    + h.unit()
                    + (name.equals("loss") && rowLength().isPresent() ? " per " + singular() : ""))
        .findFirst()
        .orElse("");
  }

  private String singular() {
    String unit = feed.unit();
    return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append("%-18s %s".formatted(name, value)).append(System.lineSeparator());
  }

  /** Length of a full row of the first array of a batch, where the data are rows of tokens. */
  private Optional<Long> rowLength() {
    if (feed.validationRanges().isEmpty()) {
      return Optional.empty();
    }
    try (BatchSource<Batch> source = feed.validation()) {
      Batch first = source.read(0);
      long rows = first.arrays().values().iterator().next().shape()[0];
      return Optional.of(first.items() / rows);
    }
  }
}
