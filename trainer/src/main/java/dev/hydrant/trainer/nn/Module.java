package dev.hydrant.trainer.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A part of a model: named parameters and named parts. It allocates nothing; counts and shapes are
 * known as soon as it is built.
 *
 * <p>Subclasses declare parameters and parts in their constructor and compute in methods of their
 * own:
 *
 * <pre>{@code
 * final class Linear extends Module {
 *   final Parameter weight = parameter("weight", Init.normal(0.02), out, in);
 *   Tensor forward(Tensor x) { return x.linear(weight); }
 * }
 * }</pre>
 */
public abstract class Module {
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, Module> parts = new LinkedHashMap<>();

  /** Declares a learned parameter. */
  protected final Parameter parameter(String name, Init init, long... shape) {
    return declare(new Parameter(name, init, Parameter.Kind.LEARNED, shape));
  }

  /** Declares a buffer: saved with the model, never given a gradient. */
  protected final Parameter buffer(String name, Init init, long... shape) {
    return declare(new Parameter(name, init, Parameter.Kind.BUFFER, shape));
  }

  /**
   * Freezes every learned parameter of this module and its parts, such as an encoder that another
   * run has trained: no gradient, no moments, no place in the gradient's vector. Its buffers stay
   * buffers, so run such a part as in evaluation if they should rest, too.
   *
   * @throws IllegalStateException if the parameters have values already
   */
  public final void freeze() {
    own.values().forEach(Parameter::freeze);
    parts.values().forEach(Module::freeze);
  }

  private Parameter declare(Parameter p) {
    if (own.put(p.localName(), p) != null || parts.containsKey(p.localName())) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " declares '" + p.localName() + "' twice");
    }
    return p;
  }

  /** Declares a part. */
  protected final <M extends Module> M part(String name, M part) {
    if (parts.put(name, part) != null || own.containsKey(name)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " declares '" + name + "' twice");
    }
    return part;
  }

  /** Declares {@code n} parts {@code name.0}, {@code name.1}, … */
  protected final <M extends Module> List<M> parts(String name, int n, IntFunction<M> make) {
    List<M> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(part(name + "." + i, make.apply(i)));
    }
    return List.copyOf(out);
  }

  /** All parameters and buffers with names from this module, in the order of declaration. */
  public final List<Parameter> parameters() {
    List<Parameter> out = new ArrayList<>();
    collect("", out);
    return List.copyOf(out);
  }

  private void collect(String prefix, List<Parameter> out) {
    own.forEach(
        (n, p) -> {
          p.qualify(prefix + n);
          out.add(p);
        });
    parts.forEach((n, m) -> m.collect(prefix + n + ".", out));
  }

  /** The number of learned values. */
  public final long parameterCount() {
    return parameters().stream().filter(Parameter::isTrainable).mapToLong(Parameter::count).sum();
  }
}
