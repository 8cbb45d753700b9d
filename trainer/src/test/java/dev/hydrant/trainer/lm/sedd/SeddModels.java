package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.config.RecordSchema;
import java.util.HashMap;
import java.util.Map;

/** Small models for tests. */
final class SeddModels {
  static final RecordSchema<SeddConfig> SCHEMA = RecordSchema.of(SeddConfig.class);

  private SeddModels() {}

  static Sedd of(int vocabulary, int context, int dim, Map<String, ?> more) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("vocab_size", vocabulary);
    keys.put("n_ctx", context);
    keys.put("d_model", dim);
    keys.put("num_heads", 2);
    keys.put("n_layers", 2);
    keys.put("sampling_timesteps", 6);
    keys.putAll(more);
    return new Sedd(SCHEMA.bind(keys));
  }
}
