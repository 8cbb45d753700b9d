# Mean cross entropy of x w^T by row chunks: one chunk of logits exists at a time. zloss weighs the
# square of the log-sum-exp, which keeps logits near zero.
def rows_in_cache(self, z: Tensor) -> int:
  if z.is_cuda:
    return z.size(0)
  return max(8, 400000 // z.size(1))
def linear_cross_entropy_reference(self, x: Tensor, w: Tensor, target: Tensor, ignore: int, cap: float, zloss: float, low: int) -> Tensor:
  z = torch.to(torch.linear(torch.to(x, low), torch.to(w, low)), x.dtype)
  if cap > 0.:
    z = torch.mul(torch.tanh(torch.div(z, cap)), cap)
  loss = torch.cross_entropy_loss(z, target, None, 1, ignore, 0.)
  if zloss > 0.:
    valid = torch.to(torch.ne(target, ignore), z.dtype)
    squares = torch.mul(torch.square(torch.logsumexp(z, [1])), valid)
    loss = torch.add(loss, torch.div(torch.sum(squares), torch.sum(valid)), alpha=zloss)
  return loss
def linear_cross_entropy_loss(self, x: Tensor, w: Tensor, target: Tensor, chunk: int, ignore: int, cap: float, zloss: float, low: int) -> Tensor:
  n = x.size(0)
  valid = torch.ne(target, ignore)
  t = torch.masked_fill(target, torch.logical_not(valid), 0)
  total = torch.new_zeros(x, [])
  xl = torch.to(x, low)
  wl = torch.to(w, low)
  i = 0
  while i < n:
    e = min(i + chunk, n)
    z = torch.to(self.linear(torch.slice(xl, 0, i, e), wl, None), x.dtype)
    if cap > 0.:
      torch.tanh_(z.mul_(1. / cap)).mul_(cap)
    lse = torch.logsumexp(z, [1])
    each = torch.sub(lse, torch.gather(z, 1, torch.slice(t, 0, i, e).unsqueeze(1)).squeeze(1))
    if zloss > 0.:
      each.add_(torch.square(lse), alpha=zloss)
    total.add_(torch.dot(each, torch.slice(valid, 0, i, e).to(x.dtype)))
    i = e
  return torch.div(total, valid.sum())
def linear_cross_entropy(self, x: Tensor, w: Tensor, target: Tensor, chunk: int, ignore: int, cap: float, zloss: float, low: int) -> Tuple[Tensor, Tensor, Tensor]:
  loss, dx, dw = self.linear_cross_entropy_into(x, w, target, chunk, ignore, cap, zloss, low, torch.empty_like(w), 0.)
  return (loss, dx, dw)
def linear_cross_entropy_into(self, x: Tensor, w: Tensor, target: Tensor, chunk: int, ignore: int, cap: float, zloss: float, low: int, dw: Tensor, first: float) -> Tuple[Tensor, Tensor, Tensor]:
  # Exponentials stay unnormalised: the row sums divide the small operands of the two products
  # instead of the logits, and the one-hot part is added row by row.
  if low != x.dtype:
    return self.linear_cross_entropy_mixed(x, w, target, chunk, ignore, cap, zloss, low, dw, first)
  n = x.size(0)
  valid = torch.ne(target, ignore)
  t = torch.masked_fill(target, torch.logical_not(valid), 0)
  weight = torch.div(valid.to(x.dtype), valid.sum())
  total = torch.new_zeros(x, [])
  dx = torch.empty_like(x)
  i = 0
  while i < n:
    e = min(i + chunk, n)
    xc = torch.slice(x, 0, i, e)
    tc = torch.slice(t, 0, i, e)
    wc = torch.slice(weight, 0, i, e)
    dc = torch.slice(dx, 0, i, e)
    beta = 1.
    if i == 0:
      beta = first
    if cap > 0.:
      total.add_(self.capped_cross_entropy(xc, w, tc, wc, cap, zloss, dc, dw, beta))
    else:
      z = self.linear(xc, w, None)
      zt = torch.gather(z, 1, tc.unsqueeze(1)).squeeze(1)
      se = torch.new_empty(x, [e - i])
      r = 0
      rows = self.rows_in_cache(z)
      while r < e - i:
        q = min(r + rows, e - i)
        torch.sum(torch.exp_(torch.slice(z, 0, r, q)), [1], out=torch.slice(se, 0, r, q))
        r = q
      if not (bool(torch.all(torch.isfinite(se))) and bool(torch.all(torch.gt(se, 1e-30)))):
        # Logits too large for plain exponentials: subtract the largest of each row first.
        torch.copy_(z, self.linear(xc, w, None))
        top = torch.amax(z, [1], True)
        torch.sum(torch.exp_(z.sub_(top)), [1], out=se)
        lse = torch.add(torch.log(se), top.squeeze(1))
      else:
        lse = torch.log(se)
      each = torch.sub(lse, zt)
      scale = torch.div(wc, se).unsqueeze(1)
      if zloss > 0.:
        each.add_(torch.square(lse), alpha=zloss)
        scale.mul_(torch.add(torch.mul(lse, 2. * zloss), 1.).unsqueeze(1))
      total.add_(torch.dot(each, wc))
      torch.copy_(dc, self.product(z, w))
      dc.mul_(scale).sub_(torch.mul(torch.embedding(w, tc), wc.unsqueeze(1)))
      torch.addmm(dw, z.t(), torch.mul(xc, scale), beta=beta, out=dw)
      dw.index_add_(0, tc, torch.mul(xc, wc.unsqueeze(1)), alpha=-1.)
    i = e
  return (total, dx, dw)
def capped_cross_entropy(self, x: Tensor, w: Tensor, t: Tensor, weight: Tensor, cap: float, zloss: float, dx: Tensor, dw: Tensor, beta: float) -> Tensor:
  # The same of one chunk with logits cap tanh(z / cap) = cap (2 s - 1), s = sigmoid(2 z / cap), a few
  # rows at a time while they are in cache. Such exponentials are finite; far caps subtract the largest.
  z = self.linear(torch.mul(x, 2. / cap), w, None)
  u = torch.tanh(torch.mul(torch.gather(z, 1, t.unsqueeze(1)).squeeze(1), 0.5))
  n = x.size(0)
  rows = self.rows_in_cache(z)
  low = torch.new_full(x, [], -cap)
  buffer = torch.new_empty(z, [min(rows, n), z.size(1)])
  se = torch.new_empty(x, [n])
  top = torch.new_zeros(x, [n])
  r = 0
  while r < n:
    q = min(r + rows, n)
    s = torch.sigmoid_(torch.slice(z, 0, r, q))
    e = torch.slice(buffer, 0, 0, q - r)
    torch.add(low, s, alpha=2. * cap, out=e)
    if cap > 60.:
      most = torch.amax(e, [1], True)
      e.sub_(most)
      torch.slice(top, 0, r, q).copy_(most.squeeze(1))
    torch.sum(torch.exp_(e), [1], out=torch.slice(se, 0, r, q))
    torch.addcmul_(s, s, s, value=-1.).mul_(e)
    r = q
  lse = torch.add(torch.log(se), top)
  each = torch.sub(lse, torch.mul(u, cap))
  scale = torch.mul(torch.div(weight, se), 4.)
  if zloss > 0.:
    each.add_(torch.square(lse), alpha=zloss)
    scale.mul_(torch.add(torch.mul(lse, 2. * zloss), 1.))
  scale = scale.unsqueeze(1)
  hit = torch.mul(weight, torch.rsub(torch.square(u), 1.)).unsqueeze(1)
  torch.copy_(dx, self.product(z, w))
  dx.mul_(scale).sub_(torch.mul(torch.embedding(w, t), hit))
  torch.addmm(dw, z.t(), torch.mul(x, scale), beta=beta, out=dw)
  dw.index_add_(0, t, torch.mul(x, hit), alpha=-1.)
  return torch.dot(each, weight)
def linear_cross_entropy_mixed(self, x: Tensor, w: Tensor, target: Tensor, chunk: int, ignore: int, cap: float, zloss: float, low: int, dw: Tensor, first: float) -> Tuple[Tensor, Tensor, Tensor]:
  # Products in the low type; softmax, loss and sums in the type of x.
  n = x.size(0)
  valid = torch.ne(target, ignore)
  t = torch.masked_fill(target, torch.logical_not(valid), 0)
  weight = torch.div(valid.to(x.dtype), valid.sum())
  total = torch.new_zeros(x, [])
  dx = torch.empty_like(x)
  xl = torch.to(x, low)
  wl = torch.to(w, low)
  if first == 0.:
    torch.zero_(dw)
  i = 0
  while i < n:
    e = min(i + chunk, n)
    xc = torch.slice(xl, 0, i, e)
    tc = torch.slice(t, 0, i, e)
    wc = torch.slice(weight, 0, i, e)
    z = torch.to(torch.mm(xc, wl.t()), x.dtype)
    slope = z
    if cap > 0.:
      torch.tanh_(z.mul_(1. / cap))
      slope = torch.addcmul(torch.new_ones(x, []), z, z, value=-1.)
      z.mul_(cap)
    lse = torch.logsumexp(z, [1])
    each = torch.sub(lse, torch.gather(z, 1, tc.unsqueeze(1)).squeeze(1))
    torch.exp_(z.sub_(lse.unsqueeze(1)))
    if zloss > 0.:
      each.add_(torch.square(lse), alpha=zloss)
      z.mul_(torch.add(torch.mul(lse, 2. * zloss), 1.).unsqueeze(1))
    total.add_(torch.dot(each, wc))
    z.scatter_add_(1, tc.unsqueeze(1), torch.new_full(x, [e - i, 1], -1.))
    if cap > 0.:
      z.mul_(slope)
    zl = torch.to(z.mul_(wc.unsqueeze(1)), low)
    torch.copy_(torch.slice(dx, 0, i, e), torch.mm(zl, wl))
    dw.add_(torch.mm(zl.t(), xc))
    i = e
  return (total, dx, dw)
