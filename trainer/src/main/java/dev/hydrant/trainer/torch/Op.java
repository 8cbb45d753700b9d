package dev.hydrant.trainer.torch;

import java.util.List;
import java.util.function.BiFunction;

/**
 * One operator of the table: its name, its spelling in TorchScript, the type of its results, and
 * how a gradient flows back through it. It holds no state and runs nothing.
 *
 * <p>In the spelling, {@code %0} is the first tensor, {@code %*} the list of all tensors, {@code
 * $0} the first constant, {@code $device} the device.
 */
final class Op {
  /** Computes the types of the results, or throws with the reason the arguments do not fit. */
  @FunctionalInterface
  interface Rule {
    List<TensorType> infer(List<TensorType> in, Attrs attrs);
  }

  /** Computes the gradients of the inputs ({@code null}: none) from those of the outputs. */
  @FunctionalInterface
  interface Vjp {
    List<Tensor> apply(Call call, List<Tensor> gradients);
  }

  private final String name;
  private final String script;
  private final Rule rule;
  private Vjp vjp;
  private boolean differentiable = true;
  private boolean view;
  private boolean returnsList;
  private String kernel;
  private String kernelText;
  private String inPlace;
  private String into;
  private String forwardOnly;
  private String eager;
  private String recorded;
  private HostFunction host;

  private Op(String name, String script, Rule rule) {
    this.name = name;
    this.script = script;
    this.rule = rule;
  }

  /** An operator whose gradient, unless a rule is added, is left to PyTorch's autograd. */
  static Op of(String name, String script, Rule rule) {
    return new Op(name, script, rule);
  }

  /** An operator with one result. */
  static Op one(String name, String script, BiFunction<List<TensorType>, Attrs, TensorType> r) {
    return new Op(name, script, (in, a) -> List.of(r.apply(in, a)));
  }

  Op vjp(Vjp rule) {
    vjp = rule;
    return this;
  }

  /** Declares that no gradient flows through this operator. */
  Op noGradient() {
    differentiable = false;
    return this;
  }

  /** Declares that the result shares memory with the first input. */
  Op view() {
    view = true;
    return this;
  }

  /** Declares that the spelling yields a list, even of one tensor. */
  Op returnsList() {
    returnsList = true;
    return this;
  }

  /** Names the kernel file whose functions the spelling calls. */
  Op kernel(String file) {
    kernel = file;
    return this;
  }

  /** Gives the functions the spelling calls, where they are made for one call. */
  Op kernelText(String text) {
    kernelText = text;
    return this;
  }

  /** The spelling that overwrites the first input with the result. */
  Op inPlace(String spelling) {
    inPlace = spelling;
    return this;
  }

  /**
   * The spelling that adds the last result, times one, to {@code %out} times {@code $beta}; it is a
   * statement, or an assignable expression where there are other results.
   */
  Op into(String spelling) {
    into = spelling;
    return this;
  }

  /** The spelling of the first result alone, for when nothing else is used. */
  Op forwardOnly(String spelling) {
    forwardOnly = spelling;
    return this;
  }

  /**
   * The spelling in the eager backend, which yields the first result alone and which autograd can
   * differentiate; needed where the usual spelling computes gradients itself.
   */
  Op eager(String spelling) {
    eager = spelling;
    return this;
  }

  /** The spelling in recorded programs, where it differs from the eager one. */
  Op recorded(String spelling) {
    recorded = spelling;
    return this;
  }

  /** Gives the function of Java that computes the result in place of a script. */
  Op host(HostFunction function) {
    host = function;
    return this;
  }

  /** The function of Java, or null for operators of the script. */
  HostFunction host() {
    return host;
  }

  String name() {
    return name;
  }

  String forwardOnly() {
    return forwardOnly;
  }

  String eager() {
    return eager;
  }

  String script() {
    return script;
  }

  String recorded() {
    return recorded == null ? script : recorded;
  }

  List<TensorType> infer(List<TensorType> in, Attrs attrs) {
    try {
      return rule.infer(in, attrs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + in + ": " + e.getMessage(), e);
    }
  }

  Vjp vjp() {
    return vjp;
  }

  boolean isDifferentiable() {
    return differentiable;
  }

  boolean isView() {
    return view;
  }

  boolean isList() {
    return returnsList;
  }

  String kernel() {
    return kernel;
  }

  /** The functions the spelling calls, indented by two spaces; empty if none. */
  String kernelSource() {
    return kernelText != null ? kernelText : kernel == null ? "" : Kernels.text(kernel);
  }

  String inPlace() {
    return inPlace;
  }

  String into() {
    return into;
  }

  @Override
  public String toString() {
    return name;
  }
}
