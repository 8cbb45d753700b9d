package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.evaluate.Cell;
import dev.hydrant.trainer.mixture.evaluate.CellTable;
import dev.hydrant.trainer.mixture.evaluate.Evaluator;
import dev.hydrant.trainer.mixture.picture.HeatMap;
import dev.hydrant.trainer.mixture.picture.SnrCurves;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.weights.WeightKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant mixture evaluate}: a trained network on mixtures of chosen kinds. */
@Command(
    name = "evaluate",
    description =
        "Judge a trained network on mixtures of chosen kinds, beside k-means, EM and the bound.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant mixture evaluate RUN                                    5, 10 and 15 dB",
      "hydrant mixture evaluate RUN --grid snr=3:17:2 --grid k=2,3,5,8 --out=grid",
      "",
      "K and N that no grid names vary as in training. The same cell has the same sets again."
    })
final class EvaluateMixturesCommand implements Callable<Integer> {
  private static final String TABLE = "evaluation.csv";
  private static final String PICTURE = "evaluation.png";

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run, or one of its checkpoints.")
  private Path run;

  @Option(
      names = "--grid",
      paramLabel = "NAME=VALUES",
      description = "snr, k or n, with values 3,5,9 or FROM:TO:STEP.")
  private List<String> grid = List.of();

  @Option(
      names = "--sets",
      paramLabel = "N",
      defaultValue = "64",
      description = "Sets of each cell, ${DEFAULT-VALUE} if absent.")
  private int sets;

  @Option(names = "--no-em", description = "Leave EM out, which takes longest.")
  private boolean withoutEm;

  @Option(
      names = "--checkpoint",
      paramLabel = "WHICH",
      defaultValue = "last",
      description = "last, best, or a checkpoint's name.")
  private String checkpoint;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write evaluation.csv and, of one n, evaluation.png; of one k as well, curves.png.")
  private Path directory;

  @Mixin private ForceOption force;

  EvaluateMixturesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, List<Double>> axes = axes();
    if (directory != null) {
      force.check(directory.resolve(TABLE), directory.resolve(PICTURE));
    }
    if (sets < 1) {
      throw UserException.usage("--sets must be at least 1, got " + sets);
    }
    try (TrainedModel saved = context.open(run, checkpoint, WeightKind.MODEL, List.of())) {
      if (!(saved.model() instanceof MixtureModel model)) {
        throw UserException.usage(run + " is no run of type mixture");
      }
      Evaluator evaluator = model.evaluator(saved.torch(), sets, !withoutEm);
      List<Cell> cells = new ArrayList<>();
      for (Optional<Integer> n : whole(axes.get("n"))) {
        for (Optional<Integer> k : whole(axes.get("k"))) {
          axes.get("snr").forEach(snr -> cells.add(evaluator.of(snr, k, n)));
        }
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(CellTable.text(cells));
      out.flush();
      if (directory != null) {
        PresetOptions.write(directory.resolve(TABLE), CellTable.csv(cells));
        draw(cells, model);
      }
    }
    return 0;
  }

  /** What can be drawn of one N: a heat map, and curves if there is one K as well. */
  private void draw(List<Cell> cells, MixtureModel model) {
    if (cells.stream().map(Cell::points).distinct().count() > 1) {
      return;
    }
    var look = model.config().validation().visualize();
    PresetOptions.write(
        directory.resolve("evaluation.png"),
        DetailedResults.heatMap(cells, new HeatMap(look.colormap(), look.plotDpi())));
    if (cells.size() > 1 && cells.stream().map(Cell::components).distinct().count() == 1) {
      PresetOptions.write(directory.resolve("curves.png"), SnrCurves.draw(cells));
    }
  }

  private static List<Optional<Integer>> whole(List<Double> values) {
    return values.isEmpty()
        ? List.of(Optional.empty())
        : values.stream().map(v -> Optional.of(v.intValue())).toList();
  }

  private Map<String, List<Double>> axes() {
    Map<String, List<Double>> axes = new LinkedHashMap<>();
    axes.put("snr", List.of(5.0, 10.0, 15.0));
    axes.put("k", List.of());
    axes.put("n", List.of());
    for (String given : grid) {
      String[] parts = given.split("=", 2);
      if (parts.length < 2 || !axes.containsKey(parts[0])) {
        throw wrong(given);
      }
      axes.put(parts[0], values(given, parts[1], !parts[0].equals("snr")));
    }
    return axes;
  }

  private static List<Double> values(String given, String text, boolean whole) {
    List<Double> values = new ArrayList<>();
    try {
      if (text.contains(":")) {
        double[] range = Arrays.stream(text.split(":")).mapToDouble(Double::parseDouble).toArray();
        double step = range.length == 3 ? range[2] : 1;
        if (range.length < 2 || range.length > 3 || !(step > 0)) {
          throw wrong(given);
        }
        for (double v = range[0]; v <= range[1] + 1e-9; v += step) {
          values.add(v);
        }
      } else {
        for (String v : text.split(",")) {
          values.add(Double.parseDouble(v));
        }
      }
    } catch (NumberFormatException e) {
      throw wrong(given);
    }
    if (values.isEmpty() || whole && values.stream().anyMatch(v -> v != Math.rint(v) || v < 2)) {
      throw wrong(given);
    }
    return values;
  }

  private static UserException wrong(String given) {
    return UserException.usage(
        "--grid "
            + given
            + " is no axis.\n"
            + "Give snr=3:17:2, k=2,3,5 or n=100,500: whole numbers from 2 for k and n");
  }
}
