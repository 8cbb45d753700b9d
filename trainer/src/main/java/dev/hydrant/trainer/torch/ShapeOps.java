package dev.hydrant.trainer.torch;

import static dev.hydrant.trainer.torch.Grads.sumTo;
import static dev.hydrant.trainer.torch.Grads.unary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table of operators that rearrange elements. */
final class ShapeOps {
  private ShapeOps() {}

  static final Op DETACH = Op.one("detach", "torch.detach(%0)", Rules::same).noGradient().view();
  static final Op TO =
      Op.one("to", "torch.to(%0, $0)", (in, a) -> in.get(0).withDtype(a.dtype(0)))
          .vjp(unary((c, g) -> c.in(0).dtype().isFloating() ? g.to(c.in(0).dtype()) : null));
  static final Op CONTIGUOUS =
      Op.one("contiguous", "torch.contiguous(%0)", Rules::same).view().vjp(unary((c, g) -> g));
  static final Op VIEW =
      Op.one(
              "view",
              "torch.reshape(%0, $0)",
              (in, a) -> in.get(0).withShape(Shapes.resolveView(in.get(0).shape(), a.longs(0))))
          .view()
          .vjp(unary((c, g) -> g.view(c.in(0).shape())));
  static final Op TRANSPOSE =
      Op.one(
              "transpose",
              "torch.transpose(%0, $0, $1)",
              (in, a) -> {
                long[] s = in.get(0).shape().clone();
                long keep = s[a.intAt(0)];
                s[a.intAt(0)] = s[a.intAt(1)];
                s[a.intAt(1)] = keep;
                return in.get(0).withShape(s);
              })
          .view()
          .vjp(unary((c, g) -> g.transpose(c.attrs().intAt(0), c.attrs().intAt(1))));
  static final Op PERMUTE =
      Op.one(
              "permute",
              "torch.permute(%0, $0)",
              (in, a) -> {
                long[] order = a.longs(0);
                Rules.check(
                    order.length == in.get(0).rank(),
                    "permute needs one entry per dimension, got " + Arrays.toString(order));
                return in.get(0)
                    .withShape(Arrays.stream(order).map(i -> in.get(0).shape()[(int) i]).toArray());
              })
          .view()
          .vjp(
              unary(
                  (c, g) -> {
                    long[] order = c.attrs().longs(0);
                    int[] back = new int[order.length];
                    for (int i = 0; i < order.length; i++) {
                      back[(int) order[i]] = i;
                    }
                    return g.permute(back);
                  }));
  static final Op UNSQUEEZE =
      Op.one(
              "unsqueeze",
              "torch.unsqueeze(%0, $0)",
              (in, a) -> in.get(0).withShape(Shapes.insert(in.get(0).shape(), a.intAt(0), 1)))
          .view()
          .vjp(unary((c, g) -> g.squeeze(c.attrs().intAt(0))));
  static final Op SQUEEZE =
      Op.one(
              "squeeze",
              "torch.squeeze(%0, $0)",
              (in, a) -> {
                Rules.check(
                    in.get(0).shape()[a.intAt(0)] == 1,
                    "dimension " + a.intAt(0) + " is not of size 1");
                return in.get(0).withShape(Shapes.without(in.get(0).shape(), a.intAt(0)));
              })
          .view()
          .vjp(unary((c, g) -> g.unsqueeze(c.attrs().intAt(0))));
  static final Op EXPAND =
      Op.one(
              "expand",
              "torch.expand(%0, $0)",
              (in, a) -> {
                long[] to = a.longs(0);
                Rules.check(
                    Arrays.equals(Shapes.broadcast(in.get(0).shape(), to), to),
                    "cannot expand to " + Arrays.toString(to));
                return in.get(0).withShape(to);
              })
          .view()
          .vjp((c, g) -> Arrays.asList(sumTo(g.get(0), c.in(0))));
  static final Op CAT =
      Op.one(
              "cat",
              "torch.cat(%*, $0)",
              (in, a) -> {
                int d = a.intAt(0);
                long n = 0;
                TensorType first = in.get(0);
                for (TensorType t : in) {
                  Rules.check(
                      t.rank() == first.rank()
                          && Arrays.equals(
                              Shapes.without(t.shape(), d), Shapes.without(first.shape(), d)),
                      "sizes differ outside dimension " + d);
                  n += t.shape()[d];
                  first = first.withDtype(DType.promote(first.dtype(), t.dtype()));
                }
                return first.withShape(Shapes.with(first.shape(), d, n));
              })
          .vjp(
              (c, g) -> {
                List<Tensor> out = new ArrayList<>();
                int d = c.attrs().intAt(0);
                long at = 0;
                for (Tensor t : c.inputs()) {
                  out.add(sumTo(g.get(0).slice(d, at, at + t.size(d)), t));
                  at += t.size(d);
                }
                return out;
              });
  static final Op STACK =
      Op.one(
              "stack",
              "torch.stack(%*, $0)",
              (in, a) -> {
                for (TensorType t : in) {
                  Rules.check(t.equals(in.get(0)), "stacked tensors must have one shape and type");
                }
                return in.get(0).withShape(Shapes.insert(in.get(0).shape(), a.intAt(0), in.size()));
              })
          .vjp(
              (c, g) -> {
                List<Tensor> out = new ArrayList<>();
                for (int i = 0; i < c.inputs().size(); i++) {
                  out.add(g.get(0).select(c.attrs().intAt(0), i));
                }
                return out;
              });
  static final Op SPLIT =
      Op.of(
              "split",
              "torch.split_with_sizes(%0, $0, $1)",
              (in, a) -> {
                int d = a.intAt(1);
                Rules.check(
                    Arrays.stream(a.longs(0)).sum() == in.get(0).shape()[d],
                    "sizes " + Arrays.toString(a.longs(0)) + " do not add up");
                return Arrays.stream(a.longs(0))
                    .mapToObj(n -> in.get(0).withShape(Shapes.with(in.get(0).shape(), d, n)))
                    .toList();
              })
          .returnsList()
          .view()
          .vjp(
              (c, g) -> {
                List<Tensor> parts = new ArrayList<>();
                for (int i = 0; i < c.outputs().size(); i++) {
                  Tensor part = g.get(i);
                  parts.add(
                      part != null
                          ? part
                          : c.in(0).torch().full(c.in(0).dtype(), 0, c.out(i).shape()));
                }
                return List.of(Torch.cat(parts, c.attrs().intAt(1)));
              });
  static final Op SLICE_BACKWARD =
      Op.one(
              "slice_backward",
              "torch.slice_backward(%0, $0, $1, $2, $3, $4)",
              (in, a) -> in.get(0).withShape(a.longs(0)))
          .vjp(
              unary(
                  (c, g) ->
                      g.slice(
                          c.attrs().intAt(1),
                          c.attrs().longAt(2),
                          c.attrs().longAt(3),
                          c.attrs().longAt(4))));
  static final Op SLICE =
      Op.one(
              "slice",
              "torch.slice(%0, $0, $1, $2, $3)",
              (in, a) -> {
                long size = in.get(0).shape()[a.intAt(0)];
                Rules.check(
                    a.longAt(1) >= 0 && a.longAt(1) <= a.longAt(2) && a.longAt(2) <= size,
                    "slice [" + a.longAt(1) + ", " + a.longAt(2) + ") of size " + size);
                long n = (a.longAt(2) - a.longAt(1) + a.longAt(3) - 1) / a.longAt(3);
                return in.get(0).withShape(Shapes.with(in.get(0).shape(), a.intAt(0), n));
              })
          .view()
          .vjp(
              unary(
                  (c, g) ->
                      Dispatch.call(
                          SLICE_BACKWARD,
                          Attrs.of(
                              c.in(0).shape(),
                              c.attrs().get(0),
                              c.attrs().get(1),
                              c.attrs().get(2),
                              c.attrs().get(3)),
                          g)));
  static final Op SELECT_BACKWARD =
      Op.one(
              "select_backward",
              "torch.select_backward(%0, $0, $1, $2)",
              (in, a) -> in.get(0).withShape(a.longs(0)))
          .vjp(unary((c, g) -> g.select(c.attrs().intAt(1), c.attrs().longAt(2))));
  static final Op SELECT =
      Op.one(
              "select",
              "torch.select(%0, $0, $1)",
              (in, a) -> {
                long size = in.get(0).shape()[a.intAt(0)];
                Rules.check(
                    a.longAt(1) >= 0 && a.longAt(1) < size,
                    "index " + a.longAt(1) + " is out of range for size " + size);
                return in.get(0).withShape(Shapes.without(in.get(0).shape(), a.intAt(0)));
              })
          .view()
          .vjp(
              unary(
                  (c, g) ->
                      Dispatch.call(
                          SELECT_BACKWARD,
                          Attrs.of(c.in(0).shape(), c.attrs().get(0), c.attrs().get(1)),
                          g)));
  static final Op FLIP =
      Op.one("flip", "torch.flip(%0, $0)", Rules::same)
          .vjp(unary((c, g) -> g.flip((int) c.attrs().longs(0)[0])));
  static final Op ROLL =
      Op.one("roll", "torch.roll(%0, $0, $1)", Rules::same)
          .vjp(unary((c, g) -> g.roll(-c.attrs().longs(0)[0], (int) c.attrs().longs(1)[0])));
  static final Op REPEAT_INTERLEAVE =
      Op.one(
              "repeat_interleave",
              "torch.repeat_interleave(%0, $0, $1)",
              (in, a) ->
                  in.get(0)
                      .withShape(
                          Shapes.with(
                              in.get(0).shape(),
                              a.intAt(1),
                              in.get(0).shape()[a.intAt(1)] * a.longAt(0))))
          .vjp(
              unary(
                  (c, g) -> {
                    int d = c.attrs().intAt(1);
                    long[] s = Shapes.insert(c.in(0).shape(), d + 1, c.attrs().longAt(0));
                    return g.view(s).sum(d + 1);
                  }));
  static final Op PAD =
      Op.one(
              "pad",
              "torch.constant_pad_nd(%0, $0, $1)",
              (in, a) -> {
                long[] s = in.get(0).shape().clone();
                long[] p = a.longs(0);
                for (int i = 0; i < p.length / 2; i++) {
                  s[s.length - 1 - i] += p[2 * i] + p[2 * i + 1];
                }
                return in.get(0).withShape(s);
              })
          .vjp(
              unary(
                  (c, g) -> {
                    long[] p = c.attrs().longs(0);
                    for (int i = 0; i < p.length / 2; i++) {
                      int d = g.rank() - 1 - i;
                      g = g.slice(d, p[2 * i], g.size(d) - p[2 * i + 1]);
                    }
                    return g;
                  }));
  static final Op UNFOLD_BACKWARD =
      Op.one(
          "unfold_backward",
          "torch.unfold_backward(%0, $0, $1, $2, $3)",
          (in, a) -> in.get(0).withShape(a.longs(0)));
  static final Op UNFOLD =
      Op.one(
              "unfold",
              "torch.unfold(%0, $0, $1, $2)",
              (in, a) -> {
                long[] s = in.get(0).shape();
                int d = a.intAt(0);
                long n = (s[d] - a.longAt(1)) / a.longAt(2) + 1;
                return in.get(0)
                    .withShape(Shapes.insert(Shapes.with(s, d, n), s.length, a.longAt(1)));
              })
          .view()
          .vjp(
              unary(
                  (c, g) ->
                      Dispatch.call(
                          UNFOLD_BACKWARD,
                          Attrs.of(
                              c.in(0).shape(),
                              c.attrs().get(0),
                              c.attrs().get(1),
                              c.attrs().get(2)),
                          g)));
  static final Op TRIL =
      Op.one("tril", "torch.tril(%0, $0)", Rules::same)
          .vjp(unary((c, g) -> g.tril(c.attrs().intAt(0))));
  static final Op TRIU =
      Op.one("triu", "torch.triu(%0, $0)", Rules::same)
          .vjp(unary((c, g) -> g.triu(c.attrs().intAt(0))));
}
