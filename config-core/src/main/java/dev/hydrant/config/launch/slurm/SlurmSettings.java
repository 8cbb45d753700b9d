package dev.hydrant.config.launch.slurm;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code hydra.launcher} of the Slurm launcher; keys as Hydra's submitit launcher names them. */
public record SlurmSettings(
    @Default("hydrant") @Doc("job name") String name,
    @Doc("partition to submit to") Optional<String> partition,
    @Doc("account to charge") Optional<String> account,
    @Doc("quality of service") Optional<String> qos,
    @Doc("words for whoever looks at the queue") Optional<String> comment,
    @Doc("required node features") Optional<String> constraint,
    @Doc("nodes not to use") Optional<String> exclude,
    @Default("60") @Range(min = 1) @Doc("time limit in minutes") long timeoutMin,
    @Default("1") @Range(min = 1) @Doc("cores per job") int cpusPerTask,
    @Doc("memory per node, in GiB") Optional<Double> memGb,
    @Doc("memory per core, in whatever sbatch understands") Optional<String> memPerCpu,
    @Doc("memory per GPU, in whatever sbatch understands") Optional<String> memPerGpu,
    @Doc("nodes of a job") Optional<Integer> nodes,
    @Doc("GPUs per node") Optional<Integer> gpusPerNode,
    @Doc("cores per GPU") Optional<Integer> cpusPerGpu,
    @Doc("generic resources, e.g. gpu:1") Optional<String> gres,
    @Default("256") @Range(min = 1) @Doc("how many jobs of an array run at a time")
        int arrayParallelism,
    @Default("1000") @Range(min = 1) @Doc("jobs of one array at most; clusters have a limit")
        int maxArraySize,
    @Default("120")
        @Range(min = 1)
        @Doc("seconds before the time limit at which a job is told to save (SIGUSR1)")
        int signalDelayS,
    @Default("3") @Range(min = 0) @Doc("how often a job may be requeued at its time limit")
        int maxNumTimeout,
    @Default("5") @Range(min = 0.1) @Doc("seconds between two looks at the queue") double pollS,
    @Default("false") @Doc("cancel the jobs on Ctrl-C instead of leaving them to run")
        boolean cancelOnInterrupt,
    @Default("[]") @Doc("shell lines run before the job, e.g. module load") List<String> setup,
    @Default("{}") @Doc("further sbatch options, name to value")
        Map<String, String> additionalParameters) {}
