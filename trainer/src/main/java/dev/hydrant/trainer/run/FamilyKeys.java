package dev.hydrant.trainer.run;

import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.RecordKey;
import java.util.Set;
import java.util.TreeSet;

/** Top-level keys beside those of the engine. */
final class FamilyKeys {
  private FamilyKeys() {}

  /** Those that any model of a model's family reads, or knows to be without effect. */
  static Set<String> of(ModelAdapter<?> adapter, ModelRegistry registry) {
    Set<String> keys = new TreeSet<>();
    for (String type : registry.types()) {
      ModelAdapter<?> other = registry.get(type);
      if (other.family().equals(adapter.family())) {
        keys.addAll(other.fallbacks().values());
        keys.addAll(own(other));
      }
    }
    return keys;
  }

  /** Those that a model reads itself, whatever else is given. */
  static Set<String> own(ModelAdapter<?> adapter) {
    Set<String> keys = new TreeSet<>();
    adapter.settings().forEach(r -> RecordKey.of(r, "").forEach(key -> keys.add(key.path())));
    return keys;
  }
}
