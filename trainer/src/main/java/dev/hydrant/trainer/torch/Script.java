package dev.hydrant.trainer.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptBridge;
import java.util.ArrayList;
import java.util.List;

/** A loaded TorchScript module and the calls into it. Values passed in stay the caller's. */
final class Script {
  private static final ProductFaults FAULTS = new ProductFaults();

  private final PtSymbolBlock module;
  private final String methods;
  private final ProductFaults faults;
  private int calls;

  private Script(PtSymbolBlock module, String methods, ProductFaults faults) {
    this.module = module;
    this.methods = methods;
    this.faults = faults;
  }

  /**
   * @param owner manager that keeps the module alive
   * @param methods method definitions, indented by two spaces
   */
  static Script load(NDManager owner, String methods) {
    return load(owner, methods, ProductMethods.link(methods), FAULTS);
  }

  /**
   * @param linked the methods with those that they call
   * @param faults gets the products that are found wrong
   */
  static Script load(NDManager owner, String methods, String linked, ProductFaults faults) {
    try {
      PtSymbolBlock module = ScriptBridge.load(owner, TorchArchive.of(linked));
      return new Script(module, methods, ProductMethods.compares(linked) ? faults : null);
    } catch (EngineException e) {
      throw ScriptException.of(e, methods);
    }
  }

  /** Runs a method; the caller closes the result. */
  IValue call(String method, Object... arguments) {
    List<IValue> mine = new ArrayList<>();
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < values.length; i++) {
        if (arguments[i] instanceof IValue v) {
          values[i] = v;
        } else {
          values[i] = Values.of(arguments[i]);
          mine.add(values[i]);
        }
      }
      NativeCalls.count(2 * mine.size());
      return faults == null ? run(method, values) : runComparing(method, values);
    } catch (EngineException e) {
      throw ScriptException.of(e, methods);
    } finally {
      mine.forEach(IValue::close);
    }
  }

  private IValue run(String method, IValue... values) {
    long began = System.nanoTime();
    IValue result = ScriptBridge.run(module, method, values);
    NativeCalls.ran(System.nanoTime() - began);
    return result;
  }

  /** One thread at a time, as the script remembers shapes; asks ever more seldom what was wrong. */
  private synchronized IValue runComparing(String method, IValue... values) {
    IValue result = run(method, values);
    calls++;
    if (Integer.bitCount(calls) == 1) {
      try (IValue wrong = run("wrong_products")) {
        NativeCalls.count(2);
        faults.found(wrong.toStringValue());
      }
    }
    return result;
  }

  /** Frees the module. */
  void close() {
    module.close();
  }

  String source() {
    return methods;
  }
}
