package dev.hydrant.trainer.lm.mtp;

/** Registers {@link DeepSeekMtp} as type {@code deepseek-mtp}. */
public final class DeepSeekMtpAdapter extends MtpAdapter {
  public DeepSeekMtpAdapter() {
    super(
        "deepseek-mtp",
        "mtp",
        "DeepSeek-V3's multi-token prediction, one module after the other, on current-best",
        DeepSeekMtp::new);
  }
}
