package dev.hydrant.config.conformance;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a file of cases: {@code ConformanceMain IN.jsonl OUT.jsonl}. Cases of a kind that nobody
 * answers are left out; a case whose answerer breaks is reported as an error of stage {@code
 * crash}.
 */
public final class ConformanceMain {
  private ConformanceMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: ConformanceMain IN.jsonl OUT.jsonl");
      System.exit(2);
    }
    int answered = 0;
    int total = 0;
    try (Writer out = Files.newBufferedWriter(Path.of(args[1]))) {
      for (ConformanceCase c : ConformanceCase.read(Path.of(args[0]))) {
        total++;
        Optional<Answerer> answerer = Answerers.of(c.kind());
        if (answerer.isPresent()) {
          answered++;
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("id", c.id());
          line.put("result", answer(answerer.get(), c));
          out.write(Json.write(line));
          out.write('\n');
        }
      }
    }
    System.out.println("answered " + answered + " of " + total + " cases");
  }

  private static Map<String, Object> answer(Answerer answerer, ConformanceCase c) {
    try {
      return answerer.answer(c);
    } catch (Exception | StackOverflowError e) {
      return Answerer.error("crash", e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
  }
}
