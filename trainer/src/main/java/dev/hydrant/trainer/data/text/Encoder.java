package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.ShardSetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the documents of a request, encodes them on all cores and hands the tokens to the two
 * sides, in the order of the documents. Holds about a megabyte of text at a time.
 */
final class Encoder {
  private static final int CHARACTERS_AT_ONCE = 1 << 20;

  private enum Side {
    TRAIN,
    VALIDATION,
    OTHER_LANGUAGE
  }

  private record Encoded(Side side, int[] tokens) {}

  private final TextRequest request;
  private final PreparationProgress progress;
  private final long totalBytes;
  private long doneBytes;
  private long otherLanguages;
  private long trainDocuments;
  private long validationDocuments;

  Encoder(TextRequest request, PreparationProgress progress) {
    this.request = request;
    this.progress = progress;
    this.totalBytes = request.files().stream().mapToLong(Hashes::size).sum();
  }

  /** Encodes everything and counts the documents. */
  TextManifest.Documents run(ShardSetWriter train, ShardSetWriter validation) throws IOException {
    for (Path file : request.files()) {
      try (Documents documents = new Documents(file, request.documents())) {
        List<String> some = take(documents);
        while (!some.isEmpty()) {
          for (Encoded document : some.parallelStream().map(this::encode).toList()) {
            write(document, train, validation);
          }
          progress.at(
              doneBytes + documents.bytesRead(), totalBytes, train.tokens() + validation.tokens());
          some = take(documents);
        }
        doneBytes += documents.bytesRead();
      }
    }
    long read = otherLanguages + trainDocuments + validationDocuments;
    return new TextManifest.Documents(read, otherLanguages, trainDocuments, validationDocuments);
  }

  private static List<String> take(Documents documents) {
    List<String> some = new ArrayList<>();
    int characters = 0;
    while (characters < CHARACTERS_AT_ONCE) {
      String document = documents.next();
      if (document == null) {
        break;
      }
      some.add(document);
      characters += document.length();
    }
    return some;
  }

  private Encoded encode(String document) {
    if (request.englishOnly() && !English.is(document)) {
      return new Encoded(Side.OTHER_LANGUAGE, new int[0]);
    }
    boolean heldOut = Split.isValidation(document, request.validationFraction());
    return new Encoded(heldOut ? Side.VALIDATION : Side.TRAIN, request.unit().encode(document));
  }

  private void write(Encoded document, ShardSetWriter train, ShardSetWriter validation)
      throws IOException {
    switch (document.side()) {
      case TRAIN -> {
        trainDocuments++;
        write(document.tokens(), train);
      }
      case VALIDATION -> {
        validationDocuments++;
        write(document.tokens(), validation);
      }
      case OTHER_LANGUAGE -> otherLanguages++;
    }
  }

  private void write(int[] tokens, ShardSetWriter side) throws IOException {
    side.write(request.unit().endOfText());
    for (int token : tokens) {
      side.write(token);
    }
  }
}
