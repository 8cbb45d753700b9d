package dev.hydrant.trainer.protein;

/** A masked language model with reflexive attention. */
class MlmContractTest extends TrunkContract {
  MlmContractTest() {
    super("mlm", "block_type: reflexive_attention", "simple");
  }
}
