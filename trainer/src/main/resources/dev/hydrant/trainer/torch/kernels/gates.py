# Gated and squared activations of an MLP: nothing is kept but the operands, gradients overwrite temporaries.
def swiglu(self, a: Tensor, b: Tensor) -> Tensor:
  return torch.silu(a).mul_(b)
def swiglu_reference(self, a: Tensor, b: Tensor) -> Tensor:
  return torch.mul(torch.silu(a), b)
def swiglu_backward(self, g: Tensor, a: Tensor, b: Tensor) -> Tuple[Tensor, Tensor]:
  d = torch.mul(g, b)
  return (torch.silu_backward(d, a, grad_input=d), torch.silu(a).mul_(g))
def relu_squared(self, x: Tensor) -> Tensor:
  y = torch.relu(x)
  return torch.mul_(y, y)
def relu_squared_reference(self, x: Tensor) -> Tensor:
  return torch.square(torch.relu(x))
def relu_squared_backward(self, g: Tensor, x: Tensor) -> Tensor:
  r = torch.relu(x)
  return torch.addcmul(torch.new_zeros(x, []), r, g, value=2., out=r)
