package dev.hydrant.trainer.grammar.explore;

import dev.hydrant.trainer.analysis.Wasserstein;
import dev.hydrant.trainer.data.molecule.Descriptors;
import dev.hydrant.trainer.data.molecule.Structure;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What samples are worth beside the texts a model was trained on (the measures of MOSES,
 * Polykovskiy et al. 2020, that need no other model).
 *
 * @param samples how many
 * @param complete share that are complete parse trees
 * @param forced share in which the likeliest rule was excluded for lack of places
 * @param valid share that stand for something; unfinished ones do not
 * @param unique share of the valid ones that differ
 * @param novel share of those that are not among the training texts
 * @param lengthDistance between the numbers of rules here and there: Wasserstein's, in rules
 * @param descriptorDistances the same of descriptors of molecules, in standard deviations of the
 *     training texts; empty for other texts
 */
public record SampleValue(
    int samples,
    double complete,
    double forced,
    double valid,
    double unique,
    double novel,
    double lengthDistance,
    Map<String, Double> descriptorDistances) {
  private static final List<String> SHOWN =
      List.of(
          "weight",
          "atoms",
          "rings",
          "aromatic_rings",
          "log_p",
          "polar_surface",
          "rotatable_bonds",
          "donors",
          "acceptors");
  private static final int COMPARED = 2000;

  /**
   * Judges samples.
   *
   * @param training texts of the training rows
   * @param lengths rules of each training row
   */
  public static SampleValue of(
      List<Result> samples, List<String> training, int[] lengths, Domain domain) {
    List<Optional<String>> identities =
        samples.parallelStream()
            .map(r -> r.finished() ? domain.identity(r.text()) : Optional.<String>empty())
            .toList();
    List<String> valid = identities.stream().flatMap(Optional::stream).toList();
    Set<String> unique = new HashSet<>(valid);
    Set<String> known =
        training.parallelStream()
            .flatMap(t -> domain.identity(t).stream())
            .collect(Collectors.toSet());
    long novel = unique.stream().filter(id -> !known.contains(id)).count();
    double[] own = samples.stream().mapToDouble(r -> r.rules().length).toArray();
    return new SampleValue(
        samples.size(),
        share(samples.stream().filter(Result::finished).count(), samples.size()),
        share(samples.stream().filter(Result::forced).count(), samples.size()),
        share(valid.size(), samples.size()),
        share(unique.size(), valid.size()),
        share(novel, unique.size()),
        Wasserstein.distance(own, Arrays.stream(lengths).asDoubleStream().toArray()),
        domain == Domain.MOLECULES ? descriptors(samples, identities, training) : Map.of());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static Map<String, Double> descriptors(
      List<Result> samples, List<Optional<String>> identities, List<String> training) {
    List<String> valid =
        IntStream.range(0, samples.size())
            .filter(i -> identities.get(i).isPresent())
            .limit(COMPARED)
            .mapToObj(i -> samples.get(i).text())
            .toList();
    int step = Math.max(1, training.size() / COMPARED);
    List<String> some =
        IntStream.range(0, Math.min(COMPARED, training.size()))
            .mapToObj(i -> training.get(i * step))
            .toList();
    List<float[]> here = table(valid);
    List<float[]> there = table(some);
    Map<String, Double> distances = new LinkedHashMap<>();
    List<String> names = Descriptors.names();
    for (String name : SHOWN) {
      int column = names.indexOf(name);
      if (column >= 0 && !here.isEmpty() && !there.isEmpty()) {
        double[] a = column(here, column);
        double[] b = column(there, column);
        distances.put(name, Wasserstein.distance(a, b) / Math.max(1e-9, deviation(b)));
      }
    }
    return distances;
  }

  private static List<float[]> table(List<String> smiles) {
    return smiles.parallelStream()
        .flatMap(s -> Structure.of(s).map(Descriptors::of).stream())
        .toList();
  }

  private static double[] column(List<float[]> rows, int column) {
    return rows.stream().mapToDouble(r -> r[column]).toArray();
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  /** One line of percentages. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%,d samples: complete %.1f %%, valid %.1f %%, unique %.1f %%, novel %.1f %%, forced %.1f %%; lengths differ by %.1f rules",
        samples,
        100 * complete,
        100 * valid,
        100 * unique,
        100 * novel,
        100 * forced,
        lengthDistance);
  }
}
