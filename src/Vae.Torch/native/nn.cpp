// Layers: linear, convolution, normalisation, dropout and resampling.
#include <cstdint>
#include <vector>

#include "fused.h"
#include "tensor.h"

using vae::ints;
using vae::optional_tensor;
using vae::own;

namespace {

at::Tensor tensor_or_none(TensorPtr t) { return t == nullptr ? at::Tensor() : *t; }

vae::Optional<at::ArrayRef<double>> optional_doubles(const double* values, int64_t count) {
    if (values == nullptr) return {};
    return at::ArrayRef<double>(values, static_cast<size_t>(count));
}

}  // namespace

VAE_EXPORT int32_t THSNN_linear(TensorPtr input, TensorPtr weight, TensorPtr bias, TensorPtr* out) {
    return guarded([&] { *out = own(at::linear(*input, *weight, optional_tensor(bias))); });
}

// The four arrays have one value for each spatial dimension.
VAE_EXPORT int32_t THSNN_conv2d(TensorPtr input, TensorPtr weight, TensorPtr bias, const int64_t* stride,
                                const int64_t* padding, const int64_t* dilation, int64_t dims, int64_t groups,
                                TensorPtr* out) {
    return guarded([&] {
        *out = own(at::conv2d(*input, *weight, optional_tensor(bias), ints(stride, dims), ints(padding, dims),
                              ints(dilation, dims), groups));
    });
}

VAE_EXPORT int32_t THSNN_conv_transpose2d(TensorPtr input, TensorPtr weight, TensorPtr bias, const int64_t* stride,
                                          const int64_t* padding, const int64_t* output_padding,
                                          const int64_t* dilation, int64_t dims, int64_t groups, int32_t native,
                                          TensorPtr* out) {
    return guarded([&] {
        const at::IntArrayRef s = ints(stride, dims), p = ints(padding, dims), d = ints(dilation, dims);
        const at::IntArrayRef op = ints(output_padding, dims);
        if (native == 0 && vae::can_transpose_by_gradient(*input, *weight, tensor_or_none(bias), s, op, groups))
            *out = own(vae::transpose_by_gradient(*input, *weight, tensor_or_none(bias), s, p, op, d, groups));
        else if (native == 0 && vae::can_convolve_to_image(*input, *weight, tensor_or_none(bias), s, p, op, d, groups))
            *out = own(vae::convolve_to_image(*input, *weight, tensor_or_none(bias), p));
        else
            *out = own(at::conv_transpose2d(*input, *weight, optional_tensor(bias), s, p, op, groups, d));
    });
}

VAE_EXPORT int32_t THSNN_batch_norm(TensorPtr input, TensorPtr weight, TensorPtr bias, TensorPtr running_mean,
                                    TensorPtr running_var, int32_t training, double momentum, double eps,
                                    TensorPtr* out) {
    return guarded([&] {
        *out = own(at::batch_norm(*input, optional_tensor(weight), optional_tensor(bias),
                                  optional_tensor(running_mean), optional_tensor(running_var), training != 0, momentum,
                                  eps, at::globalContext().userEnabledCuDNN()));
    });
}

VAE_EXPORT int32_t THSNN_group_norm(TensorPtr input, int64_t groups, TensorPtr weight, TensorPtr bias, double eps,
                                    TensorPtr* out) {
    return guarded([&] {
        *out = own(at::group_norm(*input, groups, optional_tensor(weight), optional_tensor(bias), eps));
    });
}

VAE_EXPORT int32_t THSNN_layer_norm(TensorPtr input, const int64_t* shape, int64_t dims, TensorPtr weight,
                                    TensorPtr bias, double eps, TensorPtr* out) {
    return guarded([&] {
        *out = own(at::layer_norm(*input, ints(shape, dims), optional_tensor(weight), optional_tensor(bias), eps));
    });
}

VAE_EXPORT int32_t THSNN_dropout(TensorPtr input, double p, int32_t training, int32_t inplace, TensorPtr* out) {
    return guarded([&] {
        *out = own(inplace != 0 ? at::dropout_(*input, p, training != 0) : at::dropout(*input, p, training != 0));
    });
}

VAE_EXPORT int32_t THSNN_pixel_shuffle(TensorPtr input, int64_t factor, TensorPtr* out) {
    return guarded([&] { *out = own(at::pixel_shuffle(*input, factor)); });
}

// mode as in PaddingModes: 0 zeros, 1 reflect, 2 replicate, 3 circular, 4 constant.
VAE_EXPORT int32_t THSNN_pad(TensorPtr input, const int64_t* pad, int64_t length, int32_t mode, double value,
                             TensorPtr* out) {
    return guarded([&] {
        static const char* const names[] = {"constant", "reflect", "replicate", "circular", "constant"};
        TORCH_CHECK(mode >= 0 && mode < 5, "padding mode ", mode, " is none of 0 to 4");
        const bool constant = mode == 0 || mode == 4;
        *out = own(at::pad(*input, ints(pad, length), names[mode],
                           constant ? vae::Optional<double>(value) : vae::Optional<double>()));
    });
}

// mode as in InterpolationMode: 0 nearest, 2 bilinear, 3 bicubic, 5 area. sizes or scales is null; align: -1 unset.
VAE_EXPORT int32_t THSNN_interpolate(TensorPtr input, const int64_t* sizes, const double* scales, int64_t dims,
                                     int32_t mode, int32_t align, TensorPtr* out) {
    return guarded([&] {
        const at::Tensor& x = *input;
        TORCH_CHECK(x.dim() == 4 && dims == 2, "resampling takes a 4-D input and two sizes or factors, got a ", x.dim(),
                    "-D input and ", dims);
        std::vector<int64_t> size(2);
        for (int64_t i = 0; i < 2; ++i)
            size[i] = sizes != nullptr ? sizes[i] : static_cast<int64_t>(static_cast<double>(x.size(i + 2)) * scales[i]);
        const auto factors = optional_doubles(scales, dims);
        const auto by = [&](int64_t i) { return factors ? vae::Optional<double>((*factors)[i]) : vae::Optional<double>(); };
        switch (mode) {
            case 0: *out = own(at::upsample_nearest2d(x, size, by(0), by(1))); break;
            case 2: *out = own(at::upsample_bilinear2d(x, size, align > 0, by(0), by(1))); break;
            case 3: *out = own(at::upsample_bicubic2d(x, size, align > 0, by(0), by(1))); break;
            case 5: *out = own(at::adaptive_avg_pool2d(x, size)); break;
            default: TORCH_CHECK(false, "resampling mode ", mode, " is not one of nearest, bilinear, bicubic and area");
        }
    });
}

VAE_EXPORT int32_t THSNN_one_hot(TensorPtr input, int64_t classes, TensorPtr* out) {
    return guarded([&] { *out = own(at::one_hot(*input, classes)); });
}

VAE_EXPORT int32_t THSNN_normalize(TensorPtr input, double p, int64_t dim, double eps, TensorPtr* out) {
    return guarded([&] { *out = own(*input / input->norm(p, dim, true).clamp_min(eps)); });
}
