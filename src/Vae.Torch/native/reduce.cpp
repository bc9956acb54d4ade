// Sums, means, extremes, orders: operators that fold a dimension or walk along it.
#include "tensor.h"

using namespace vae;

// No dimensions: the whole tensor is folded.
VAE_EXPORT int32_t THSTensor_sum(TensorPtr self, const int64_t* dims, int64_t count, int32_t keepdim, int32_t dtype,
                                 TensorPtr* out) {
    return guarded([&] {
        *out = own(count == 0 ? at::sum(*self, optional_dtype(dtype))
                              : at::sum(*self, ints(dims, count), keepdim != 0, optional_dtype(dtype)));
    });
}

VAE_EXPORT int32_t THSTensor_mean(TensorPtr self, const int64_t* dims, int64_t count, int32_t keepdim, int32_t dtype,
                                  TensorPtr* out) {
    return guarded([&] {
        *out = own(count == 0 ? at::mean(*self, optional_dtype(dtype))
                              : at::mean(*self, ints(dims, count), keepdim != 0, optional_dtype(dtype)));
    });
}

VAE_EXPORT int32_t THSTensor_var(TensorPtr self, const int64_t* dims, int64_t count, int32_t unbiased, int32_t keepdim,
                                 TensorPtr* out) {
    return guarded([&] {
        *out = own(count == 0 ? at::var(*self, unbiased != 0)
                              : at::var(*self, ints(dims, count), unbiased != 0, keepdim != 0));
    });
}

VAE_EXPORT int32_t THSTensor_std(TensorPtr self, const int64_t* dims, int64_t count, int32_t unbiased, int32_t keepdim,
                                 TensorPtr* out) {
    return guarded([&] {
        *out = own(count == 0 ? at::std(*self, unbiased != 0)
                              : at::std(*self, ints(dims, count), unbiased != 0, keepdim != 0));
    });
}

VAE_EXPORT int32_t THSTensor_prod(TensorPtr self, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::prod(*self, optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSTensor_prod_along(TensorPtr self, int64_t dim, int32_t keepdim, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::prod(*self, dim, keepdim != 0, optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSTensor_norm(TensorPtr self, double p, TensorPtr* out) {
    return guarded([&] { *out = own(at::norm(*self, p)); });
}

VAE_EXPORT int32_t THSTensor_norm_along(TensorPtr self, int64_t dim, int32_t keepdim, double p, TensorPtr* out) {
    return guarded([&] { *out = own(at::norm(*self, at::Scalar(p), at::IntArrayRef(&dim, 1), keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_logsumexp(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::logsumexp(*self, at::IntArrayRef(&dim, 1), keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_cumsum(TensorPtr self, int64_t dim, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::cumsum(*self, dim, optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSTensor_cumprod(TensorPtr self, int64_t dim, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::cumprod(*self, dim, optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSTensor_softmax(TensorPtr self, int64_t dim, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::softmax(*self, dim, optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSTensor_log_softmax(TensorPtr self, int64_t dim, int32_t dtype, TensorPtr* out) {
    return guarded([&] { *out = own(at::log_softmax(*self, dim, optional_dtype(dtype))); });
}

VAE_EXPORT int32_t THSTensor_all(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::all(*self)); });
}

VAE_EXPORT int32_t THSTensor_all_along(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::all(*self, dim, keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_any(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::any(*self)); });
}

VAE_EXPORT int32_t THSTensor_any_along(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::any(*self, dim, keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_max(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::max(*self)); });
}

VAE_EXPORT int32_t THSTensor_min(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::min(*self)); });
}

namespace {
// Both or none: the first is not lost when there is no memory for the second.
void own_both(std::tuple<at::Tensor, at::Tensor> pair, TensorPtr* first, TensorPtr* second) {
    auto one = std::make_unique<at::Tensor>(std::move(std::get<0>(pair)));
    *second = own(std::move(std::get<1>(pair)));
    *first = one.release();
}
}  // namespace

VAE_EXPORT int32_t THSTensor_max_along(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* values,
                                       TensorPtr* indexes) {
    return guarded([&] { own_both(at::max(*self, dim, keepdim != 0), values, indexes); });
}

VAE_EXPORT int32_t THSTensor_min_along(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* values,
                                       TensorPtr* indexes) {
    return guarded([&] { own_both(at::min(*self, dim, keepdim != 0), values, indexes); });
}

VAE_EXPORT int32_t THSTensor_amax(TensorPtr self, const int64_t* dims, int64_t count, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::amax(*self, ints(dims, count), keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_amin(TensorPtr self, const int64_t* dims, int64_t count, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::amin(*self, ints(dims, count), keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_argmax(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::argmax(*self)); });
}

VAE_EXPORT int32_t THSTensor_argmax_along(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::argmax(*self, dim, keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_argmin(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::argmin(*self)); });
}

VAE_EXPORT int32_t THSTensor_argmin_along(TensorPtr self, int64_t dim, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::argmin(*self, dim, keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_sort(TensorPtr self, int64_t dim, int32_t descending, int32_t stable, TensorPtr* values,
                                  TensorPtr* indices) {
    return guarded(
        [&] { own_both(at::sort(*self, Optional<bool>(stable != 0), dim, descending != 0), values, indices); });
}

VAE_EXPORT int32_t THSTensor_argsort(TensorPtr self, int64_t dim, int32_t descending, TensorPtr* out) {
    return guarded([&] { *out = own(at::argsort(*self, dim, descending != 0)); });
}

VAE_EXPORT int32_t THSTensor_topk(TensorPtr self, int64_t k, int64_t dim, int32_t largest, int32_t sorted,
                                  TensorPtr* values, TensorPtr* indices) {
    return guarded([&] { own_both(at::topk(*self, k, dim, largest != 0, sorted != 0), values, indices); });
}

VAE_EXPORT int32_t THSTensor_median(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::median(*self)); });
}

VAE_EXPORT int32_t THSTensor_quantile(TensorPtr self, TensorPtr q, int64_t dim, int32_t keepdim, TensorPtr* out) {
    return guarded([&] { *out = own(at::quantile(*self, *q, dim, keepdim != 0)); });
}

VAE_EXPORT int32_t THSTensor_bincount(TensorPtr self, TensorPtr weights, int64_t minlength, TensorPtr* out) {
    return guarded([&] { *out = own(at::bincount(*self, optional_tensor(weights), minlength)); });
}

VAE_EXPORT int32_t THSTensor_histc(TensorPtr self, int64_t bins, int64_t min, int64_t max, TensorPtr* out) {
    return guarded([&] { *out = own(at::histc(*self, bins, min, max)); });
}
