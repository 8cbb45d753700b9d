package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import java.util.List;
import java.util.Optional;

/** What an experiment is called; nothing of it changes any number. */
public record Metadata(
    @Doc("Eight hexadecimal digits; made of the configuration if absent.") Optional<String> id,
    @Default("experiment") String experimentName,
    @Default("") String description,
    @Default("[]") List<String> tags,
    @Doc("When the run began; filled in by it.") Optional<String> createdAt) {}
