package dev.hydrant.trainer.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorInfo;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives a fresh model the weights that {@code init_from} points at. Everything is compared before
 * anything is overwritten.
 */
public final class WeightImport {
  private static final int SHOWN = 8;

  private final WeightFiles files;
  private final WeightMapping mapping;
  private final Weights weights;
  private final Map<String, TensorInfo> there;

  /** Our parameters with the names of their values there. */
  private final Map<Parameter, String> matched = new LinkedHashMap<>();

  private WeightImport(WeightFiles files, WeightMapping mapping, Weights weights) {
    this.files = files;
    this.mapping = mapping;
    this.weights = weights;
    this.there = files.tensors();
  }

  /**
   * Overwrites all weights.
   *
   * @throws UserException with every tensor that is missing, unknown or of another shape, and every
   *     setting that differs
   */
  public static void read(Path path, WeightMapping mapping, Weights weights) {
    try (WeightFiles files = WeightFiles.open(path)) {
      WeightImport reading = new WeightImport(files, mapping, weights);
      List<String> problems = new ArrayList<>(reading.settings());
      problems.addAll(reading.match());
      if (!problems.isEmpty()) {
        throw UserException.failure(
            "init_from=%s does not fit this model.\n    %s"
                .formatted(path, String.join("\n    ", problems)));
      }
      for (var e : reading.matched.entrySet()) {
        reading.fill(e.getKey(), e.getValue());
      }
    } catch (IOException e) {
      throw UserException.failure("init_from=" + path + " cannot be read: " + e.getMessage());
    }
  }

  /** What no shape tells, such as the number of heads. */
  private List<String> settings() {
    List<String> problems = new ArrayList<>();
    JsonNode config = files.config();
    if (config == null) {
      return problems;
    }
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("model_type", "type");
    keys.putAll(mapping.tolerance().decisive());
    JsonNode ours = new ObjectMapper().valueToTree(mapping.config());
    keys.forEach(
        (key, own) -> {
          JsonNode a = config.path(key);
          JsonNode b = ours.path(key);
          boolean same = a.isNumber() ? a.doubleValue() == b.doubleValue() : a.equals(b);
          if (!a.isMissingNode() && !a.isNull() && !same) {
            problems.add("config.json has %s: %s where %s gives %s".formatted(key, a, own, b));
          }
        });
    return problems;
  }

  private WeightMapping.Entry entry(Parameter p) {
    return files.isOwn()
        ? new WeightMapping.Entry(p.name(), false, false)
        : mapping.entries().get(p.name());
  }

  private List<String> match() {
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    Set<String> unused = new LinkedHashSet<>(there.keySet());
    for (Parameter p : weights.parameters()) {
      WeightMapping.Entry entry = entry(p);
      String name = found(entry.name());
      if (name == null) {
        missing.add(entry.name());
        continue;
      }
      unused.remove(name);
      TensorInfo info = there.get(name);
      List<Long> here = shape(p, entry.transposed());
      if (!fits(info, here, entry.padded())) {
        misshaped.add("%s is %s there and %s here".formatted(name, info.shape(), here));
      } else if (!StoredTensors.isReal(info.type())) {
        misshaped.add("%s holds %s, which are no weights".formatted(name, info.type()));
      } else {
        matched.put(p, name);
      }
    }
    mapping.tolerance().tied().forEach((copy, original) -> tie(copy, original, unused, misshaped));
    unused.removeIf(name -> name.matches(mapping.tolerance().ignored()));
    List<String> problems = new ArrayList<>();
    add(problems, "missing", missing, unused);
    add(problems, "not of this model", List.copyOf(unused), Set.of());
    add(problems, "of another shape", misshaped, Set.of());
    return problems;
  }

  /** The name itself, or the name without its prefix, whichever is there. */
  private String found(String name) {
    String prefix = mapping.tolerance().prefix();
    if (!there.containsKey(name) && name.startsWith(prefix)) {
      name = name.substring(prefix.length());
    }
    return there.containsKey(name) ? name : null;
  }

  private void tie(String copy, String original, Set<String> unused, List<String> problems) {
    String source = found(original);
    if (!unused.remove(copy) || source == null) {
      return;
    }
    if (!sameBytes(copy, source)) {
      problems.add("%s differs from %s, which is one table here".formatted(copy, source));
    }
  }

  private boolean sameBytes(String a, String b) {
    try {
      return there.get(a).shape().equals(there.get(b).shape())
          && files.reader(a).bytes(a).equals(files.reader(b).bytes(b));
    } catch (IOException e) {
      throw UserException.failure("'" + a + "' cannot be read: " + e.getMessage());
    }
  }

  private static List<Long> shape(Parameter p, boolean transposed) {
    List<Long> shape = Arrays.stream(p.shape()).boxed().toList();
    return transposed ? List.of(shape.get(1), shape.get(0)) : shape;
  }

  /** Tables of tokens may have more rows here: those beyond keep their initial values. */
  private static boolean fits(TensorInfo there, List<Long> here, boolean padded) {
    List<Long> shape = there.shape();
    return shape.equals(here)
        || padded
            && shape.size() == here.size()
            && shape.get(0) < here.get(0)
            && shape.subList(1, shape.size()).equals(here.subList(1, here.size()));
  }

  private static void add(
      List<String> problems, String what, List<String> names, Set<String> candidates) {
    if (names.isEmpty()) {
      return;
    }
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    String more = names.size() > SHOWN ? ", and %d more".formatted(names.size() - SHOWN) : "";
    String hint =
        candidates.isEmpty() ? "" : Suggestions.didYouMean(names.get(0), candidates).strip();
    problems.add(
        "%s (%d): %s%s%s"
            .formatted(what, names.size(), shown, more, hint.isEmpty() ? "" : ". " + hint));
  }

  private void fill(Parameter p, String name) throws IOException {
    SafeTensorsReader reader = files.reader(name);
    EagerTorch torch = weights.torch();
    TensorInfo info = there.get(name);
    try (var scope = torch.scope()) {
      if (entry(p).transposed()) {
        long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor whole = torch.zeros(shape);
        StoredTensors.fill(whole, reader, name, torch);
        torch.copy(torch.noGrad(whole::t), p);
      } else {
        long rows = info.shape().isEmpty() ? 1 : info.shape().get(0);
        Tensor place =
            info.shape().isEmpty() ? p : torch.noGrad(() -> p.detach().slice(0, 0, rows));
        StoredTensors.fill(place, reader, name, torch);
      }
    }
  }
}
