package dev.hydrant.trainer.model;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.weights.WeightMapping;

/**
 * Makes models of one type. Adapters are found by {@link java.util.ServiceLoader}: a class needs a
 * line in {@code META-INF/services/dev.hydrant.trainer.model.ModelAdapter} and a constructor
 * without arguments.
 *
 * <p>An adapter states what the model is, what it reads and what its loss is. It never sees the
 * training loop: steps, schedules, checkpoints, metrics and resuming are the engine's.
 *
 * @param <C> the record that {@code model_cfg} is bound to
 */
public interface ModelAdapter<C extends Record> extends ModelDescription, ModelKeys<C> {
  /**
   * Finds out what the model has to know of its data: numbers of features, a vocabulary,
   * statistics, a split. Called once, before the model is made for the first time; from then on
   * {@link ModelContext#facts} are those that the checkpoints keep. Data that can be made, such as
   * a sample, are made here.
   *
   * @param context without facts
   * @param progress told how far it has come
   */
  default Facts discover(C config, ModelContext context, PreparationProgress progress) {
    return Facts.NONE;
  }

  /**
   * The part of {@link #discover} that is cheap to find, and tells whether the data are still the
   * same: a run that goes on is refused where these differ from what its checkpoint keeps under the
   * same names.
   *
   * @param context with the facts of the checkpoint
   */
  default Facts fingerprint(C config, ModelContext context) {
    return Facts.NONE;
  }

  /** How the numbers of such a model are called, and which of them it is known by. */
  default Headlines headlines(C config) {
    return Headlines.LOSS;
  }

  /**
   * Makes a model with freshly initialised parameters.
   *
   * @throws UserException if the parts of the configuration do not fit together
   */
  TrainableModel create(C config, ModelContext context);

  /**
   * How the tensors of such a model are called and laid out in files that other programs read, for
   * {@code hydrant export} and {@code init_from}. The default is our own names.
   *
   * @param module of the model, for its parameters' names
   */
  default WeightMapping weightMapping(C config, Module module) {
    return WeightMapping.own(type(), config, module);
  }
}
