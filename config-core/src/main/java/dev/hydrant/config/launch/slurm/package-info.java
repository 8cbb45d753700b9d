/**
 * Jobs on a Slurm cluster: arrays through {@code sbatch}, states through one {@code squeue} call
 * for all. Nothing but the client commands is needed, and nothing is kept outside the sweep
 * directory.
 */
package dev.hydrant.config.launch.slurm;
