package dev.hydrant.trainer.lm.mtp;

/** Registers {@link BaseMtp} as type {@code base-mtp}. */
public final class BaseMtpAdapter extends MtpAdapter {
  public BaseMtpAdapter() {
    super(
        "base-mtp",
        "base_mtp",
        "Multi-token prediction by parallel heads on current-best (Gloeckle et al. 2024)",
        BaseMtp::new);
  }
}
