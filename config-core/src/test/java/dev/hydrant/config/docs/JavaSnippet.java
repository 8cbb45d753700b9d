package dev.hydrant.config.docs;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A piece of Java out of documentation, and the compiler's opinion of it. */
final class JavaSnippet {
  private static final String IMPORTS =
      """
      import dev.hydrant.config.*;
      import dev.hydrant.config.app.*;
      import dev.hydrant.config.app.program.*;
      import dev.hydrant.config.error.*;
      import dev.hydrant.config.explain.*;
      import dev.hydrant.config.format.*;
      import dev.hydrant.config.node.*;
      import dev.hydrant.config.resolver.*;
      import dev.hydrant.config.schema.*;
      import dev.hydrant.config.suggest.*;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.*;
      """;

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Kept, so that jars and the JDK's modules are listed once. */
  private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

  private JavaSnippet() {}

  /** The errors in members of a class or, in the other reading, in statements; empty when none. */
  static String errors(String code) {
    String asMembers = check("class Example {\n" + code + "\n}");
    if (asMembers.isEmpty()) {
      return "";
    }
    String asStatements = check("class Example { void run() throws Exception {\n" + code + "\n}}");
    return asStatements.isEmpty()
        ? ""
        : "as members:\n" + asMembers + "as statements:\n" + asStatements;
  }

  private static String check(String body) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavacTask task = task("Example", IMPORTS + body, List.of("-proc:none"), found);
    try {
      task.parse();
      task.analyze();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return errors(found);
  }

  /** Compiles a whole file into a folder; returns the errors, empty when there are none. */
  static String compile(String className, String source, Path into) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    task(className, source, List.of("-proc:none", "-d", into.toString()), found).call();
    return errors(found);
  }

  private static JavacTask task(
      String className,
      String source,
      List<String> options,
      DiagnosticCollector<JavaFileObject> found) {
    URI uri = URI.create("string:///" + className + ".java");
    JavaFileObject file =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-classpath", classPath()));
    return (JavacTask) COMPILER.getTask(null, FILES, found, all, null, List.of(file));
  }

  private static String errors(DiagnosticCollector<JavaFileObject> found) {
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT) + "\n")
        .collect(Collectors.joining());
  }

  /** Everything this JVM runs with, whether found as modules or on the class path. */
  static String classPath() {
    return String.join(
        File.pathSeparator,
        "target/classes",
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }
}
