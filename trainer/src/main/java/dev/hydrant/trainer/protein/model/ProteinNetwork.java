package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;

/** A protein model of any style. */
public sealed interface ProteinNetwork permits Autoencoder, Trunk {
  /** Its parameters and buffers. */
  Module module();

  /** What turns structures into tokens. */
  StructureEncoder encoder();

  /** The loss of a batch. */
  Objective loss(Tracks tracks, Phase phase);
}
