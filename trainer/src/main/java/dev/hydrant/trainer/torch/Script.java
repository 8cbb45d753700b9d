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
  private final PtSymbolBlock module;
  private final String methods;

  private Script(PtSymbolBlock module, String methods) {
    this.module = module;
    this.methods = methods;
  }

  /**
   * @param owner manager that keeps the module alive
   * @param methods method definitions, indented by two spaces
   */
  static Script load(NDManager owner, String methods) {
    return load(owner, methods, ProductMethods.link(methods));
  }

  /** As {@link #load(NDManager, String)}, for methods that compute products of known shapes. */
  static Script load(NDManager owner, String methods, List<Product> products) {
    return load(owner, methods, ProductMethods.link(methods, products));
  }

  /** Loads methods that call no others. */
  static Script loadAsIs(NDManager owner, String methods) {
    return load(owner, methods, methods);
  }

  private static Script load(NDManager owner, String methods, String linked) {
    try {
      return new Script(ScriptBridge.load(owner, TorchArchive.of(linked)), methods);
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
      long began = System.nanoTime();
      IValue result = ScriptBridge.run(module, method, values);
      NativeCalls.ran(System.nanoTime() - began);
      return result;
    } catch (EngineException e) {
      throw ScriptException.of(e, methods);
    } finally {
      mine.forEach(IValue::close);
    }
  }

  /** Frees the module. */
  void close() {
    module.close();
  }

  String source() {
    return methods;
  }
}
