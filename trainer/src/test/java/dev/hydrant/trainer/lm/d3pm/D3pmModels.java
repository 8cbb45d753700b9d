package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.config.RecordSchema;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Small models for tests. */
final class D3pmModels {
  static final RecordSchema<D3pmConfig> SCHEMA = RecordSchema.of(D3pmConfig.class);

  private D3pmModels() {}

  static D3pm of(int vocabulary, int context, int dim, Map<String, ?> more) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("vocab_size", vocabulary);
    keys.put("n_ctx", context);
    keys.put("d_model", dim);
    keys.put("num_heads", 2);
    keys.put("n_layers", 2);
    keys.putAll(more);
    return new D3pm(SCHEMA.bind(keys));
  }

  /** With ten steps. */
  static D3pm tiny(D3pmTransition type) {
    return of(13, 6, 8, keys(type, 10));
  }

  static D3pm small(D3pmTransition type) {
    return of(13, 256, 64, keys(type, 50));
  }

  private static Map<String, ?> keys(D3pmTransition type, int steps) {
    // Gaussian noise by the cosine ends in few steps of very much noise, whose loss scatters.
    return Map.of(
        "transition_type",
        type.name().toLowerCase(Locale.ROOT),
        "num_timesteps",
        steps,
        "noise_schedule",
        type == D3pmTransition.GAUSSIAN ? "linear" : "cosine");
  }
}
