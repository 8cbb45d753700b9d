package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import java.util.Map;

/**
 * The top level of a training configuration, as the engine sees it. Keys it does not know belong to
 * the model and its data; composition refuses those that no config file declares.
 */
public record TrainConfig(
    @Doc("The model to train.") String type,
    @Flatten LoopConfig loop,
    @Flatten ReplicaConfig replicas,
    @Flatten GuardConfig guards,
    @Flatten OptimizerConfig optimizer,
    @Flatten ScheduleConfig schedule,
    @Flatten AveragingConfig averaging,
    @Flatten CheckpointConfig checkpoint,
    @Flatten SampleConfig sample,
    @Flatten ObserveConfig observe,
    @Flatten DebugConfig debug,
    @Flatten Map<String, Object> others) {}
