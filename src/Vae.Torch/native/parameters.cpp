// Parameters and the moving of a module's tensors.
#include <cstdint>

#include "tensor.h"

using vae::own;

// A leaf on the same data.
VAE_EXPORT int32_t THSNN_Parameter_new(TensorPtr data, int32_t requires_grad, TensorPtr* out) {
    return guarded([&] {
        at::Tensor leaf = data->detach();
        leaf.set_requires_grad(requires_grad != 0);
        *out = own(std::move(leaf));
    });
}

// The tensor stays the same object; its gradient moves with it. dtype -1 and device_type -1 leave these as they are.
VAE_EXPORT int32_t THSNN_Module_to(TensorPtr tensor, int32_t device_type, int32_t device_index, int32_t dtype,
                                   int32_t non_blocking) {
    return guarded([&] {
        at::NoGradGuard no_grad;
        at::Tensor& t = *tensor;
        const at::Device device = device_type < 0 ? t.device() : vae::device(device_type, device_index);
        const at::ScalarType type = dtype < 0 || !t.is_floating_point() ? t.scalar_type() : static_cast<at::ScalarType>(dtype);
        if (device == t.device() && type == t.scalar_type()) return;
        const at::Tensor moved = t.detach().to(device, type, non_blocking != 0);
        const at::Tensor grad = t.grad().defined() ? t.grad().to(device, type, non_blocking != 0) : at::Tensor();
        t.mutable_grad().reset();
        t.set_data(moved);
        if (grad.defined()) t.mutable_grad() = grad;
    });
}
