// Activations. With inplace the result is the input's own storage, as in PyTorch.
#include <cstdint>

#include "tensor.h"

using vae::own;

VAE_EXPORT int32_t THSNN_relu(TensorPtr input, int32_t inplace, TensorPtr* out) {
    return guarded([&] { *out = own(inplace != 0 ? at::relu_(*input) : at::relu(*input)); });
}

VAE_EXPORT int32_t THSNN_leaky_relu(TensorPtr input, double slope, int32_t inplace, TensorPtr* out) {
    return guarded([&] { *out = own(inplace != 0 ? at::leaky_relu_(*input, slope) : at::leaky_relu(*input, slope)); });
}

VAE_EXPORT int32_t THSNN_elu(TensorPtr input, double alpha, int32_t inplace, TensorPtr* out) {
    return guarded([&] { *out = own(inplace != 0 ? at::elu_(*input, alpha) : at::elu(*input, alpha)); });
}

// approximate: 0 by the error function, 1 by tanh.
VAE_EXPORT int32_t THSNN_gelu(TensorPtr input, int32_t approximate, int32_t inplace, TensorPtr* out) {
    return guarded([&] {
        const char* const form = approximate != 0 ? "tanh" : "none";
        *out = own(inplace != 0 ? at::gelu_(*input, form) : at::gelu(*input, form));
    });
}

VAE_EXPORT int32_t THSNN_silu(TensorPtr input, int32_t inplace, TensorPtr* out) {
    return guarded([&] { *out = own(inplace != 0 ? at::silu_(*input) : at::silu(*input)); });
}

VAE_EXPORT int32_t THSNN_softplus(TensorPtr input, double beta, double threshold, TensorPtr* out) {
    return guarded([&] { *out = own(at::softplus(*input, beta, threshold)); });
}

VAE_EXPORT int32_t THSNN_sigmoid(TensorPtr input, int32_t inplace, TensorPtr* out) {
    return guarded([&] { *out = own(inplace != 0 ? at::sigmoid_(*input) : at::sigmoid(*input)); });
}

VAE_EXPORT int32_t THSNN_tanh(TensorPtr input, int32_t inplace, TensorPtr* out) {
    return guarded([&] { *out = own(inplace != 0 ? at::tanh_(*input) : at::tanh(*input)); });
}

VAE_EXPORT int32_t THSNN_logsigmoid(TensorPtr input, TensorPtr* out) {
    return guarded([&] { *out = own(at::log_sigmoid(*input)); });
}

// dtype -1: the input's.
VAE_EXPORT int32_t THSNN_softmax(TensorPtr input, int64_t dim, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::softmax(*input, dim, vae::optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSNN_log_softmax(TensorPtr input, int64_t dim, TensorPtr* out) {
    return guarded([&] { *out = own(at::log_softmax(*input, dim)); });
}
