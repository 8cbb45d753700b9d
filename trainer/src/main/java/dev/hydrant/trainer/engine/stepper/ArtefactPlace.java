package dev.hydrant.trainer.engine.stepper;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where artefacts go, and what they may hold of the run.
 *
 * @param directory of the run
 * @param checkpoint the files of one that is saved now
 */
public record ArtefactPlace(Path directory, Supplier<Map<String, byte[]>> checkpoint) {}
