package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.dataset.Indices;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.decode.Choice;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.explore.LatentSpace;
import dev.hydrant.trainer.grammar.explore.LatentSpace.Code;
import dev.hydrant.trainer.model.CommandContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrant grammar reconstruct}: texts through the latent space and back. */
@Command(
    name = "reconstruct",
    description = {
      "Encode texts and decode them.",
      "Without TEXT: tell the share of validation sequences that return exactly."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class ReconstructCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private OpenModel.Choice which;

  @Parameters(index = "1..*", paramLabel = "TEXT", description = "Such as CCO.")
  private List<String> texts = List.of();

  @Option(
      names = "--noise",
      paramLabel = "N",
      description = "Show as many neighbours: vectors drawn about the text's mean.")
  private int noise = 0;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "Without TEXT: how many validation sequences are also drawn, 10 vectors of"
              + " each and 100 texts of each vector.")
  private int rows = 100;

  @Option(names = "--seed", paramLabel = "SEED", description = "The same seed, the same draws.")
  private long seed = 0;

  ReconstructCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (noise < 0 || rows < 0) {
      throw UserException.usage("--noise and --rows must be 0 or more");
    }
    try (OpenModel open = which.open(context)) {
      if (texts.isEmpty()) {
        validation(open);
      } else {
        given(open.space());
      }
    }
    return 0;
  }

  private void given(LatentSpace space) {
    List<int[]> rules = texts.stream().map(space::rules).toList();
    List<Code> codes = space.encode(rules);
    List<Result> back = space.decode(codes.stream().map(Code::mean).toList(), true, Choice.GREEDY);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < texts.size(); i++) {
      boolean exact = Arrays.equals(back.get(i).rules(), rules.get(i));
      System.out.printf(
          "%s\t%s\t%s%n", texts.get(i), back.get(i).text(), exact ? "exact" : "differs");
      List<float[]> near = new ArrayList<>();
      for (int k = 0; k < noise; k++) {
        near.add(codes.get(i).draw(random));
      }
      Map<String, Integer> counts = new LinkedHashMap<>();
      space.decode(near, true, Choice.GREEDY).forEach(r -> counts.merge(r.text(), 1, Integer::sum));
      counts.entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .forEach(e -> System.out.printf("  %3d x %s%n", e.getValue(), e.getKey()));
    }
  }

  /** By means, which is {@code val/seq_acc}; and drawn as in Kusner et al. 2017, section 5. */
  private void validation(OpenModel open) {
    Indices indices = open.model().rules().validationRows();
    List<int[]> all =
        LongStream.range(0, indices.size())
            .mapToObj(i -> open.model().rules().sequence(indices.at(i)))
            .toList();
    LatentSpace space = open.space();
    List<Code> codes = space.encode(all);
    List<Result> back = space.decode(codes.stream().map(Code::mean).toList(), true, Choice.GREEDY);
    int exact = 0;
    for (int i = 0; i < all.size(); i++) {
      exact += Arrays.equals(back.get(i).rules(), all.get(i)) ? 1 : 0;
    }
    System.out.printf(
        "%,d validation sequences: %.2f %% return exactly (means, likeliest rules)%n",
        all.size(), 100.0 * exact / all.size());
    int some = Math.min(rows, all.size());
    if (some > 0) {
      System.out.printf(
          "%,d of them, 10 vectors x 100 texts each: %.2f %% exactly%n",
          some, 100 * drawn(space, all.subList(0, some), codes));
    }
  }

  private double drawn(LatentSpace space, List<int[]> all, List<Code> codes) {
    SplittableRandom random = new SplittableRandom(seed);
    long exact = 0;
    for (int i = 0; i < all.size(); i++) {
      List<float[]> vectors = new ArrayList<>();
      for (int k = 0; k < 10; k++) {
        vectors.add(codes.get(i).draw(random));
      }
      int[] wanted = all.get(i);
      exact +=
          space.decode(vectors, true, Choice.drawing(1, random), 100).stream()
              .filter(r -> Arrays.equals(r.rules(), wanted))
              .count();
    }
    return exact / (1000.0 * all.size());
  }
}
