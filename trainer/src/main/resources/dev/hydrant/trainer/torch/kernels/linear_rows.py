# What losses need of the rows of z = x v^T, v being the first rows of w: log-sum-exp, chosen elements and
# the sum of log(1 + rho softmax(z)). One element of each row may be left out of the sums. Only rows marked by keep are computed; one chunk of z exists at a time.
def few_rows(self, z: Tensor) -> int:
  # as many as stay in a core's cache
  if z.is_cuda:
    return z.size(0)
  return max(8, 400000 // z.size(1))
def linear_rows(self, x: Tensor, w: Tensor, picks: Tensor, keep: Tensor, rho: Optional[Tensor], without: Optional[Tensor], columns: int, chunk: int, low: int) -> Tuple[Tensor, Tensor, Tensor]:
  rows = torch.nonzero(keep).squeeze(1)
  xk = torch.to(torch.index_select(x, 0, rows), low)
  tk = torch.index_select(picks, 0, rows)
  v = torch.to(torch.slice(w, 0, 0, columns), low)
  # Autograd has to find a path to x even where no row is kept.
  sums = [torch.to(torch.sum(torch.slice(xk, 0, 0, 0), [1]), x.dtype)]
  picked = [torch.new_zeros(x, [0, picks.size(1)])]
  spreads = [torch.new_zeros(x, [0])]
  n = rows.size(0)
  i = 0
  while i < n:
    e = min(i + chunk, n)
    z = torch.to(self.linear(torch.slice(xk, 0, i, e), v, None), x.dtype)
    picked.append(torch.gather(z, 1, torch.slice(tk, 0, i, e)))
    if without is not None:
      z = torch.scatter(z, 1, torch.slice(torch.index_select(without, 0, rows), 0, i, e).unsqueeze(1), float('-inf'))
    step = self.few_rows(z)
    a = 0
    while a < e - i:
      b = min(a + step, e - i)
      zb = torch.slice(z, 0, a, b)
      lse = torch.logsumexp(zb, [1])
      sums.append(lse)
      if rho is not None:
        r = torch.slice(torch.index_select(rho, 0, rows), 0, i + a, i + b).unsqueeze(1)
        spreads.append(torch.sum(torch.log1p(torch.mul(torch.exp(torch.sub(zb, lse.unsqueeze(1))), r)), [1]))
      a = b
    i = e
  zero = torch.new_zeros(x, [x.size(0)])
  spread = zero
  if rho is not None:
    spread = torch.index_copy(zero, 0, rows, torch.cat(spreads))
  return (torch.index_copy(zero, 0, rows, torch.cat(sums)), torch.index_copy(torch.new_zeros(x, picks.size()), 0, rows, torch.cat(picked)), spread)
def linear_rows_backward(self, x: Tensor, w: Tensor, picks: Tensor, keep: Tensor, rho: Optional[Tensor], without: Optional[Tensor], lse: Tensor, gl: Tensor, gp: Tensor, gs: Tensor, columns: int, chunk: int, low: int) -> Tuple[Tensor, Tensor]:
  dx, dw = self.linear_rows_backward_into(x, w, picks, keep, rho, without, lse, gl, gp, gs, columns, chunk, low, torch.empty_like(w), 0.)
  return (dx, dw)
def linear_rows_backward_into(self, x: Tensor, w: Tensor, picks: Tensor, keep: Tensor, rho: Optional[Tensor], without: Optional[Tensor], lse: Tensor, gl: Tensor, gp: Tensor, gs: Tensor, columns: int, chunk: int, low: int, dw: Tensor, first: float) -> Tuple[Tensor, Tensor]:
  rows = torch.nonzero(keep).squeeze(1)
  xk = torch.to(torch.index_select(x, 0, rows), low)
  tk = torch.index_select(picks, 0, rows)
  lk = torch.index_select(lse, 0, rows).unsqueeze(1)
  glk = torch.index_select(gl, 0, rows).unsqueeze(1)
  gpk = torch.index_select(gp, 0, rows)
  gsk = torch.index_select(gs, 0, rows).unsqueeze(1)
  v = torch.to(torch.slice(w, 0, 0, columns), low)
  dv = torch.slice(dw, 0, 0, columns)
  n = rows.size(0)
  if first == 0.:
    if n > 0 and low == x.dtype:
      torch.zero_(torch.slice(dw, 0, columns, w.size(0)))
    else:
      torch.zero_(dw)
  dxk = torch.new_empty(x, xk.size())
  i = 0
  while i < n:
    e = min(i + chunk, n)
    xc = torch.slice(xk, 0, i, e)
    p = torch.to(self.linear(xc, v, None), x.dtype)
    if without is not None:
      p.scatter_(1, torch.slice(torch.index_select(without, 0, rows), 0, i, e).unsqueeze(1), float('-inf'))
    step = self.few_rows(p)
    a = i
    while a < e:
      b = min(a + step, e)
      pb = torch.slice(p, 0, a - i, b - i)
      torch.exp_(pb.sub_(torch.slice(lk, 0, a, b)))
      g = torch.slice(glk, 0, a, b)
      if rho is not None:
        r = torch.slice(torch.index_select(rho, 0, rows), 0, a, b).unsqueeze(1)
        s = torch.slice(gsk, 0, a, b)
        u = torch.mul(pb, r)
        u.div_(torch.add(u, 1.))
        pb.mul_(torch.sub(g, torch.mul(s, torch.sum(u, [1], True)))).add_(u.mul_(s))
      else:
        pb.mul_(g)
      a = b
    p.scatter_add_(1, torch.slice(tk, 0, i, e), torch.slice(gpk, 0, i, e))
    if low == x.dtype:
      torch.copy_(torch.slice(dxk, 0, i, e), self.product(p, v))
      beta = 1.
      if i == 0:
        beta = first
      torch.addmm(dv, p.t(), xc, beta=beta, out=dv)
    else:
      pl = torch.to(p, low)
      torch.copy_(torch.slice(dxk, 0, i, e), self.product(pl, v))
      dv.add_(torch.mm(pl.t(), xc))
    i = e
  return (torch.index_copy(torch.zeros_like(x), 0, rows, dxk), dw)
