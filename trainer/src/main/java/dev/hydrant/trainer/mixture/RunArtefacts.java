package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.model.Artefacts;

/** What a run leaves beside its checkpoints and rows. */
final class RunArtefacts {
  void write(Artefacts to, MixtureModel model) {}
}
