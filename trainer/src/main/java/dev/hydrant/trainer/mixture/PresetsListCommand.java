package dev.hydrant.trainer.mixture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.experiment.Presets;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant presets list}: the presets of experiments, or of a component. */
@Command(
    name = "list",
    description = "List the presets of experiments with Gaussian mixtures, or of a component.",
    mixinStandardHelpOptions = true)
final class PresetsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "gmm, or gmm/model, gmm/training, gmm/data, gmm/validation.")
  private String group = "gmm";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private PresetOptions options;

  @Override
  public Integer call() {
    Presets presets = options.presets();
    PrintWriter out = spec.commandLine().getOut();
    String component = group.replaceFirst("^gmm/?", "");
    if (component.isEmpty() || component.equals("experiment")) {
      experiments(presets, out);
    } else if (Presets.COMPONENTS.contains(component)) {
      component(presets, component, out);
    } else {
      throw UserException.usage(
          "there is no group '%s'. Available: gmm, gmm/%s"
              .formatted(group, String.join(", gmm/", Presets.COMPONENTS)));
    }
    out.flush();
    return 0;
  }

  private void experiments(Presets presets, PrintWriter out) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Preset Name", "Description", "Model", "Training", "Data", "Validation", "Use Case"));
    for (String name : presets.experiments()) {
      Map<String, String> parts = presets.describe(name);
      String[] comment = presets.comment("experiment", name).split("\\s*\\|\\s*", 2);
      String use = comment.length > 1 ? comment[1] : "";
      rows.add(
          List.of(
              name,
              comment[0],
              parts.get("model"),
              parts.get("training"),
              parts.get("data"),
              parts.get("validation"),
              use));
      ObjectNode entry = all.putObject(name);
      entry.put("description", comment[0]);
      parts.forEach(entry::put);
      entry.put("use_case", use);
    }
    out.print(json ? all.toPrettyString() + "\n" : table(rows));
  }

  private void component(Presets presets, String component, PrintWriter out) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Preset Name", "Description"));
    for (String name : presets.options(component)) {
      rows.add(List.of(name, presets.comment(component, name)));
      all.put(name, presets.comment(component, name));
    }
    out.print(json ? all.toPrettyString() + "\n" : table(rows));
  }

  /** Columns side by side. */
  static String table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int c = 0; c < columns; c++) {
            widths[c] = Math.max(widths[c], row.get(c).length());
          }
        });
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
