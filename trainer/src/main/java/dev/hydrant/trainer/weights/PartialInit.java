package dev.hydrant.trainer.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.checkpoint.TensorInfo;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
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
 * A part of a model that begins with a part of another run's weights:
 *
 * <pre>{@code
 * new PartialInit("encoder.", Path.of("outputs/vqvae"), "model.encoder.")
 *     .expecting("model_cfg.code_dim", config.codeDim())
 *     .expectingFact("features", facts.features());
 * }</pre>
 *
 * <p>Nothing is overwritten unless all of it fits. Parameters of all kinds are filled, frozen ones
 * and buffers too.
 *
 * @param prefix of the names of our parameters to be filled, such as {@code encoder.}
 * @param from a run, one of its checkpoints, an exported directory or a safetensors file
 * @param source what stands in place of the prefix there; may be empty
 * @param config values of dotted keys that the configuration there must have, where it has the key
 * @param facts the same of the facts stored with the checkpoint
 */
public record PartialInit(
    String prefix,
    Path from,
    String source,
    Map<String, JsonNode> config,
    Map<String, JsonNode> facts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 8;

  public PartialInit {
    config = Map.copyOf(config);
    facts = Map.copyOf(facts);
  }

  public PartialInit(String prefix, Path from, String source) {
    this(prefix, from, source, Map.of(), Map.of());
  }

  /** The same, where a key of the configuration there must have the value that it has here. */
  public PartialInit expecting(String key, Object value) {
    return new PartialInit(prefix, from, source, with(config, key, value), facts);
  }

  /** The same, where a fact there must have the value that it has here. */
  public PartialInit expectingFact(String key, Object value) {
    return new PartialInit(prefix, from, source, config, with(facts, key, value));
  }

  private static Map<String, JsonNode> with(Map<String, JsonNode> all, String key, Object value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(all);
    more.put(key, JSON.valueToTree(value));
    return more;
  }

  /** What the other run says of itself, so that an adapter can build the same part. */
  public WeightOrigin origin() {
    return WeightOrigin.of(from);
  }

  /**
   * Overwrites the parameters of the part.
   *
   * @throws UserException with everything that does not fit, both values of it
   */
  public void into(Weights weights) {
    List<String> problems = new ArrayList<>(origin().differences(config, facts));
    try (WeightFiles files = WeightFiles.open(from)) {
      Map<Parameter, String> matched = new LinkedHashMap<>();
      problems.addAll(match(files.tensors(), weights, matched));
      if (!problems.isEmpty()) {
        throw UserException.failure(
            "the weights of %s* cannot come from %s:\n    %s"
                .formatted(prefix, from, String.join("\n    ", problems)));
      }
      for (var e : matched.entrySet()) {
        StoredTensors.fill(e.getKey(), files.reader(e.getValue()), e.getValue(), weights.torch());
      }
    } catch (IOException e) {
      throw UserException.failure(from + " cannot be read: " + e.getMessage());
    }
  }

  private List<String> match(
      Map<String, TensorInfo> there, Weights weights, Map<Parameter, String> matched) {
    List<String> problems = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Set<String> unused = new LinkedHashSet<>(there.keySet());
    unused.removeIf(name -> !name.startsWith(source));
    List<Parameter> ours =
        weights.parameters().stream().filter(p -> p.name().startsWith(prefix)).toList();
    if (ours.isEmpty()) {
      problems.add("this model has no parameters named " + prefix + "*");
    }
    for (Parameter p : ours) {
      String name = source + p.name().substring(prefix.length());
      TensorInfo info = there.get(name);
      List<Long> shape = Arrays.stream(p.shape()).boxed().toList();
      unused.remove(name);
      if (info == null) {
        missing.add(name);
      } else if (!info.shape().equals(shape)) {
        problems.add(
            "%s is %s there and %s is %s here".formatted(name, info.shape(), p.name(), shape));
      } else if (!StoredTensors.isReal(info.type())) {
        problems.add("%s holds %s, which are no weights".formatted(name, info.type()));
      } else {
        matched.put(p, name);
      }
    }
    if (!missing.isEmpty()) {
      Set<String> names = unused.isEmpty() ? there.keySet() : unused;
      String hint = Suggestions.didYouMean(missing.get(0), names).strip();
      problems.add(listed("missing there", missing) + (hint.isEmpty() ? "" : ". " + hint));
    }
    if (!source.isEmpty() && !ours.isEmpty() && !unused.isEmpty()) {
      problems.add(listed("without a place here", List.copyOf(unused)));
    }
    return problems;
  }

  private static String listed(String what, List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    String more = names.size() > SHOWN ? ", and %d more".formatted(names.size() - SHOWN) : "";
    return "%s (%d): %s%s".formatted(what, names.size(), shown, more);
  }
}
