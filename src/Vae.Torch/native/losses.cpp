// Losses. reduction as in torch.nn.Reduction and ATen: 0 none, 1 mean, 2 sum.
#include <cmath>
#include <cstdint>

#include "fused.h"
#include "tensor.h"

using vae::optional_tensor;
using vae::own;

namespace {

at::Tensor reduced(const at::Tensor& loss, int64_t reduction) {
    return reduction == at::Reduction::Mean ? loss.mean() : reduction == at::Reduction::Sum ? loss.sum() : loss;
}

constexpr double log_two_pi = 1.8378770664093453;

}  // namespace

VAE_EXPORT int32_t THSNN_binary_cross_entropy(TensorPtr input, TensorPtr target, TensorPtr weight, int64_t reduction,
                                              TensorPtr* out) {
    return guarded([&] { *out = own(at::binary_cross_entropy(*input, *target, optional_tensor(weight), reduction)); });
}

// native: 1 leaves ATen's own form in place where the fused one could run.
VAE_EXPORT int32_t THSNN_binary_cross_entropy_with_logits(TensorPtr input, TensorPtr target, TensorPtr weight,
                                                          int64_t reduction, TensorPtr pos_weight, int32_t native,
                                                          TensorPtr* out) {
    return guarded([&] {
        const bool plain = weight == nullptr && pos_weight == nullptr && reduction != at::Reduction::None;
        if (native == 0 && plain && vae::can_fuse_bce_with_logits(*input, *target))
            *out = own(vae::fused_bce_with_logits(*input, *target, reduction == at::Reduction::Mean));
        else
            *out = own(at::binary_cross_entropy_with_logits(*input, *target, optional_tensor(weight),
                                                            optional_tensor(pos_weight), reduction));
    });
}

VAE_EXPORT int32_t THSNN_mse_loss(TensorPtr input, TensorPtr target, int64_t reduction, TensorPtr* out) {
    return guarded([&] { *out = own(at::mse_loss(*input, *target, reduction)); });
}

VAE_EXPORT int32_t THSNN_l1_loss(TensorPtr input, TensorPtr target, int64_t reduction, TensorPtr* out) {
    return guarded([&] { *out = own(at::l1_loss(*input, *target, reduction)); });
}

VAE_EXPORT int32_t THSNN_smooth_l1_loss(TensorPtr input, TensorPtr target, int64_t reduction, double beta,
                                        TensorPtr* out) {
    return guarded([&] { *out = own(at::smooth_l1_loss(*input, *target, reduction, beta)); });
}

VAE_EXPORT int32_t THSNN_cross_entropy(TensorPtr input, TensorPtr target, TensorPtr weight, int64_t ignore_index,
                                       int64_t reduction, double smoothing, TensorPtr* out) {
    return guarded([&] {
        *out = own(at::cross_entropy_loss(*input, *target, optional_tensor(weight), reduction, ignore_index, smoothing));
    });
}

VAE_EXPORT int32_t THSNN_nll_loss(TensorPtr input, TensorPtr target, TensorPtr weight, int64_t reduction,
                                  TensorPtr* out) {
    return guarded([&] { *out = own(at::nll_loss_nd(*input, *target, optional_tensor(weight), reduction, -100)); });
}

VAE_EXPORT int32_t THSNN_kl_div(TensorPtr input, TensorPtr target, int64_t reduction, int32_t log_target,
                                TensorPtr* out) {
    return guarded([&] { *out = own(at::kl_div(*input, *target, reduction, log_target != 0)); });
}

// 0.5 (log var + (x - t)^2 / var) with the variance held above eps, which takes no gradient there.
VAE_EXPORT int32_t THSNN_gaussian_nll_loss(TensorPtr input, TensorPtr target, TensorPtr variance, int32_t full,
                                           double eps, int64_t reduction, TensorPtr* out) {
    return guarded([&] {
        TORCH_CHECK(!at::lt(*variance, 0).any().item<bool>(), "the variance has a negative element");
        at::Tensor var = variance->clone();
        {
            at::NoGradGuard no_grad;
            var.clamp_min_(eps);
        }
        at::Tensor loss = (var.log() + (*input - *target).square() / var) * 0.5;
        if (full != 0) loss = loss + 0.5 * log_two_pi;
        *out = own(reduced(loss, reduction));
    });
}
