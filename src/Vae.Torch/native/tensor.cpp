// Life, metadata and memory of tensors.
#include "tensor.h"

#include <cstring>

using namespace vae;

VAE_EXPORT void THSTensor_free(TensorPtr self) { delete self; }

VAE_EXPORT void THSTorch_free_array(TensorPtr* array) { delete[] array; }

VAE_EXPORT int32_t THSTensor_ndimension(TensorPtr self, int64_t* out) {
    return guarded([&] { *out = self->dim(); });
}

VAE_EXPORT int32_t THSTensor_numel(TensorPtr self, int64_t* out) {
    return guarded([&] { *out = self->numel(); });
}

VAE_EXPORT int32_t THSTensor_element_size(TensorPtr self, int64_t* out) {
    return guarded([&] { *out = static_cast<int64_t>(self->element_size()); });
}

// Writes at most `capacity` extents and always the number of dimensions.
VAE_EXPORT int32_t THSTensor_sizes(TensorPtr self, int64_t* buffer, int64_t capacity, int64_t* dimensions) {
    return guarded([&] {
        auto sizes = self->sizes();
        *dimensions = static_cast<int64_t>(sizes.size());
        for (int64_t i = 0; i < *dimensions && i < capacity; ++i) buffer[i] = sizes[static_cast<size_t>(i)];
    });
}

VAE_EXPORT int32_t THSTensor_strides(TensorPtr self, int64_t* buffer, int64_t capacity, int64_t* dimensions) {
    return guarded([&] {
        auto strides = self->strides();
        *dimensions = static_cast<int64_t>(strides.size());
        for (int64_t i = 0; i < *dimensions && i < capacity; ++i) buffer[i] = strides[static_cast<size_t>(i)];
    });
}

VAE_EXPORT int32_t THSTensor_storage_offset(TensorPtr self, int64_t* out) {
    return guarded([&] { *out = self->storage_offset(); });
}

VAE_EXPORT int32_t THSTensor_type(TensorPtr self, int32_t* out) {
    return guarded([&] { *out = static_cast<int32_t>(self->scalar_type()); });
}

VAE_EXPORT int32_t THSTensor_device(TensorPtr self, int32_t* type, int32_t* index) {
    return guarded([&] {
        auto device = self->device();
        *type = static_cast<int32_t>(device.type());
        *index = device.index();
    });
}

VAE_EXPORT int32_t THSTensor_is_contiguous(TensorPtr self, int32_t* out) {
    return guarded([&] { *out = self->is_contiguous(); });
}

VAE_EXPORT int32_t THSTensor_is_leaf(TensorPtr self, int32_t* out) {
    return guarded([&] { *out = self->is_leaf(); });
}

// The address of the first element. Only memory that the CPU can read is handed out.
VAE_EXPORT int32_t THSTensor_data(TensorPtr self, void** out) {
    return guarded([&] {
        TORCH_CHECK(self->device().is_cpu(), "the elements of a tensor on ", self->device(),
                    " cannot be read directly: copy it with cpu() first");
        *out = self->data_ptr();
    });
}

VAE_EXPORT int32_t THSTensor_item(TensorPtr self, ScalarArg* out) {
    return guarded([&] {
        auto value = self->item();
        if (value.isBoolean())
            *out = ScalarArg{3, value.toBool() ? 1 : 0, 0.0};
        else if (value.isIntegral(/*includeBool=*/false))
            *out = ScalarArg{1, value.toLong(), 0.0};
        else
            *out = ScalarArg{2, 0, value.toDouble()};
    });
}

VAE_EXPORT int32_t THSTensor_to(TensorPtr self, OptionsArg where, int32_t non_blocking, int32_t copy, TensorPtr* out) {
    return guarded([&] {
        auto dtype = optional_dtype(where.dtype).value_or(self->scalar_type());
        auto target = where.device_type < 0 ? self->device() : device(where.device_type, where.device_index);
        *out = own(self->to(target, dtype, non_blocking != 0, copy != 0));
    });
}

VAE_EXPORT int32_t THSTensor_clone(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(self->clone()); });
}

VAE_EXPORT int32_t THSTensor_alias(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(*self); });
}

VAE_EXPORT int32_t THSTensor_contiguous(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(self->contiguous()); });
}

VAE_EXPORT int32_t THSTensor_copy_(TensorPtr self, TensorPtr source, int32_t non_blocking) {
    return guarded([&] { self->copy_(*source, non_blocking != 0); });
}

VAE_EXPORT int32_t THSTensor_fill_(TensorPtr self, ScalarArg value) {
    return guarded([&] { self->fill_(scalar(value)); });
}

VAE_EXPORT int32_t THSTensor_zero_(TensorPtr self) {
    return guarded([&] { self->zero_(); });
}

VAE_EXPORT int32_t THSTensor_equal(TensorPtr self, TensorPtr other, int32_t* out) {
    return guarded([&] { *out = at::equal(*self, *other); });
}

VAE_EXPORT int32_t THSTensor_allclose(TensorPtr self, TensorPtr other, double rtol, double atol, int32_t equal_nan,
                                      int32_t* out) {
    return guarded([&] { *out = at::allclose(*self, *other, rtol, atol, equal_nan != 0); });
}

VAE_EXPORT int32_t THSTensor_isclose(TensorPtr self, TensorPtr other, double rtol, double atol, int32_t equal_nan,
                                     TensorPtr* out) {
    return guarded([&] { *out = own(at::isclose(*self, *other, rtol, atol, equal_nan != 0)); });
}
