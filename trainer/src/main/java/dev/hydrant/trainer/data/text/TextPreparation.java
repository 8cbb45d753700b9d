package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.FinishedShard;
import dev.hydrant.trainer.data.tokens.ShardSetWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns text into token shards: streaming, on all cores, the same bytes for the same request. The
 * old set stays whole until the new one is durable; of two processes that prepare the same set, the
 * second waits and then finds the work done.
 */
public final class TextPreparation {
  /** What came of a request; {@code upToDate} if nothing had to be done. */
  public record Result(TextManifest manifest, boolean upToDate) {}

  private final TextRequest request;

  private TextPreparation(TextRequest request) {
    this.request = request;
  }

  /**
   * Prepares a set of shards unless it is there already.
   *
   * @param force whether to do it anew even so, and to replace shards that are not known
   * @throws DataException if a source cannot be read or the result cannot be written; what was
   *     there before is then untouched
   */
  public static Result prepare(TextRequest request, boolean force, PreparationProgress progress) {
    try (progress) {
      return new TextPreparation(request).prepare(force, progress);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          "Cannot write the shards to "
              + request.directory()
              + ": "
              + (e instanceof UncheckedIOException u ? u.getCause() : e)
              + ".\nWhat was there before is untouched",
          e);
    }
  }

  private Result prepare(boolean force, PreparationProgress progress) throws IOException {
    request.files().forEach(Hashes::size); // a missing file is told before anything is made
    Files.createDirectories(request.directory());
    Path lockFile = request.directory().resolve("." + request.name() + ".lock");
    synchronized (TextPreparation.class) { // a file lock holds between processes only
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Optional<TextManifest> old = TextManifest.read(request.manifest());
        if (!force && lock.isValid() && old.isPresent() && isUpToDate(old.get())) {
          return new Result(old.get(), true);
        }
        Set<String> known = new HashSet<>();
        old.ifPresent(m -> m.shards().forEach(s -> known.add(s.name())));
        refuseStrangers(known, force);
        if (!force && old.isPresent()) {
          refuseOther(old.get());
        }
        return new Result(write(old, progress), false);
      }
    }
  }

  private boolean isUpToDate(TextManifest old) throws IOException {
    if (!old.complete()
        || !old.rule().equals(TextManifest.Rule.of(request))
        || !sameSources(old.sources())) {
      return false;
    }
    for (TextManifest.ShardFact shard : old.shards()) {
      Path file = request.directory().resolve(shard.name());
      if (!Files.isRegularFile(file) || Files.size(file) != 1024 + 2 * shard.tokens()) {
        return false;
      }
    }
    return true;
  }

  /** A whole set of another text, or made by other rules, is replaced only by who says so. */
  private void refuseOther(TextManifest old) throws IOException {
    boolean same = old.rule().equals(TextManifest.Rule.of(request)) && sameSources(old.sources());
    boolean there =
        old.shards().stream().anyMatch(s -> Files.exists(request.directory().resolve(s.name())));
    if (old.complete() && !same && there) {
      throw new DataException(
          "%s holds a set '%s' already, made %s.%nChoose another --out or --name, or replace it with --force"
              .formatted(
                  request.directory(),
                  request.name(),
                  old.rule().equals(TextManifest.Rule.of(request))
                      ? "from other text"
                      : "by other settings"));
    }
  }

  /** Sources that are not newer than the manifest and have their old sizes are not read again. */
  private boolean sameSources(List<TextManifest.FileFact> old) throws IOException {
    if (old.size() != request.files().size()) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(request.manifest());
    for (int i = 0; i < old.size(); i++) {
      Path file = request.files().get(i);
      boolean newer = Files.getLastModifiedTime(file).compareTo(made) >= 0;
      TextManifest.FileFact fact = old.get(i);
      if (!fact.name().equals(file.getFileName().toString())
          || fact.bytes() != Hashes.size(file)
          || (newer && !fact.sha256().equals(Hashes.sha256(file)))) {
        return false;
      }
    }
    return true;
  }

  private TextManifest write(Optional<TextManifest> old, PreparationProgress progress)
      throws IOException {
    List<TextManifest.FileFact> sources =
        request.files().stream().map(TextPreparation::source).toList();
    try (ShardSetWriter train = writer("train");
        ShardSetWriter validation = writer("val")) {
      TextManifest.Documents documents = new Encoder(request, progress).run(train, validation);
      check(documents);
      List<TextManifest.ShardFact> made = new ArrayList<>();
      for (ShardSetWriter side : List.of(train, validation)) {
        side.finish().forEach(shard -> made.add(fact(shard)));
      }
      TextManifest whole =
          new TextManifest(
              true, sources, TextManifest.Rule.of(request), documents, List.copyOf(made));
      replace(whole, old, train, validation);
      return whole;
    }
  }

  /** From the first write of the manifest to the last, the set is marked as incomplete. */
  private void replace(
      TextManifest whole,
      Optional<TextManifest> old,
      ShardSetWriter train,
      ShardSetWriter validation)
      throws IOException {
    List<TextManifest.ShardFact> stale = new ArrayList<>();
    old.ifPresent(m -> stale.addAll(m.shards()));
    stale.removeIf(s -> whole.shards().stream().anyMatch(n -> n.name().equals(s.name())));
    whole.incomplete(stale).write(request.manifest());
    train.publish();
    validation.publish();
    for (TextManifest.ShardFact shard : stale) {
      Files.deleteIfExists(request.directory().resolve(shard.name()));
    }
    ShardSetWriter.force(request.directory());
    whole.write(request.manifest());
    ShardSetWriter.force(request.directory());
  }

  private ShardSetWriter writer(String side) {
    return new ShardSetWriter(
        request.directory(), request.name() + "_" + side, request.tokensPerShard());
  }

  private void check(TextManifest.Documents documents) {
    String found =
        documents.read() + " documents, " + documents.otherLanguages() + " of them not in English";
    if (documents.train() == 0) {
      throw new DataException("There is no text to train on: found " + found);
    }
    if (documents.validation() == 0 && request.validationFraction() > 0) {
      throw new DataException(
          "No document falls to validation: found "
              + found
              + ".\nMake documents smaller (--documents=line), hold out more"
              + " (--validation-fraction=0.3), or nothing (--validation-fraction=0)");
    }
  }

  /** Shards of this name that no manifest knows are somebody else's work. */
  private void refuseStrangers(Set<String> known, boolean force) throws IOException {
    String pattern = Pattern.quote(request.name()) + "_(train|val)_\\d{6}\\.bin";
    try (Stream<Path> entries = Files.list(request.directory())) {
      Optional<String> stranger =
          entries
              .map(e -> e.getFileName().toString())
              .filter(n -> n.matches(pattern) && !known.contains(n))
              .sorted()
              .findFirst();
      if (stranger.isPresent() && !force) {
        throw new DataException(
            request.directory().resolve(stranger.get())
                + " is there already and was not made by this command.\n"
                + "Choose another --out or --name, or replace it with --force");
      }
    }
  }

  private static TextManifest.FileFact source(Path file) {
    String hash = Hashes.sha256(file);
    return new TextManifest.FileFact(file.getFileName().toString(), Hashes.size(file), hash);
  }

  private static TextManifest.ShardFact fact(FinishedShard shard) {
    return new TextManifest.ShardFact(
        shard.name(), shard.tokens(), Hashes.sha256(shard.temporary()));
  }
}
