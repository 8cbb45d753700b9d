/**
 * What a model has to provide, and nothing of how it is trained: a {@link ModelAdapter} makes a
 * {@link TrainableModel} from a config record, its {@link Feed} gives {@link Batch batches}, and
 * {@link ModelRegistry} finds it by its type. Also what commands of a family are given ({@link
 * FamilyCommands}), as they come with its models.
 */
package dev.hydrant.trainer.model;
