#pragma once

#include "error.h"

#include <ATen/ATen.h>
#include <torch/version.h>

#include <memory>
#include <optional>
#include <vector>

namespace vae {
// c10::optional became an alias of std::optional in 2.x and is gone from the newest headers.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 5)
template <class T>
using Optional = std::optional<T>;
#else
template <class T>
using Optional = c10::optional<T>;
#endif

// A number that crosses the border by value.
struct ScalarArg {
    int64_t kind;  // 0 absent, 1 integer, 2 real, 3 boolean
    int64_t integer;
    double real;
};

// Where a new tensor is made. Negative values mean "the default" or, for conversions, "as it is".
struct OptionsArg {
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t requires_grad;
};

inline TensorPtr own(at::Tensor tensor) { return new at::Tensor(std::move(tensor)); }

inline at::Scalar scalar(const ScalarArg& value) {
    switch (value.kind) {
        case 1: return at::Scalar(value.integer);
        case 2: return at::Scalar(value.real);
        case 3: return at::Scalar(value.integer != 0);
        default: TORCH_CHECK(false, "a number is required");
    }
}

inline Optional<at::Scalar> optional_scalar(const ScalarArg& value) {
    return value.kind == 0 ? Optional<at::Scalar>() : Optional<at::Scalar>(scalar(value));
}

inline Optional<at::ScalarType> optional_dtype(int32_t dtype) {
    return dtype < 0 ? Optional<at::ScalarType>() : Optional<at::ScalarType>(static_cast<at::ScalarType>(dtype));
}

inline at::Device device(int32_t type, int32_t index) {
    return at::Device(static_cast<at::DeviceType>(type), static_cast<at::DeviceIndex>(index));
}

inline at::TensorOptions options(const OptionsArg& value) {
    at::TensorOptions result;
    if (value.dtype >= 0) result = result.dtype(static_cast<at::ScalarType>(value.dtype));
    if (value.device_type >= 0) result = result.device(device(value.device_type, value.device_index));
    return result;
}

// Autograd flags are set on the finished tensor: ATen's own factories refuse them in the options.
inline TensorPtr own(at::Tensor tensor, const OptionsArg& value) {
    if (value.requires_grad) tensor.set_requires_grad(true);
    return own(std::move(tensor));
}

inline at::IntArrayRef ints(const int64_t* values, int64_t count) {
    return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline std::vector<at::Tensor> list(const TensorPtr* tensors, int64_t count) {
    std::vector<at::Tensor> result;
    result.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; ++i) result.push_back(*tensors[i]);
    return result;
}

inline Optional<at::Tensor> optional_tensor(TensorPtr tensor) {
    return tensor == nullptr ? Optional<at::Tensor>() : Optional<at::Tensor>(*tensor);
}

inline Optional<at::Generator> optional_generator(at::Generator* generator) {
    return generator == nullptr ? Optional<at::Generator>() : Optional<at::Generator>(*generator);
}

// Hands a list of tensors over: the array goes back through THSTorch_free_array, each tensor through THSTensor_free.
inline void own_all(const std::vector<at::Tensor>& tensors, TensorPtr** out, int64_t* count) {
    auto array = std::make_unique<TensorPtr[]>(tensors.size());
    size_t done = 0;
    try {
        for (; done < tensors.size(); ++done) array[done] = own(tensors[done]);
    } catch (...) {
        while (done > 0) delete array[--done];
        throw;
    }
    *count = static_cast<int64_t>(tensors.size());
    *out = array.release();
}
}  // namespace vae
