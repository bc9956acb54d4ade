// New tensors.
#include "tensor.h"

#include <cstring>

using namespace vae;

VAE_EXPORT int32_t THSTensor_zeros(const int64_t* sizes, int64_t count, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::zeros(ints(sizes, count), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_ones(const int64_t* sizes, int64_t count, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::ones(ints(sizes, count), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_empty(const int64_t* sizes, int64_t count, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::empty(ints(sizes, count), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_full(const int64_t* sizes, int64_t count, ScalarArg value, OptionsArg where,
                                  TensorPtr* out) {
    return guarded([&] { *out = own(at::full(ints(sizes, count), scalar(value), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_arange(ScalarArg start, ScalarArg stop, ScalarArg step, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::arange(scalar(start), scalar(stop), scalar(step), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_linspace(double start, double end, int64_t steps, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::linspace(start, end, steps, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_logspace(double start, double end, int64_t steps, double base, OptionsArg where,
                                      TensorPtr* out) {
    return guarded([&] { *out = own(at::logspace(start, end, steps, base, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_eye(int64_t rows, int64_t columns, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::eye(rows, columns, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_empty_like(TensorPtr self, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::empty_like(*self, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_zeros_like(TensorPtr self, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::zeros_like(*self, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_ones_like(TensorPtr self, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::ones_like(*self, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_full_like(TensorPtr self, ScalarArg value, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::full_like(*self, scalar(value), options(where)), where); });
}

// A tensor with a copy of `bytes` bytes at `data`, which hold elements of `source_dtype` in row-major order.
VAE_EXPORT int32_t THSTensor_new(const void* data, int64_t bytes, int32_t source_dtype, const int64_t* sizes,
                                 int64_t count, OptionsArg where, TensorPtr* out) {
    return guarded([&] {
        auto source = at::empty(ints(sizes, count), at::TensorOptions(static_cast<at::ScalarType>(source_dtype)));
        auto expected = static_cast<int64_t>(source.numel()) * static_cast<int64_t>(source.element_size());
        TORCH_CHECK(expected == bytes, "a tensor of shape ", source.sizes(), " has ", expected, " bytes, but ", bytes,
                    " were given");
        if (bytes > 0) std::memcpy(source.data_ptr(), data, static_cast<size_t>(bytes));
        *out = own(source.to(options(where)), where);
    });
}
