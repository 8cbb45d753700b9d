package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.currentbest.CurrentBestConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The shape of a model that predicts several tokens at once. */
public record MtpConfig(
    @Flatten CurrentBestConfig trunk,
    @Doc("Tokens predicted at each position, the next one included.") @Default("2") @Range(min = 1)
        int nMtpTokens,
    @Doc("Tokens predicted beyond the next one: n_mtp_tokens − 1; wins when given.") @Range(min = 0)
        Optional<Integer> nMtpModules,
    @Doc(
            "base-mtp: linear gives each token a matrix of its own; transformer a block of its own"
                + " before one shared matrix.")
        @Default("linear")
        Head mtpHead,
    @Doc("deepseek-mtp: weight of the mean loss of the tokens beyond the next one.")
        @Default("0.1")
        @Range(min = 0)
        double mtpLambda,
    @Doc("Without effect: type decides. A value that contradicts it is reported.")
        Optional<Boolean> useDeepseekMtp,
    @Doc("false holds all logits of a prediction at once, as the top level's use_liger=false does.")
        @Default("true")
        boolean useLiger,
    @Doc("8-bit products; not available.") @Default("false") boolean projFp8) {

  /** What stands between trunk and logits in base-mtp. */
  public enum Head {
    LINEAR,
    TRANSFORMER
  }

  /** Top-level keys that stand in for absent ones. */
  static final Map<String, String> FALLBACKS = fallbacks();

  private static Map<String, String> fallbacks() {
    Map<String, String> all = new LinkedHashMap<>(CurrentBestConfig.FALLBACKS);
    all.put("n_mtp_tokens", "n_mtp_tokens");
    return Map.copyOf(all);
  }

  @Check("proj_fp8 is not available here; leave it false")
  boolean hasNoFp8() {
    return !projFp8;
  }

  /** Number of predicted tokens n. */
  int tokens() {
    return nMtpModules.map(m -> m + 1).orElse(nMtpTokens);
  }
}
