package dev.hydrant.config.conformance;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.node.MapNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Composes as the case says and gives every part that it may ask for. */
final class ComposeAnswerer implements Answerer {
  private static final List<String> HYDRA_KEYS =
      List.of("mode", "searchpath", "run", "sweep", "output_subdir", "overrides", "verbose", "job");

  @Override
  public Map<String, Object> answer(ConformanceCase c) throws Exception {
    try (CaseFiles files = CaseFiles.lay(c)) {
      return answer(c, files);
    }
  }

  private static Map<String, Object> answer(ConformanceCase c, CaseFiles files) {
    Composition composition;
    String name = c.string("config_name");
    List<String> overrides = files.strings(c, "overrides");
    Composer composer = files.composer(c).build();
    try {
      composition = composer.compose(name, overrides);
    } catch (ConfigException e) {
      Map<String, Object> error = error(e, files);
      if (e.stage() == ConfigException.Stage.COMPOSE) {
        error.put("defaults", defaults(composer.defaults(name, overrides), false));
      }
      return error;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("defaults", defaults(composition.defaults(), false));
    result.put("hydra_defaults", defaults(composition.defaults(), true));
    result.put("tree", tree(composition.defaultsTree()));
    Map<String, Object> choices = choices(composition.choices(), false, c);
    result.put("choices", choices);
    if (c.flag("want_hydra")) {
      result.put("hydra", files.plain(hydra(c, composition.hydra())));
      Object dirname = composition.hydraValue("job.override_dirname").orElse(null);
      result.put("override_dirname", files.plain(dirname));
    }
    result.put("warnings", files.plain(composition.warnings()));
    result.put("unresolved", files.plain(CaseValues.encode(composition.node())));
    try {
      result.put("config", files.plain(CaseValues.encode(composition.resolved())));
    } catch (ConfigException e) {
      result.putAll(error(e, files));
    }
    return result;
  }

  static Map<String, Object> error(ConfigException e, CaseFiles files) {
    return Answerer.error(
        e.stage().name().toLowerCase(Locale.ROOT),
        e.getClass().getSimpleName(),
        (String) files.plain(e.getMessage()));
  }

  private static List<Object> defaults(List<DefaultsEntry> entries, boolean hydra) {
    List<Object> out = new ArrayList<>();
    for (DefaultsEntry entry : entries) {
      if (entry.configPath().startsWith("hydra/") == hydra) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("config_path", entry.configPath());
        item.put("package", entry.pkg());
        item.put("is_self", entry.isSelf());
        item.put("parent", entry.parent());
        out.add(item);
      }
    }
    return out;
  }

  /** The lines below the primary config. */
  private static List<String> tree(List<String> lines) {
    List<String> out = new ArrayList<>();
    boolean primary = false;
    for (String line : lines.subList(1, lines.size())) {
      if (line.charAt(2) != ' ') {
        primary = !line.startsWith("  hydra/config");
      }
      if (primary) {
        out.add(line.substring(2));
      }
    }
    return out;
  }

  /** The recorded order of choices has no meaning, so they are given in the order expected. */
  private static Map<String, Object> choices(
      Map<String, String> choices, boolean hydra, ConformanceCase c) {
    Map<String, Object> expected =
        c.expect().get("choices") instanceof Map<?, ?> m ? cast(m) : Map.of();
    Map<String, Object> out = new LinkedHashMap<>();
    expected.keySet().stream()
        .filter(choices::containsKey)
        .forEach(key -> out.put(key, choices.get(key)));
    choices.forEach(
        (key, option) -> {
          if (key.startsWith("hydra/") == hydra) {
            out.putIfAbsent(key, option);
          }
        });
    return out;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  private static Map<String, Object> hydra(ConformanceCase c, MapNode hydra) {
    Map<String, Object> out = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>(HYDRA_KEYS);
    keys.addAll(c.strings("hydra_keys"));
    for (String key : keys) {
      Object value = CaseValues.encode(hydra.get(key));
      if (key.equals("mode") && value instanceof String mode) {
        int number = mode.equals("RUN") ? 1 : 2;
        Map<String, Object> encoded = new LinkedHashMap<>();
        encoded.put("$other", "RunMode");
        encoded.put("repr", "<RunMode." + mode + ": " + number + ">");
        value = encoded;
      }
      out.put(key, value);
    }
    return out;
  }
}
