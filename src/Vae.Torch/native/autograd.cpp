// Gradients and the per-thread modes of recording them.
#include "tensor.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace vae;

VAE_EXPORT int32_t THSTensor_requires_grad(TensorPtr self, int32_t* out) {
    return guarded([&] { *out = self->requires_grad(); });
}

VAE_EXPORT int32_t THSTensor_set_requires_grad(TensorPtr self, int32_t value) {
    return guarded([&] { self->set_requires_grad(value != 0); });
}

// Null where no gradient has been accumulated.
VAE_EXPORT int32_t THSTensor_grad(TensorPtr self, TensorPtr* out) {
    return guarded([&] {
        const at::Tensor& gradient = self->grad();
        *out = gradient.defined() ? own(gradient) : nullptr;
    });
}

VAE_EXPORT int32_t THSTensor_set_grad(TensorPtr self, TensorPtr gradient) {
    return guarded([&] {
        if (gradient != nullptr) {
            TORCH_CHECK(gradient->sizes() == self->sizes(), "a gradient has the shape of its tensor: expected ",
                        self->sizes(), ", got ", gradient->sizes());
        }
        self->mutable_grad() = gradient == nullptr ? at::Tensor() : *gradient;
    });
}

VAE_EXPORT int32_t THSTensor_retain_grad(TensorPtr self) {
    return guarded([&] { self->retain_grad(); });
}

VAE_EXPORT int32_t THSTensor_detach(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(self->detach()); });
}

VAE_EXPORT int32_t THSTensor_detach_(TensorPtr self) {
    return guarded([&] { self->detach_(); });
}

VAE_EXPORT int32_t THSTensor_backward(TensorPtr self) {
    return guarded([&] { self->backward(); });
}

// Gradients of outputs that are not given (no list at all) are ones of a scalar output.
VAE_EXPORT int32_t THSAutograd_backward(const TensorPtr* outputs, int64_t count, const TensorPtr* grad_outputs,
                                        int64_t grad_count, int32_t retain_graph, int32_t create_graph,
                                        const TensorPtr* inputs, int64_t inputs_count) {
    return guarded([&] {
        torch::autograd::backward(list(outputs, count), list(grad_outputs, grad_count),
                                  Optional<bool>(retain_graph != 0), create_graph != 0, list(inputs, inputs_count));
    });
}

VAE_EXPORT int32_t THSAutograd_grad(const TensorPtr* outputs, int64_t count, const TensorPtr* inputs,
                                    int64_t inputs_count, const TensorPtr* grad_outputs, int64_t grad_count,
                                    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, TensorPtr** out,
                                    int64_t* out_count) {
    return guarded([&] {
        own_all(torch::autograd::grad(list(outputs, count), list(inputs, inputs_count), list(grad_outputs, grad_count),
                                      Optional<bool>(retain_graph != 0), create_graph != 0, allow_unused != 0),
                out, out_count);
    });
}

VAE_EXPORT int32_t THSAutograd_isGradEnabled(int32_t* out) {
    return guarded([&] { *out = c10::GradMode::is_enabled(); });
}

VAE_EXPORT int32_t THSAutograd_setGrad(int32_t enabled) {
    return guarded([&] { c10::GradMode::set_enabled(enabled != 0); });
}

VAE_EXPORT int32_t THSAutograd_isInferenceModeEnabled(int32_t* out) {
    return guarded([&] { *out = c10::InferenceMode::is_enabled(); });
}

// The guard belongs to the calling thread and is to be freed on it, in the reverse order of creation.
VAE_EXPORT int32_t THSAutograd_enterInferenceMode(int32_t enabled, c10::InferenceMode** out) {
    return guarded([&] { *out = new c10::InferenceMode(enabled != 0); });
}

VAE_EXPORT void THSAutograd_leaveInferenceMode(c10::InferenceMode* guard) { delete guard; }
