package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;

/** The shape of a {@link MegaByte}. */
public record MegaByteConfig(
    @Doc("Number of ids; raised where pad_id or eos_id lie beyond.") @Default("258") @Range(min = 1)
        int vocabSize,
    @Doc("Longest sequence in bytes; rows of the batch are cut to it.")
        @Default("1024")
        @Range(min = 2)
        int nCtx,
    @Doc("Bytes of a patch, P; divides n_ctx.") @Default("16") @Range(min = 1) int patchSize,
    @Doc("Width of the local model.") @Default("512") @Range(min = 1) int dLocal,
    @Doc("Width of a byte in the global model, whose width is patch_size times this.")
        @Default("64")
        @Range(min = 1)
        int dGlobalPrePatch,
    @Doc("Blocks of the global model.") @Default("6") @Range(min = 1) int nLayersDGlobal,
    @Doc("Blocks of the local model.") @Default("6") @Range(min = 1) int nLayersDLocal,
    @Doc("Attention heads of the local model; divides d_local.") @Default("8") @Range(min = 1)
        int localNHeads,
    @Doc("Attention heads of the global model; divides its width.") @Default("4") @Range(min = 1)
        int globalNHeads,
    @Doc("Inner width of the gated MLPs in units of their model's width.")
        @Default("4")
        @Range(min = 1)
        int dMult,
    @Doc("Whether positions see only those before them; false shows a byte what it predicts.")
        @Default("true")
        boolean isCausal,
    @Doc("Id whose predictions do not count.") @Default("257") @Range(min = 0) int padId,
    @Doc("Id in front of each document.") @Default("258") @Range(min = 0) int eosId,
    @Doc("What an id is: a byte of UTF-8, or one of the special ids.")
        @Default("bytes")
        @OneOf("bytes")
        String dataUnit) {

  @Check("patch_size must divide n_ctx")
  boolean patchesFillTheContext() {
    return nCtx % patchSize == 0;
  }

  @Check("local_n_heads must divide d_local")
  boolean localHeadsDivide() {
    return dLocal % localNHeads == 0;
  }

  @Check("global_n_heads must divide patch_size times d_global_pre_patch")
  boolean globalHeadsDivide() {
    return dGlobal() % globalNHeads == 0;
  }

  /** Width of the global model. */
  int dGlobal() {
    return patchSize * dGlobalPrePatch;
  }

  /** Number of ids with the special ones, Vr. */
  int ids() {
    return Math.max(vocabSize, Math.max(padId, eosId) + 1);
  }
}
