package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.Selector.Selection;
import java.util.HashMap;
import java.util.Map;

/** The resolvers of OmegaConf ({@code oc.…}) and Hydra ({@code now}, {@code hydra}). */
final class Builtins {
  private Builtins() {}

  static Map<String, NodeResolver> all() {
    Map<String, NodeResolver> all = new HashMap<>();
    all.put("oc.env", Builtins::env);
    all.put("oc.decode", Builtins::decode);
    all.put("oc.select", Builtins::select);
    all.put("oc.create", Builtins::create);
    all.put("oc.deprecated", Builtins::deprecated);
    all.put("oc.dict.keys", DictResolvers::keys);
    all.put("oc.dict.values", DictResolvers::values);
    all.put("hocon.env", Builtins::hoconEnv);
    all.put("hydrant.secret", Builtins::secret);
    all.put("now", Builtins::now);
    all.put("hydra", Builtins::hydra);
    all.put("python_version", Builtins::pythonVersion);
    return all;
  }

  /** {@code oc.env:NAME[,default]}: the variable as it is, or the default as text. */
  private static Value env(Call call) {
    call.takes(1, 2);
    String name = call.string(0);
    String value = call.evaluation().context.environment().get(name);
    if (value != null) {
      return variable(call, name, value);
    }
    if (call.count() == 1) {
      throw new Refusal("Environment variable '" + name + "' not found");
    }
    Value fallback = call.argument(1);
    return call.scalar(Values.isNull(fallback) ? null : PythonText.str(fallback));
  }

  /** {@code hocon.env:NAME[,default]}: the key's value, else the environment variable. */
  private static Value hoconEnv(Call call) {
    call.takes(1, 2);
    String name = call.string(0);
    Selection found = call.evaluation().selector.select(call.container(), name, false);
    if (found.value() != null && !(found.value() instanceof Place place && place.isMissing())) {
      return found.value();
    }
    String value = call.evaluation().context.environment().get(name);
    if (value == null && call.count() == 2) {
      return call.argument(1);
    }
    if (value == null) {
      throw new Refusal(
          "'" + name + "' is neither a key of the configuration nor an environment variable");
    }
    return variable(call, name, value);
  }

  private static Value variable(Call call, String name, String value) {
    Value made = call.scalar(value);
    return call.evaluation().context.secrets().matches(name) ? Secrets.mark(made) : made;
  }

  /** {@code hydrant.secret:value}: the value, not to be shown. */
  private static Value secret(Call call) {
    call.takes(1, 1);
    Node node = call.evaluation().expansion.expand(call.argument(0), call.at().node().origin());
    return node instanceof ScalarNode scalar
        ? Evaluation.scalar(scalar.value(), call.at(), true)
        : call.config(Secrets.marked(node));
  }

  /** {@code oc.decode:text}: parses a string as an argument is parsed. */
  private static Value decode(Call call) {
    call.takes(1, 1);
    if (Values.isNull(call.argument(0))) {
      return call.argument(0);
    }
    if (Values.string(call.argument(0)) == null) {
      throw new Refusal(
          "`oc.decode` can only take strings or null as input, but `%s` is %s"
              .formatted(PythonText.str(call.argument(0)), Values.kind(call.argument(0))));
    }
    return call.evaluation().element(InterpolationParser.parseElement(call.string(0)), call.at());
  }

  /** {@code oc.select:key[,default]}: the value, or the default where it is absent or ???. */
  private static Value select(Call call) {
    call.takes(1, 2);
    Selection found = call.evaluation().selector.select(call.container(), call.string(0), false);
    if (found.value() != null && !(found.value() instanceof Place place && place.isMissing())) {
      return found.value();
    }
    return call.count() == 2 ? call.argument(1) : call.scalar(null);
  }

  /** {@code oc.create:value}: a map or list that references can look into. */
  private static Value create(Call call) {
    call.takes(1, 1);
    Value argument = call.argument(0);
    if (Values.isNull(argument)) {
      return argument;
    }
    call.evaluation().trace.made(argument.size());
    String text = Values.string(argument);
    Origin origin = call.at().node().origin();
    Node node = text == null ? Values.configNode(argument, origin) : ConfigText.read(text, origin);
    if (node instanceof ScalarNode) {
      throw new Refusal("oc.create makes maps and lists, but got " + Values.kind(argument));
    }
    return call.config(node, argument);
  }

  /** {@code oc.deprecated:newKey[,message]}: the value at the new key, and a warning. */
  private static Value deprecated(Call call) {
    call.takes(1, 2);
    String key = call.string(0);
    String message =
        call.count() == 2
            ? call.string(1)
            : "'$OLD_KEY' is deprecated. Change your code and config to use '$NEW_KEY'";
    Selection found = call.evaluation().selector.select(call.container(), key, false);
    if (found.value() == null) {
      throw new Refusal(
          "In oc.deprecated resolver at '" + call.at() + "': Key not found: '" + key + "'");
    }
    String newKey = found.value() instanceof Place place ? place.toString() : key;
    call.evaluation()
        .context
        .warnings()
        .accept(Template.fill(message, Map.of("OLD_KEY", call.at().toString(), "NEW_KEY", newKey)));
    return found.value();
  }

  /** {@code now:pattern}: the time of the composition by {@code strftime}. */
  private static Value now(Call call) {
    call.takes(1, 1);
    return call.scalar(Strftime.format(call.string(0), call.evaluation().context.now().zoned()));
  }

  /** {@code hydra:path}: a value of the hydra node, or null. */
  private static Value hydra(Call call) {
    call.takes(1, 1);
    Place node = call.evaluation().hydraNode();
    if (node == null) {
      throw new Refusal("There is no hydra config here");
    }
    String path = call.string(0);
    String relative = path.startsWith(".") ? path : "." + path;
    Value value = call.evaluation().selector.select(node, relative, false).value();
    return value == null || value instanceof Place place && place.isMissing()
        ? call.scalar(null)
        : value;
  }

  private static Value pythonVersion(Call call) {
    throw call.evaluation()
        .trace
        .error(
            Kind.FAILED,
            "There is no Python here: replace ${python_version:…} by the text you need");
  }
}
