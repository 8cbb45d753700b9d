package dev.hydrant.trainer.protein;

/** A discrete diffusion with self-consensus, which is told the time. */
class DiffusionContractTest extends TrunkContract {
  DiffusionContractTest() {
    super("discrete_diffusion", ProteinYaml.consensus("top_w"), "discrete_diffusion");
  }
}
